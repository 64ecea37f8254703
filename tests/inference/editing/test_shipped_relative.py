"""The shipped source-conditioned editor on plain movements: it goes the way that is asked, nowhere else."""

import numpy as np
import pytest
from motions import arm_raise, squat, walk

from inference.editing.relative import RelativeEditor
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, PARTS


@pytest.fixture(scope="module")
def editor() -> RelativeEditor:
    return RelativeEditor()


def more_deg(before: Motion, after: Motion, channel: str) -> float:
    """By how much a channel is more than before, on average, degrees."""
    return float(np.degrees(np.nanmean(measure(after)[channel] - measure(before)[channel])))


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_arm_goes_the_way_that_is_asked_and_the_rest_stays(editor: RelativeEditor, side: str) -> None:
    motion, channel = arm_raise(fps=20), f"{side}_elbow_flexion"
    bent = editor.edit(motion, f"Bend your {side} elbow about 30° more.", f"{side}_arm")
    assert more_deg(motion, bent, channel) > 8
    moved = np.abs(bent.joints_in_world - motion.joints_in_world).max(axis=(0, 2)) > 0
    assert set(np.flatnonzero(moved)) <= {JOINT_INDEX[name] for name in PARTS[f"{side}_arm"]}


@pytest.mark.parametrize(
    ("more", "less", "channel", "part"),
    [
        ("Lean about 15° further forward.", "Lean about 15° less forward.", "trunk_lean_forward", "torso"),
        ("Bend your head further forward.", "Lift your chin.", "neck_flexion", "head"),
        ("Spread your left leg more.", "Spread your left leg less.", "left_hip_abduction", "left_leg"),
    ],
)
def test_more_is_more_than_less(
    editor: RelativeEditor, more: str, less: str, channel: str, part: str
) -> None:
    for motion in (squat(fps=20), walk(fps=20)):
        apart = more_deg(editor.edit(motion, less, part), editor.edit(motion, more, part), channel)
        assert apart > 3
