"""What is done is told from what is not, for every kind of edit."""

import numpy as np
import pytest
from motions import arm_raise, squat, walk

from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.motion.motion import Motion
from training.evaluation.editor_done import done

pytestmark = pytest.mark.training

FPS = 20.0


def one_armed() -> Motion:
    """Arm raises of the left arm alone."""
    return arm_raise(2, fps=FPS, sides=("left",), elevation_rad=1.5)


CASES = [
    (squat(2, fps=FPS), Edit("trunk_lean_forward", 10)),
    (one_armed(), Edit("arm_range", 0.2, "left")),
    (squat(2, fps=FPS), Edit("tempo", 0.4)),
    (squat(2, fps=FPS), Edit("tempo", -0.3, phase="coming up")),
    (squat(2, fps=FPS), Edit("pause", 1.0)),
    (one_armed(), Edit("arm_delay", 0.4, "left")),
    (squat(2, fps=FPS), Edit("leg_delay", 0.3, "both")),
    (walk(fps=FPS), Edit("travel", 0.2)),
    (squat(2, fps=FPS), Edit("repetitions", -1)),
    (squat(2, fps=FPS, trunk_lean_rad=0.2).cut(0, 3.8), Edit("swap", 1)),
]


@pytest.mark.parametrize(("motion", "edit"), CASES, ids=[edit.operator for _, edit in CASES])
def test_done_and_undone_are_told_apart(motion: Motion, edit: Edit) -> None:
    assert done(motion, edited(motion, [edit]), edit) == pytest.approx(1, abs=0.2)
    assert done(motion, motion, edit) == pytest.approx(0, abs=0.05)


def test_a_mirrored_motion_has_its_sides_exchanged() -> None:
    motion = edited(squat(2, fps=FPS), [Edit("knee_asymmetry", 15)])
    edit = Edit("mirror", 1)
    assert done(motion, edited(motion, [edit]), edit) == pytest.approx(1, abs=0.01)
    assert done(motion, motion, edit) == pytest.approx(-1, abs=0.01)


def test_half_of_what_was_asked_is_half_done() -> None:
    motion = squat(2, fps=FPS)
    half = edited(motion, [Edit("trunk_rotation", 10)])
    assert done(motion, half, Edit("trunk_rotation", 20)) == pytest.approx(0.5, abs=0.05)
    assert np.sign(done(motion, half, Edit("trunk_rotation", -20))) == -1
