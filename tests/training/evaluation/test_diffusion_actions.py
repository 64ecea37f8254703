"""Whether an action is done is measured, on clips where it is not done anyway, and against standing still."""

import numpy as np
import pytest
from motions import arm_raise, squat, walk

from inference.motion.kinematics import measure
from training.evaluation import diffusion_actions
from training.evaluation.diffusion_actions import ACTIONS, NOTHING, Action, action_rows

pytestmark = pytest.mark.training


class Clip:
    def __init__(self, motion):
        self._motion = motion

    def motion(self):
        return self._motion


class Obedient:
    """Squats when told to, else does what was done before."""

    def edit(self, motion, text, part, seed):
        return [motion if text == NOTHING else squat(fps=20)]


def done(action: Action, motion) -> bool:
    return action.is_done(motion, measure(motion))


def test_an_action_is_told_by_its_channel():
    squatting = next(action for action in ACTIONS if action.text == "squat down")
    assert done(squatting, squat(fps=20))
    assert not done(squatting, walk(fps=20))
    raising = next(action for action in ACTIONS if action.text == "raise the left arm out to the side")
    assert done(raising, arm_raise(fps=20, elevation_rad=1.6))
    assert not done(raising, squat(fps=20))


def test_left_is_not_right():
    left, right = (a for a in ACTIONS if a.text.startswith("turn the upper body"))
    turned = np.array([0.5] * 10)
    assert left.is_done(walk(fps=20), {"trunk_rotation": turned})
    assert not right.is_done(walk(fps=20), {"trunk_rotation": turned})
    assert right.is_done(walk(fps=20), {"trunk_rotation": -turned})


def test_the_table_counts_what_was_done_and_what_the_mask_alone_did(monkeypatch):
    squatting = next(action for action in ACTIONS if action.text == "squat down")
    monkeypatch.setattr(diffusion_actions, "ACTIONS", (squatting,))
    monkeypatch.setattr(diffusion_actions, "FREE_ARMS", ())
    clips = [Clip(walk(fps=20)), Clip(squat(fps=20)), Clip(walk(seconds=3, fps=20))]
    line = next(line for line in action_rows(Obedient(), clips).splitlines() if line.startswith("| squat"))
    assert [cell.strip() for cell in line.split("|")[3:6]] == ["2", "100%", "0%"]
