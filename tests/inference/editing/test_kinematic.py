"""Channels are changed by what was asked for, and what a body cannot do does not happen."""

from math import radians

import numpy as np
import pytest
from motions import arm_raise, squat, walk

from inference.editing.joint_limits import LIMITS
from inference.editing.kinematic import TEMPORAL, changed
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, bone_lengths

FPS = 20.0
TOLERANCES = 1.5
PLACES = ("stance_width", "stance_length", "left_foot_turn_out", "right_foot_turn_out")
SIDES = ("left", "right")


def rising(motion: Motion, most: float) -> np.ndarray:
    """From nothing to `most` in the middle of the motion and back."""
    return most * (1 - np.cos(2 * np.pi * np.linspace(0, 1, len(motion)))) / 2


def bent_arms(motion: Motion) -> Motion:
    return changed(motion, {f"{side}_elbow_flexion": np.full(len(motion), radians(60)) for side in SIDES})


def where_it_shows(name: str) -> Motion:
    """A movement in which the channel is known."""
    if name.endswith("shoulder_rotation"):
        return bent_arms(squat(fps=FPS))
    return arm_raise(fps=FPS, plane_rad=0.3, elevation_rad=1.6) if name.endswith("plane") else squat(fps=FPS)


@pytest.mark.parametrize("name", [n for n in CHANNELS if n not in (*TEMPORAL, *PLACES)])
def test_every_channel_changes_by_what_was_asked_for(name: str) -> None:
    motion = where_it_shows(name)
    wanted = rising(motion, TOLERANCES * CHANNELS[name].tolerance)
    result = changed(motion, {name: wanted})
    got = measure(result)[name] - measure(motion)[name]
    off = np.abs(got - wanted)[np.isfinite(got)] / CHANNELS[name].tolerance
    assert len(off) > len(motion) / 4
    assert off.mean() < 0.3
    assert bone_lengths(result.joints_in_world.astype(float)) == pytest.approx(
        bone_lengths(motion.joints_in_world.astype(float)), abs=1e-6
    )


@pytest.mark.parametrize("name", [name for name in PLACES if name != "stance_length"])
@pytest.mark.parametrize("sign", [1, -1])
def test_standing_feet_are_placed_once_and_never_slide(name: str, sign: int) -> None:
    motion = squat(fps=FPS)
    most = sign * TOLERANCES * CHANNELS[name].tolerance
    result = changed(motion, {name: rising(motion, most)})
    got = measure(result)[name] - measure(motion)[name]
    assert np.ptp(got) < 0.1 * abs(most)
    assert 0.6 < np.median(got) / most < 1
    steps_m = np.linalg.norm(np.diff(result.joints_in_world[:, CONTACT_JOINTS], axis=0), axis=-1)
    assert steps_m.max() < 0.0005


def test_a_foot_that_steps_takes_all_of_a_longer_stance() -> None:
    motion = walk(fps=FPS)
    result = changed(motion, {"stance_width": np.full(len(motion), 0.1)})
    stands = motion.contacts & result.contacts
    moved_m = np.linalg.norm(result.joints_in_world - motion.joints_in_world, axis=-1)[:, CONTACT_JOINTS]
    wider = measure(result)["stance_width"] - measure(motion)["stance_width"]
    assert np.median(wider) == pytest.approx(0.1, abs=0.02)
    for column in range(4):
        for first, end in ((0, 10), (20, 30)):
            here = np.flatnonzero(stands[first:end, column]) + first
            assert np.ptp(moved_m[here, column]) < 0.004 if len(here) else True


def test_nothing_is_changed_without_a_wish() -> None:
    motion = squat()
    assert changed(motion, {"left_knee_flexion": np.zeros(len(motion))}) is motion


def test_standing_feet_stay_where_they_stand() -> None:
    motion = squat(fps=60)
    deeper = {f"{side}_knee_flexion": rising(motion, radians(25)) for side in SIDES}
    result = changed(motion, deeper)
    off_m = np.linalg.norm(result.joints_in_world - motion.joints_in_world, axis=-1)[:, CONTACT_JOINTS]
    assert off_m[motion.contacts].max() < 0.001
    assert np.array_equal(result.contacts, motion.contacts)


def test_an_arm_moves_alone() -> None:
    motion = squat(fps=FPS)
    result = changed(motion, {"left_shoulder_elevation": rising(motion, radians(30))})
    arm = [JOINT_INDEX["left_elbow"], JOINT_INDEX["left_wrist"]]
    others = np.delete(result.joints_in_world - motion.joints_in_world, arm, axis=1)
    assert np.abs(others).max() < 1e-6


def test_joints_stop_at_their_limits() -> None:
    motion = squat(fps=FPS)
    result = changed(motion, {f"{side}_knee_flexion": rising(motion, radians(90)) for side in SIDES})
    largest = np.nanmax(measure(result)["left_knee_flexion"])
    assert radians(140) < largest < LIMITS["left_knee_flexion"][1] + radians(3)


def test_a_straight_knee_does_not_bend_the_wrong_way() -> None:
    motion = squat(fps=FPS)
    result = changed(motion, {f"{side}_knee_flexion": rising(motion, radians(-110)) for side in SIDES})
    for side in SIDES:
        hip, knee, ankle = (result.joint(f"{side}_{name}") for name in ("hip", "knee", "ankle"))
        ahead_m = knee[:, 2] - np.minimum(hip[:, 2], ankle[:, 2])
        assert ahead_m.min() > -0.03


@pytest.mark.parametrize("side", SIDES)
def test_straight_limbs_bend_the_way_they_can(side: str) -> None:
    motion = arm_raise(fps=FPS, elevation_rad=1.0)
    result = changed(motion, {f"{side}_elbow_flexion": rising(motion, radians(60))})
    rotation = measure(result)[f"{side}_shoulder_rotation"]
    assert np.abs(rotation[np.isfinite(rotation)]).max() < radians(45)
    result = changed(motion, {f"{side}_knee_flexion": rising(motion, radians(60))})
    middle = len(motion) // 2
    hip, knee, ankle = (result.joint(f"{side}_{name}")[middle] for name in ("hip", "knee", "ankle"))
    assert knee[2] > (hip[2] + ankle[2]) / 2 + 0.1


def test_nothing_sinks_into_the_floor() -> None:
    motion = squat(fps=FPS)
    lower = changed(motion, {"pelvis_height": rising(motion, -0.35)})
    assert (lower.joints_in_world[..., 1] - np.minimum(motion.joints_in_world[..., 1], 0)).min() > -0.005


def test_a_lifted_foot_stands_no_more() -> None:
    motion = squat(fps=FPS)
    result = changed(motion, {"left_foot_height": rising(motion, 0.15)})
    middle = len(motion) // 2
    assert not result.contacts[middle, :2].any()
    assert result.contacts[middle, 2:].all()
    higher_m = result.joint("left_ankle")[middle, 1] - motion.joint("left_ankle")[middle, 1]
    assert higher_m == pytest.approx(0.15 * leg_length_m(motion), abs=0.02)


def test_a_change_comes_and_goes_smoothly() -> None:
    motion = squat(fps=60)
    result = changed(motion, {"trunk_lean_forward": rising(motion, radians(20))})
    moved = result.joints_in_world.astype(float) - motion.joints_in_world
    acceleration_m_s2 = np.linalg.norm(np.diff(moved, 2, axis=0), axis=-1) * 60**2
    assert acceleration_m_s2.max() < 8
