"""The lifting network as shipped, on movements seen through known cameras: whole clips and streams."""

import numpy as np
import pytest
from motions import squat
from synthetic_view import LANDSCAPE, PORTRAIT, camera_at, seen

from inference.motion.skeleton import MIRRORED_JOINT, PARENTS, mirror
from inference.pose.as_filmed import unmirrored
from inference.pose.camera import assumed_camera_matrix, rays_through
from inference.pose.landmark_model import CARRIERS, MIRRORED_SEEN, SEEN_LANDMARKS, landmark_offsets
from inference.pose.landmarks import Landmarks, Region
from inference.pose.lifted import LIFTER_FPS
from inference.pose.lifter import LiveLifter, lift_clip
from inference.pose.lifter_input import FEATURES, lifter_input, ray_turns

CAMERAS = {
    "front": ((0.0, 1.2, 4.0), (0.0, 0.9, 0.0), PORTRAIT),
    "side": ((4.0, 1.2, 0.5), (0.0, 0.9, 0.0), LANDSCAPE),
    "behind": ((-1.0, 1.4, -4.0), (0.0, 0.9, 0.0), LANDSCAPE),
}


def _scene(name):
    """Motion, its track, the joints (T, 22, 3) m in camera axes, and up."""
    position, look_at, size = CAMERAS[name]
    camera = camera_at(position, look_at, size)
    motion = squat(fps=LIFTER_FPS)
    turn, shift = camera[1][:3, :3], camera[1][:3, 3]
    return motion, seen(motion, camera, size), motion.joints_in_world @ turn.T + shift, turn[:, 1]


def _lifted(track, height_m, *, with_depth=True):
    rays = rays_through(track.keypoints_px[:, SEEN_LANDMARKS, :2], assumed_camera_matrix(track.image_size))
    depth = track.landmarks_m[:, SEEN_LANDMARKS] if with_depth else None
    return lift_clip(rays, track.keypoints_px[:, SEEN_LANDMARKS, 2], depth, height_m)


@pytest.mark.parametrize("with_depth", [True, False])
@pytest.mark.parametrize("camera", CAMERAS)
def test_a_constructed_squat_is_lifted_from_every_side(camera, with_depth):
    motion, track, joints, up = _scene(camera)
    lifted = _lifted(track, motion.height_m, with_depth=with_depth)
    errors = np.linalg.norm(lifted.poses_m - (joints - joints[:, :1]), axis=-1)
    assert errors.mean() < (0.09 if with_depth else 0.11)
    assert np.degrees(np.arccos(lifted.up @ up)).mean() < 8
    assert np.abs(lifted.depth_m / joints[:, 0, 2] - 1).mean() < 0.12
    assert (lifted.pose_sigma_m[:, 1:] > 0).all()
    assert lifted.contact.mean() > 0.8


def test_the_bones_are_as_long_as_the_poses_have_them():
    motion, track, *_ = _scene("side")
    lifted = _lifted(track, motion.height_m)
    bones = lifted.poses_m[:, 1:] - lifted.poses_m[:, list(PARENTS[1:])]
    assert np.median(np.linalg.norm(bones, axis=-1), axis=0) == pytest.approx(lifted.bones_m, rel=0.05)


def test_a_mirror_image_is_lifted_to_the_mirrored_motion():
    motion, track, *_ = _scene("side")
    other = _lifted(unmirrored(track), motion.height_m)
    lifted = _lifted(track, motion.height_m)
    flip = np.array([-1.0, 1.0, 1.0])
    assert other.poses_m == pytest.approx(lifted.poses_m[:, MIRRORED_JOINT] * flip, abs=1e-5)
    assert other.up == pytest.approx(lifted.up * flip, abs=1e-5)
    assert other.contact == pytest.approx(lifted.contact[:, [2, 3, 0, 1]], abs=1e-5)


def test_a_stream_knows_after_a_moment_about_what_the_clip_knows():
    motion, track, joints, _ = _scene("front")
    live = LiveLifter(track.image_size, motion.height_m)
    frames = [
        live.update(Landmarks(points, depth, 1.0, Region(0, 0, 1, 0)))
        for points, depth in zip(track.keypoints_px, track.landmarks_m, strict=True)
    ]
    poses = np.stack([frame.joints_in_camera for frame in frames])
    errors = np.linalg.norm(poses - poses[:, :1] - (joints - joints[:, :1]), axis=-1).mean(axis=1)
    assert errors[30:].mean() < 0.1
    away = np.linalg.norm(poses[:, 0] - joints[:, 0], axis=-1)[30:] / joints[30:, 0, 2]
    assert away.mean() < 0.12
    assert all(frame.sigma_m.shape == (22,) for frame in frames)


def test_the_input_is_the_same_wherever_and_however_large_the_person_is():
    _, track, *_ = _scene("front")
    rays = rays_through(track.keypoints_px[:, SEEN_LANDMARKS, :2], assumed_camera_matrix(track.image_size))
    seen_well = np.ones(rays.shape[:2])
    here, there = (lifter_input(r, seen_well, None) for r in (rays, 0.5 * rays + [0.2, -0.1]))
    points = slice(0, 2 * rays.shape[1])
    assert here.features.shape == (len(rays), FEATURES)
    assert here.features[:, points] == pytest.approx(there.features[:, points], abs=1e-5)
    assert there.size == pytest.approx(0.5 * here.size)
    assert there.middle == pytest.approx(0.5 * here.middle + [0.2, -0.1])


def test_rays_turn_the_line_of_sight_to_where_the_person_is():
    rays = np.random.default_rng(0).normal(0, 0.3, (20, 2))
    turns = ray_turns(rays)
    ahead = np.concatenate([rays, np.ones((20, 1))], axis=1)
    assert turns[..., 2] == pytest.approx(ahead / np.linalg.norm(ahead, axis=1, keepdims=True))
    assert np.linalg.det(turns) == pytest.approx(np.ones(20))


def test_landmarks_sit_on_the_body_alike_left_and_right():
    joints = squat().joints_in_world.astype(float)
    offsets = landmark_offsets(joints, 1.7)
    assert np.linalg.norm(offsets, axis=-1).max() < 0.2
    flip = np.array([-1.0, 1.0, 1.0])
    mirrored_joints = mirror(joints)
    assert landmark_offsets(mirrored_joints, 1.7) == pytest.approx(offsets[:, MIRRORED_SEEN] * flip, abs=1e-9)
    assert len(CARRIERS) == len(SEEN_LANDMARKS) == 19
