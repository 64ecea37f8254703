"""Synthetic samples: whoever is drawn, the camera has them before it."""

import numpy as np
import pytest
from motions import squat

from training.lifter.synthetic import Synthetic

pytestmark = pytest.mark.training
FRAMES = 24


class OneInTwoRunsRoundTheHall:
    """Movements of which every other goes round a hall, which no camera of ours has before it."""

    def __init__(self):
        self.drawn = 0

    def draw(self, frames, chance):
        self.drawn += 1
        motion = squat()
        joints = motion.joints_in_world[:frames].astype(float)
        if self.drawn % 2:
            turn = np.linspace(0, 2 * np.pi, frames)
            joints = joints + 20 * np.stack([np.cos(turn), 0 * turn, np.sin(turn)], axis=-1)[:, None]
        return joints, motion.contacts[:frames].astype(float)


def test_who_cannot_be_filmed_is_not_drawn():
    movements = OneInTwoRunsRoundTheHall()
    chance = np.random.default_rng(0)
    joints, _, camera = Synthetic(movements, [])._filmed(FRAMES, chance)
    assert movements.drawn == 2
    assert camera.see(joints)[..., 2].min() > 0
