"""Synthetic tracks: with films in which nothing errs, nothing errs in them."""

from itertools import islice

import numpy as np
import pytest
from known_track import camera_beside, track_of
from motions import squat
from research_data import SHARED

from inference.motion.interpolation import rows_between
from inference.pose.landmark_model import CARRIERS, SEEN_LANDMARKS, landmark_offsets
from training.evaluation import pose_noise
from training.lifter.filmed import as_sample
from training.lifter.films import Filmed

pytestmark = [pytest.mark.training, pytest.mark.shared]


@pytest.fixture
def perfect(monkeypatch) -> None:
    camera, motion = camera_beside(), squat(fps=20.0)
    view = camera.view()
    track = track_of(motion, camera)
    film = Filmed("a_squat", track, motion.joints_in_world, view.camera_matrix, view.camera_from_world)
    films = [(film.name, as_sample(film, film.track))] * 20
    monkeypatch.setattr(pose_noise, "film_samples", lambda split, cleaned: iter(films))


def test_landmarks_lie_on_the_body(perfect):
    for case in islice(pose_noise.noisy("val", SHARED / "data" / "motion"), 3):
        truth, track = case.truth, case.track
        joints = rows_between(truth.joints_in_world, track.time_s * truth.fps)
        landmarks = joints[:, CARRIERS] + landmark_offsets(joints, truth.height_m)
        seen = track.keypoints_px[:, SEEN_LANDMARKS]
        away_px = np.linalg.norm(truth.view.project(landmarks) - seen[..., :2], axis=-1)
        assert np.median(away_px) < 0.5
        width, height = track.image_size
        outside = (seen[..., :2] < 0).any(-1) | (seen[..., 0] >= width) | (seen[..., 1] >= height)
        assert (seen[outside, 2] == 0).all()
        assert np.median(seen[~outside, 2]) == 1


def test_pieces_are_named_once_and_short_enough(perfect):
    cases = list(islice(pose_noise.noisy("val", SHARED / "data" / "motion"), 25))
    assert len({case.name for case in cases}) == len(cases)
    assert all(1 <= len(case.truth) / case.truth.fps <= 10 for case in cases)
    assert all(case.truth.joints_in_world[..., 1].min() > -0.1 for case in cases)
    assert {case.person.split()[0] for case in cases} <= {"cmu", "accad", "mhad", "uiprmd"}
