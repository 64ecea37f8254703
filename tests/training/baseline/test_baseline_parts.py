"""The parts of the lift, each against a truth constructed for it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import squat, walk
from synthetic_view import LANDSCAPE, camera_at, landmarks_of

from inference.motion.motion import Motion
from inference.motion.skeleton import BONES, JOINT_INDEX, bone_lengths, mirror, with_bone_lengths
from inference.pose.camera import assumed_camera_matrix, rays_through
from inference.pose.joints import joint_confidence, joints_from_landmarks
from inference.pose.keypoints import MIRRORED_LANDMARK
from training.baseline.bones import person_bones_m
from training.baseline.fit import fit_poses
from training.baseline.footlock import bent_knee, lock_feet
from training.baseline.placing import place, turned_from_rays
from training.baseline.world import find_contacts, world_from_camera

EASY = settings(deadline=None, max_examples=30)


def in_camera(motion: Motion, position: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Joints (T, 22, 3) in a camera looking at the hips, and camera_from_world."""
    _, from_world = camera_at(position, (0, 1, 0), LANDSCAPE)
    return motion.joints_in_world.astype(float) @ from_world[:3, :3].T + from_world[:3, 3], from_world


def test_joints_move_with_the_landmarks_and_know_no_side() -> None:
    landmarks = landmarks_of(squat())
    joints = joints_from_landmarks(landmarks)
    assert joints_from_landmarks(2 * landmarks + 5) == pytest.approx(2 * joints + 5)
    mirrored = landmarks[:, MIRRORED_LANDMARK] * [-1, 1, 1]
    assert joints_from_landmarks(mirrored) == pytest.approx(mirror(joints))


def test_joints_lie_where_they_were() -> None:
    motion = squat()
    apart = np.linalg.norm(joints_from_landmarks(landmarks_of(motion)) - motion.joints_in_world, axis=-1)
    assert apart.mean() < 0.03


def test_a_joint_is_as_sure_as_its_landmarks() -> None:
    visibility = np.ones(33)
    visibility[25] = 0.2
    confidence = joint_confidence(visibility)
    assert confidence[JOINT_INDEX["left_knee"]] == pytest.approx(0.2)
    assert confidence[JOINT_INDEX["right_knee"]] == pytest.approx(1)
    assert (joint_confidence(np.zeros(33)) == 0).all()


@EASY
@given(st.integers(0, 2**32 - 1), st.floats(1.2, 2.1))
def test_bones_take_their_length_and_keep_their_direction(seed: int, height_m: float) -> None:
    joints = squat().joints_in_world[::20].astype(float)
    joints = joints + np.random.default_rng(seed).normal(0, 0.03, joints.shape)
    bones_m = person_bones_m(joints, np.ones(joints.shape[:2]), height_m)
    kept = with_bone_lengths(joints, bones_m)
    assert bone_lengths(kept) == pytest.approx(np.broadcast_to(bones_m, (len(joints), 21)))
    parents, children = np.array(BONES).T
    before, after = (pose[:, children] - pose[:, parents] for pose in (joints, kept))
    cosine = (before * after).sum(-1) / bone_lengths(joints) / bone_lengths(kept)
    assert cosine == pytest.approx(1)
    assert Motion(kept, 30).height_m == pytest.approx(height_m)


def test_a_bone_that_is_never_seen_still_has_a_length() -> None:
    joints = squat().joints_in_world
    confidence = np.ones(joints.shape[:2])
    confidence[:, JOINT_INDEX["left_wrist"]] = 0
    assert np.isfinite(person_bones_m(joints, confidence, 1.7)).all()


def test_a_person_is_placed_where_they_stand() -> None:
    joints, _ = in_camera(walk(2), (1.0, 1.5, 6.0))
    matrix = assumed_camera_matrix(LANDSCAPE)
    pixels = joints @ matrix.T
    rays = rays_through(pixels[..., :2] / pixels[..., 2:], matrix)
    assert rays == pytest.approx(joints[..., :2] / joints[..., 2:])
    pelvis = joints[:, :1]
    where = place(joints - pelvis, rays, np.ones(joints.shape[:2]), 30)
    assert np.linalg.norm(where - pelvis[:, 0], axis=-1).max() < 0.08


@EASY
@given(st.floats(-0.6, 0.6), st.floats(-0.6, 0.6))
def test_poses_turn_with_the_ray_they_were_seen_along(x: float, y: float) -> None:
    turned = turned_from_rays(np.eye(3)[None], np.array([[x, y]]))[0]
    assert turned[2] == pytest.approx(np.array([x, y, 1]) / np.linalg.norm([x, y, 1]))
    assert turned @ turned.T == pytest.approx(np.eye(3), abs=1e-9)


def test_the_fit_finds_the_pose_from_a_rough_one() -> None:
    joints, _ = in_camera(squat(), (4.0, 1.5, 4.0))
    rough = joints + np.random.default_rng(0).normal(0, 0.05, joints.shape)
    rough[:, 0] = joints[:, 0]
    bones_m = bone_lengths(joints).mean(axis=0)
    fitted = fit_poses(rough, joints[..., :2] / joints[..., 2:], np.ones(joints.shape[:2]), bones_m)
    before, after = (np.linalg.norm(pose - joints, axis=-1).mean() for pose in (rough, fitted))
    assert after < 0.6 * before


@pytest.mark.parametrize("height_m", [0.4, 1.5, 2.5])
def test_up_is_up_and_the_floor_is_under_the_feet(height_m: float) -> None:
    motion = squat()
    joints, from_world = in_camera(motion, (3.0, height_m, 3.0))
    to_world = world_from_camera(joints, motion.fps)
    assert np.degrees(np.arccos(to_world[1, :3] @ from_world[:3, 1])) < 4
    found = joints @ to_world[:3, :3].T + to_world[:3, 3]
    assert np.median(found[:, JOINT_INDEX["left_foot"], 1]) == pytest.approx(0.02, abs=0.05)
    left = found[0, 1] - found[0, 2]
    assert np.degrees(np.arctan2(left[2], left[0])) == pytest.approx(0, abs=3)


@EASY
@given(st.floats(0.3, 0.8), st.floats(-1, 1), st.floats(-1, 1))
def test_knees_keep_thigh_and_shank(distance_m: float, x: float, z: float) -> None:
    hip, ankle = np.zeros((1, 3)), np.array([[0.1, -distance_m, 0.05]])
    thigh_m, shank_m = np.array([0.43]), np.array([0.41])
    knee = bent_knee(hip, ankle, np.array([[x, -0.4, z + 2.5]]), thigh_m, shank_m)
    assert np.linalg.norm(knee - hip) == pytest.approx(0.43)
    assert np.linalg.norm(knee - ankle) == pytest.approx(0.41)
    assert knee[0, 2] > 0


def test_locked_feet_stand_still_and_bones_do_not_stretch() -> None:
    motion = walk(3)
    shaking = motion.joints_in_world + np.random.default_rng(0).normal(0, 0.01, (len(motion), 1, 3))
    contacts = find_contacts(shaking, motion.fps)
    locked = lock_feet(shaking, contacts, motion.fps)
    assert bone_lengths(locked) == pytest.approx(bone_lengths(shaking), abs=1e-6)
    balls = locked[:, [JOINT_INDEX["left_foot"], JOINT_INDEX["right_foot"]]]
    steps = np.linalg.norm(np.diff(balls[..., [0, 2]], axis=0), axis=-1)
    down = contacts[:, [1, 3]]
    assert steps[down[1:] & down[:-1]].max() < 1e-6
    assert balls[..., 1].min() > 0.02 - 1e-9
