"""Samples: a mirror, a roll and another tempo change what is seen and what is true alike."""

import numpy as np
import pytest
from motions import squat

from inference.motion.skeleton import PARENTS
from inference.pose.landmark_model import SEEN
from training.lifter.cameras import aimed
from training.lifter.network import rest_directions
from training.lifter.noise import true_landmarks
from training.lifter.sample import Sample, batch

pytestmark = pytest.mark.training
WINDOW = 24


def perfect_sample(azimuth_rad=0.4, roll_rad=0.05, lens=1.0):
    """A squat seen without any error."""
    motion = squat()
    camera = aimed(np.zeros(2), azimuth_rad, 3.5, 1.2, -0.05, roll_rad, 1.0, (640, 480))
    joints = camera.see(motion.joints_in_world.astype(float))[:WINDOW]
    landmarks = true_landmarks(joints, motion.height_m)
    return Sample(
        rays=landmarks[..., :2] / landmarks[..., 2:] / lens,
        visibility=np.ones(landmarks.shape[:2]),
        landmarks_m=landmarks - landmarks[:, [SEEN["left_hip"], SEEN["right_hip"]]].mean(1, keepdims=True),
        joints=joints,
        up=camera.rotation[:, 1],
        contacts=motion.contacts[:WINDOW].astype(float),
        lens=lens,
        height_m=motion.height_m,
        fps=30.0,
    )


def test_mirroring_twice_changes_nothing():
    sample = perfect_sample()
    twice = sample.mirrored().mirrored()
    for name in ("rays", "visibility", "landmarks_m", "joints", "up", "contacts"):
        assert np.allclose(getattr(twice, name), getattr(sample, name)), name


@pytest.mark.parametrize("change", [lambda s: s.mirrored(), lambda s: s.rolled(0.1)])
def test_what_is_seen_stays_where_the_truth_projects(change):
    sample = change(perfect_sample())
    landmarks = true_landmarks(sample.joints, sample.height_m)
    assert np.allclose(landmarks[..., :2] / landmarks[..., 2:], sample.rays, atol=1e-9)


def test_targets_rebuild_the_pose_from_rotations_and_bones():
    target = batch([perfect_sample(), perfect_sample(2.0)])
    directions = (target["rotations"] @ rest_directions().numpy()[..., None])[..., 0]
    rebuilt = np.zeros_like(target["poses"])
    for child, parent in enumerate(PARENTS[1:], start=1):
        bone = directions[:, :, child] * target["bones"][:, :, child - 1, None]
        rebuilt[:, :, child] = rebuilt[:, :, parent] + bone
    assert np.allclose(rebuilt, target["poses"], atol=1e-5)


def test_the_target_does_not_depend_on_where_in_the_picture_the_person_is():
    """Ray axes: a camera that turns away from the person sees the same pose at another place."""
    motion = squat()
    straight, turned = (
        aimed(np.zeros(2), 0.0, 3.5, 1.0, pitch, 0.0, 1.0, (640, 480)) for pitch in (0.0, np.radians(15))
    )
    poses = []
    for camera in (straight, turned):
        joints = camera.see(motion.joints_in_world.astype(float))[:WINDOW]
        sample = perfect_sample()
        landmarks = true_landmarks(joints, motion.height_m)
        own = Sample(
            landmarks[..., :2] / landmarks[..., 2:], sample.visibility, None, joints, camera.rotation[:, 1],
            sample.contacts, 1.0, motion.height_m, 30.0,
        )  # fmt: skip
        poses.append(batch([own])["poses"])
    assert np.abs(poses[0] - poses[1]).max() < 2e-3


def test_what_the_network_is_asked_of_depth_does_not_depend_on_the_lens():
    near, far = (batch([perfect_sample(lens=lens)]) for lens in (1.0, 1.25))
    apart = far["log_depth"] - near["log_depth"]
    assert np.allclose(apart, 0, atol=1e-6)


def test_without_depth_says_so_to_the_network():
    features = batch([perfect_sample(), perfect_sample().without_depth()])["features"]
    assert features[0, 0, -1] == 1
    assert features[1, 0, -1] == 0
    assert np.count_nonzero(features[1, 0]) < np.count_nonzero(features[0, 0])
