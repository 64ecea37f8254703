"""The checks see whether an edit was done: what was not asked, not done, or broken is rejected."""

from dataclasses import replace

import numpy as np
import pytest
from motions import arm_raise, squat, walk

from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.motion.retarget import mirrored
from inference.motion.skeleton import JOINT_INDEX
from training.triplets.change import Change
from training.triplets.done_as_told import check_done
from training.triplets.elsewhere import check_body, check_elsewhere
from training.triplets.kinematic_pairs import undone
from training.triplets.rejected import Rejected

pytestmark = pytest.mark.training

SQUATS, RAISE, WALK = squat(2, fps=20), arm_raise(2, fps=20), walk(fps=20)
KNEES = Edit("knee_flexion", -25.0, "both", "at the bottom")
ARM = Edit("shoulder_elevation", -30.0, "left", "at the top")
DONE = {
    "knees": (SQUATS, KNEES),
    "arm": (RAISE, ARM),
    "stance": (SQUATS, Edit("stance_width", 0.12)),
    "range": (RAISE, Edit("range", -0.3)),
    "one arm's range": (RAISE, Edit("arm_range", -0.4, "right")),
    "slower": (SQUATS, Edit("tempo", 0.5)),
    "faster down": (SQUATS, Edit("tempo", -0.3, phase="going down")),
    "pause": (SQUATS, Edit("pause", 1.0, phase="at the bottom")),
    "late arm": (RAISE, Edit("arm_delay", 0.4, "left")),
    "further": (WALK, Edit("travel", -0.3)),
    "one more": (SQUATS, Edit("repetitions", 1)),
}


@pytest.mark.parametrize("name", DONE)
def test_what_was_done_as_told_passes_and_what_was_told_otherwise_does_not(name):
    motion, edit = DONE[name]
    change = Change(motion, edited(motion, [edit]))
    check_done(change, edit)
    check_body(change)
    for wrong in (replace(edit, magnitude=-edit.magnitude), replace(edit, magnitude=4 * edit.magnitude)):
        with pytest.raises(Rejected, match="not as told"):
            check_done(change, wrong)
    with pytest.raises(Rejected, match="not as told"):
        check_done(Change(motion, motion), edit)


def test_the_other_side_is_not_as_told():
    change = Change(RAISE, edited(RAISE, [ARM]))
    with pytest.raises(Rejected, match="not as told"):
        check_done(change, replace(ARM, side="right"))


def test_a_mirror_is_seen_where_both_sides_differ():
    one_arm = arm_raise(2, sides=("left",), fps=20)
    mirror = Edit("mirror", 1)
    check_done(Change(one_arm, edited(one_arm, [mirror])), mirror)
    with pytest.raises(Rejected, match="not as told"):
        check_done(Change(SQUATS, mirrored(SQUATS)), mirror)


def test_what_nobody_asked_for_is_rejected():
    change = Change(RAISE, edited(RAISE, [ARM]))
    check_elsewhere(change, [ARM])
    with pytest.raises(Rejected, match="elsewhere"):
        check_elsewhere(change, [Edit("stance_width", 0.1)])
    check_elsewhere(change, [Edit("arm_range", -0.2, "left")])
    with pytest.raises(Rejected, match="elsewhere"):
        check_elsewhere(change, [Edit("arm_range", -0.2, "right")])


def test_broken_bodies_are_rejected():
    def moved(change_m: np.ndarray, joints: list[str]) -> Change:
        after = SQUATS.joints_in_world.copy()
        after[:, [JOINT_INDEX[name] for name in joints]] += change_m
        return Change(SQUATS, replace(SQUATS, joints_in_world=after))

    check_body(Change(SQUATS, SQUATS))
    with pytest.raises(Rejected, match="bones"):
        check_body(moved(np.array([0, 0, 0.05]), ["left_wrist"]))
    with pytest.raises(Rejected, match="floor"):
        check_body(moved(np.array([0, -0.05, 0]), list(JOINT_INDEX)))
    sliding = np.linspace(0, 3, len(SQUATS))[:, None, None] * np.array([1, 0, 0])
    with pytest.raises(Rejected, match="slide"):
        check_body(moved(sliding, list(JOINT_INDEX)))


@pytest.mark.parametrize(
    "edit", [KNEES, Edit("tempo", 0.25), Edit("range", -0.4), Edit("swap", 1), Edit("repetitions", 2)]
)
def test_what_is_undone_twice_is_as_it_was(edit):
    assert undone(undone(edit)).magnitude == pytest.approx(edit.magnitude)


def test_undoing_leads_back():
    for edit in (KNEES, Edit("tempo", 0.5)):
        there = edited(SQUATS, [edit])
        back = edited(there, [undone(edit)])
        assert back.duration_s == pytest.approx(SQUATS.duration_s, abs=0.11)
        check_done(Change(there, SQUATS), undone(edit))
