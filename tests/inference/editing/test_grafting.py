"""What was made is put on the person: bones, place and clock stay theirs, and so does all else."""

from dataclasses import replace

import numpy as np
import pytest
from motions import squat, walk

from inference.editing.feature_parts import GROUPS, columns, groups_of
from inference.editing.grafting import grafted, vectors
from inference.motion.motion import Motion
from inference.motion.retarget import posture
from inference.motion.rotations import turn
from inference.motion.skeleton import JOINT_INDEX, PARTS, bone_lengths


def elsewhere(motion: Motion) -> Motion:
    """The motion in another place, with another heading and longer bones than the canonical ones."""
    joints = 1.1 * turn(motion.joints_in_world.astype(float), 1.3) + [2, 0, -1]
    return replace(motion, joints_in_world=joints)


def mixed(own: np.ndarray, other: np.ndarray, made: np.ndarray) -> np.ndarray:
    return np.where(columns(made), np.resize(other, own.shape), own)


@pytest.mark.parametrize("fps", [20.0, 60.0])
@pytest.mark.parametrize("of", [squat, walk])
def test_its_own_vectors_make_the_same_motion(of, fps: float) -> None:
    motion = elsewhere(of(fps=fps))
    own = vectors(motion)
    result = grafted(motion, own, own, np.ones((len(own), len(GROUPS)), bool))
    assert np.abs(result.joints_in_world - motion.joints_in_world).max() < (1e-5 if fps == 20 else 5e-3)


@pytest.mark.parametrize("part", ["left_arm", "right_leg", "head", "upper_body"])
def test_other_parts_stay_exactly_where_they_were(part: str) -> None:
    motion = elsewhere(walk(fps=60))
    own = vectors(motion)
    made = np.ones((len(own), 1), bool) & groups_of(part)
    result = grafted(motion, own, mixed(own, vectors(squat(fps=20)), made), made)
    inside = [JOINT_INDEX[name] for name in PARTS[part]]
    outside = [index for index in range(22) if index not in inside]
    assert np.array_equal(result.joints_in_world[:, outside], motion.joints_in_world[:, outside])
    assert np.abs(result.joints_in_world - motion.joints_in_world)[:, inside].max() > 0.05
    assert len(result) == len(motion)
    assert bone_lengths(result.joints_in_world) == pytest.approx(
        bone_lengths(motion.joints_in_world), abs=1e-5
    )


def test_what_hangs_on_other_legs_keeps_its_directions() -> None:
    motion = elsewhere(walk(fps=20))
    own = vectors(motion)
    made = np.ones((len(own), 1), bool) & groups_of("lower_body")
    squatting = vectors(squat(fps=20))
    result = grafted(motion, own, mixed(own, squatting, made), made)
    upper = [JOINT_INDEX[name] for name in ("spine3", "head", "left_wrist", "right_wrist")]
    carried = result.joints_in_world[:, upper] - result.joints_in_world[:, :1]
    before = motion.joints_in_world[:, upper] - motion.joints_in_world[:, :1]
    assert carried == pytest.approx(turn(before, 0.0), abs=0.02)
    assert np.ptp(result.joints_in_world[:, 0, 1]) > 0.2
    assert result.joints_in_world[..., 1].min() == pytest.approx(
        motion.joints_in_world[..., 1].min(), abs=0.05
    )


def test_after_a_span_the_person_goes_on_in_the_same_place() -> None:
    motion = elsewhere(walk(fps=60))
    own = vectors(motion)
    made = np.zeros((len(own), len(GROUPS)), bool)
    made[20:40] = True
    turning = own.copy()
    turning[20:30, 0] = 0.03
    result = grafted(motion, own, turning, made)
    apart = np.abs(result.joints_in_world - motion.joints_in_world).max(axis=(1, 2))
    inside = (motion.time_s > 19 / 20) & (motion.time_s < 40 / 20)
    assert (apart[~inside] == 0).all()
    assert apart[inside].max() > 0.02
    steps = np.linalg.norm(np.diff(result.joints_in_world[:, 0], axis=0), axis=-1)
    assert steps.max() < 2.5 * np.median(steps)


def test_the_pose_that_was_made_is_the_pose_that_is_seen() -> None:
    motion, wanted = elsewhere(walk(fps=20)), squat(fps=20)
    own, other = vectors(motion), vectors(wanted)
    count = min(len(own), len(other))
    motion = motion.cut(0, (count - 1) / 20)
    own = vectors(motion)
    result = grafted(motion, own, other[:count], np.ones((count, len(GROUPS)), bool))
    assert (
        np.abs(posture(result.joints_in_world) - 1.1 * posture(wanted.joints_in_world[:count])).mean() < 0.02
    )
