"""The reference, made of synthetic cameras around a known movement."""

from dataclasses import replace

import numpy as np
import pytest
from known_track import camera_beside, track_of
from motions import squat

from inference.motion.motion import Motion
from training.evaluation import four_cameras
from training.evaluation.four_cameras import Seen, reference
from training.evaluation.pose_metrics import errors
from training.evaluation.triangulation import CalibratedCamera


@pytest.fixture
def truth(monkeypatch) -> Motion:
    motion = squat(fps=30)
    monkeypatch.setattr(four_cameras, "REAL_HEIGHT_M", motion.height_m)
    return motion


def seen_from(azimuth_deg: float, motion: Motion) -> Seen:
    camera = camera_beside(azimuth_deg, (1920, 1080))
    calibrated = CalibratedCamera(camera.matrix, np.zeros(4), camera.view().camera_from_world)
    return Seen(track_of(motion, camera), calibrated)


def test_the_others_tell_where_the_joints_are(truth):
    one, *others = (seen_from(azimuth, truth) for azimuth in (10, 80, 160, 260))
    found = reference(one, others)
    assert found.confidence.all()
    limbs = [1, 2, 4, 5, 7, 8, 10, 11, 16, 17, 18, 19, 20, 21]
    away_m = np.linalg.norm(found.joints_in_world - truth.joints_in_world, axis=-1)
    # The trunk's joints are where they are on most people; these arms and legs are the model's own.
    assert away_m[:, limbs].mean() < 0.012
    assert errors(replace(truth, view=found.view), found)["gravity"].mean == pytest.approx(0)


def test_what_the_others_cannot_see_is_not_known(truth):
    one, *others = (seen_from(azimuth, truth) for azimuth in (10, 80, 160, 260))
    blind = []
    for other in others:
        keypoints = other.track.keypoints_px.copy()
        keypoints[20:30, [15, 17, 19, 21], 2] = 0
        blind.append(replace(other, track=replace(other.track, keypoints_px=keypoints)))
    found = reference(one, blind)
    assert not found.confidence[20:30, 20].any()
    assert found.confidence[:, :18].all()
    assert found.confidence[40:, 20].all()
