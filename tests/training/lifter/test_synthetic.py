"""Synthetic samples: whoever is drawn, the camera has them before it."""

import numpy as np
import pytest
from motions import squat

from training.lifter.synthetic import Synthetic

pytestmark = pytest.mark.training
FRAMES = 24


class OneInTwoCrossesTheHall:
    """Movements of which every other goes 40 m, which no camera of ours can follow."""

    def __init__(self):
        self.drawn = 0

    def draw(self, frames, chance):
        self.drawn += 1
        motion = squat()
        joints = motion.joints_in_world[:frames].astype(float)
        if self.drawn % 2:
            joints = joints + np.linspace(-20, 20, frames)[:, None, None] * np.array([1.0, 0, 0])
        return joints, motion.contacts[:frames].astype(float)


def test_who_cannot_be_filmed_is_not_drawn():
    movements = OneInTwoCrossesTheHall()
    chance = np.random.default_rng(0)
    joints, _, camera = Synthetic(movements, [])._filmed(FRAMES, chance)
    assert movements.drawn == 2
    assert camera.see(joints)[..., 2].min() > 0
