import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import squat, walk

from inference.editing.pose_chain import moves, turned
from inference.motion.skeleton import JOINT_INDEX, bone_lengths

JOINTS = ("pelvis", "spine1", "neck", "left_shoulder", "right_elbow", "left_hip", "right_knee", "left_ankle")
SMALL = 1e-6


def poses() -> np.ndarray:
    return squat().joints_in_world[::12].astype(np.float64)


def random_turns(seed: int, size_rad: float) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, size_rad, (len(poses()), len(JOINTS), 3))


@given(st.integers(0, 1000), st.floats(0, 3))
def test_no_turn_changes_a_bone(seed: int, size_rad: float) -> None:
    result = turned(poses(), JOINTS, random_turns(seed, size_rad), np.ones((len(poses()), 3)))
    assert bone_lengths(result) == pytest.approx(bone_lengths(poses()), abs=1e-12)


def test_without_turns_the_pose_is_as_it_was() -> None:
    still = np.zeros((len(poses()), len(JOINTS), 3))
    assert turned(poses(), JOINTS, still, np.zeros(3)) == pytest.approx(poses(), abs=1e-15)


def test_what_hangs_on_a_joint_turns_with_it_and_nothing_else() -> None:
    quarter = np.broadcast_to([0, 0, np.pi / 2], (len(poses()), 1, 3))
    before, after = poses(), turned(poses(), ("left_shoulder",), quarter, np.zeros(3))
    arm = [JOINT_INDEX["left_elbow"], JOINT_INDEX["left_wrist"]]
    assert np.delete(after, arm, axis=1) == pytest.approx(np.delete(before, arm, axis=1), abs=1e-12)
    bone = before[:, arm[0]] - before[:, JOINT_INDEX["left_shoulder"]]
    expected = np.stack([-bone[:, 1], bone[:, 0], bone[:, 2]], axis=-1)
    assert after[:, arm[0]] - after[:, JOINT_INDEX["left_shoulder"]] == pytest.approx(expected, abs=1e-12)


@given(st.integers(0, 1000), st.floats(0, 2))
def test_moves_are_what_a_little_more_turning_does(seed: int, size_rad: float) -> None:
    turns = random_turns(seed, size_rad)
    here = turned(poses(), JOINTS, turns, np.zeros(3))
    predicted = moves(here, JOINTS, turns)
    unknown = seed % (3 * len(JOINTS))
    more = turns.copy()
    more.reshape(len(turns), -1)[:, unknown] += SMALL
    actual = (turned(poses(), JOINTS, more, np.zeros(3)) - here) / SMALL
    assert predicted[:, unknown] == pytest.approx(actual, abs=1e-4)


def test_a_shift_moves_the_whole_body() -> None:
    joints = walk().joints_in_world
    result = turned(joints, (), np.zeros((len(joints), 0, 3)), np.array([0.1, 0.2, 0.3]))
    assert result - joints == pytest.approx(np.broadcast_to([0.1, 0.2, 0.3], joints.shape), abs=1e-6)
