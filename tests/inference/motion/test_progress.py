from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from motions import squat
from variations import with_knee_bent

from inference.motion.deviation import Deviation
from inference.motion.differences import Comparison, compare
from inference.motion.progress import Progress, progress
from inference.motion.skeleton import JOINT_INDEX

COACH = squat(2)
WITHIN_RAD, MIDDLE_RAD, SHALLOW_RAD = 1.72, 1.45, 1.1
KNEES = {"left_knee_flexion", "right_knee_flexion"}


@pytest.fixture(scope="module")
def shallow() -> Comparison:
    return compare(squat(2, depth_rad=SHALLOW_RAD), COACH)


@pytest.fixture(scope="module")
def middle() -> Comparison:
    return compare(squat(2, depth_rad=MIDDLE_RAD), COACH)


@pytest.fixture(scope="module")
def within() -> Comparison:
    return compare(squat(2, depth_rad=WITHIN_RAD), COACH)


def statuses(found: Progress) -> dict[str, str]:
    return {change.channel: change.status for change in found.changes}


def test_deeper_is_closer_and_deep_enough_is_solved(
    shallow: Comparison, middle: Comparison, within: Comparison
) -> None:
    assert statuses(progress(shallow, middle)) == dict.fromkeys(KNEES, "closer")
    assert statuses(progress(shallow, within)) == dict.fromkeys(KNEES, "solved")
    assert progress(shallow, within).points > 0
    (change, _) = progress(shallow, middle).changes
    assert change.gain == pytest.approx(np.degrees(MIDDLE_RAD - SHALLOW_RAD), abs=2)


def test_shallower_is_further_or_new(shallow: Comparison, middle: Comparison, within: Comparison) -> None:
    assert statuses(progress(middle, shallow)) == dict.fromkeys(KNEES, "further")
    assert statuses(progress(within, shallow)) == dict.fromkeys(KNEES, "new")
    assert progress(within, shallow).points < 0


def test_what_changed_less_than_the_uncertainty_is_the_same(shallow: Comparison) -> None:
    hardly = compare(squat(2, depth_rad=SHALLOW_RAD + np.radians(5)), COACH)
    found = progress(shallow, hardly)
    assert statuses(found) == dict.fromkeys(KNEES, "same")
    assert found.points == 0
    assert statuses(progress(shallow, shallow)) == dict.fromkeys(KNEES, "same")


def test_a_second_fault_is_told_apart_from_the_first(shallow: Comparison) -> None:
    deep_on_one_side = with_knee_bent(squat(2, depth_rad=WITHIN_RAD), "left", np.radians(25))
    found = statuses(progress(shallow, compare(deep_on_one_side, COACH)))
    assert found["right_knee_flexion"] == "solved"
    assert found["left_knee_flexion"] != "solved"


def test_what_cannot_be_seen_this_time_is_neither_better_nor_worse(shallow: Comparison) -> None:
    motion = squat(2, depth_rad=WITHIN_RAD)
    joints = motion.joints_in_world.copy()
    # Both legs' joints in one point: the knees have no angle.
    for side in ("left", "right"):
        joints[:, JOINT_INDEX[f"{side}_knee"]] = joints[:, JOINT_INDEX[f"{side}_hip"]]
    seen = compare(motion, COACH)
    unknown = tuple(d for d in seen.deviations if "knee_flexion" not in d.channel)
    found = progress(shallow, replace(seen, deviations=unknown))
    assert statuses(found) == dict.fromkeys(KNEES, "unseen")


differences = st.floats(-60, 60)


@given(differences, differences, st.floats(0.5, 10), st.floats(0, 10), st.booleans())
def test_no_progress_smaller_than_its_uncertainty_is_claimed(
    before: float, after: float, own_sigma: float, shared_sigma: float, in_video: bool
) -> None:
    found = followed(before, after, own_sigma, shared_sigma, in_video)
    (change,) = found.changes
    sigma = np.hypot(own_sigma, own_sigma)
    if before * after < 0:
        sigma = np.hypot(sigma, 2 * shared_sigma)
    if change.status != "same":
        assert abs(abs(before) - abs(after)) >= 1.6 * sigma
    if change.status in ("solved", "closer"):
        assert abs(after) < abs(before)
    if change.status in ("further", "new"):
        assert abs(after) > abs(before)
    if found.points:
        assert np.sign(found.points) == np.sign(abs(before) - abs(after))


@given(differences, differences, st.floats(0.5, 10), st.floats(0, 10))
def test_going_there_and_back_is_told_alike(before: float, after: float, own: float, shared: float) -> None:
    assume(abs(after) > 10)
    there = followed(before, after, own, shared).changes[0]
    back = followed(after, before, own, shared).changes[0]
    assert there.gain == -back.gain
    assert (there.status == "same") is (back.status == "same")


def followed(
    before: float, after: float, own_sigma: float, shared_sigma: float, in_video: bool = False
) -> Progress:
    """The progress of one knee that was said to be wrong in the first attempt."""
    shallow = short_and_shallow()
    told = [finding for finding in shallow.findings if finding.channel == "left_knee_flexion"]
    sigma = float(np.hypot(own_sigma, shared_sigma))
    detectable = (3.3 if in_video else 2.33) * sigma
    made = [
        Deviation(
            "left_knee_flexion", "left_leg", told[0].phase.name, "deg", d, sigma, own_sigma, detectable, 10
        )
        for d in (before, after)
    ]
    first, second = (replace(shallow, findings=tuple(told), deviations=(each,)) for each in made)
    return progress(first, second)


@cache
def short_and_shallow() -> Comparison:
    return compare(squat(1, depth_rad=SHALLOW_RAD, fps=10, moving_s=1.0), squat(1, fps=10, moving_s=1.0))
