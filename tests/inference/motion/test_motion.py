"""Motion: what it derives, refuses, cuts and resamples; View: where it draws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import squat, walk

from inference.errors import MotionError
from inference.motion.motion import Motion, View


@given(st.floats(1, 60), st.floats(1, 60), st.integers(1, 80))
def test_another_frame_rate_keeps_the_movement_and_its_clock(fps: float, other_fps: float, frames: int):
    steps = np.arange(frames)[:, None, None] / fps
    motion = Motion(np.zeros((frames, 22, 3)) + steps, fps, start_s=2.0)
    resampled = motion.resampled(other_fps)
    assert resampled.joints_in_world[:, 5, 1] == pytest.approx(resampled.time_s - 2.0, abs=1e-4)
    assert resampled.time_s[-1] <= motion.time_s[-1] + 1e-6
    assert motion.time_s[-1] - resampled.time_s[-1] < 1 / other_fps + 1e-6


def test_a_cut_keeps_the_clips_clock():
    motion = squat()
    cut = motion.cut(1.0, 2.0)
    assert (cut.time_s[0], cut.time_s[-1]) == pytest.approx((1.0, 2.0))
    np.testing.assert_array_equal(cut.joints_in_world, motion.joints_in_world[30:61])
    assert cut.height_m == motion.height_m


@pytest.mark.parametrize(("time_s", "frame"), [(-5, 0), (0, 0), (0.34, 10), (99, 90)])
def test_the_frame_at_a_time_is_the_nearest_there_is(time_s: float, frame: int):
    assert squat().frame_at(time_s) == frame


def test_a_crouching_person_is_not_short():
    motion = squat(depth_rad=1.75)
    assert motion.cut(1.4, 1.6).height_m == pytest.approx(motion.height_m, abs=0.01)


def test_confidence_that_rounding_took_beyond_one_is_one():
    motion = Motion(np.zeros((3, 22, 3)), 30, confidence=np.full((3, 22), 1.0000002))
    assert motion.confidence.max() == 1


@pytest.mark.parametrize(
    ("joints", "fps", "message"),
    [
        (np.zeros((0, 22, 3)), 30, "frames, 22, 3"),
        (np.zeros((5, 21, 3)), 30, "frames, 22, 3"),
        (np.full((5, 22, 3), np.nan), 30, "not numbers"),
        (np.zeros((5, 22, 3)), 61, "1 to 60 frames"),
        (np.zeros((5, 22, 3)), 0.5, "1 to 60 frames"),
        (np.zeros((5, 22, 3)), np.nan, "1 to 60 frames"),
    ],
)
def test_what_is_no_motion_is_refused(joints: np.ndarray, fps: float, message: str):
    with pytest.raises(MotionError, match=message):
        Motion(joints, fps)


def test_confidence_and_contacts_must_belong_to_the_frames():
    joints = np.zeros((5, 22, 3))
    with pytest.raises(MotionError, match="confidence should be"):
        Motion(joints, 30, confidence=np.ones((4, 22)))
    with pytest.raises(MotionError, match="contacts should be"):
        Motion(joints, 30, contacts=np.zeros((5, 2), bool))


def test_uncertainty_goes_with_the_frames_and_is_not_made_up():
    motion = squat()
    assert motion.sigma_m is None
    assert motion.cut(0.5, 1).sigma_m is motion.resampled(20).sigma_m is None
    sigma_m = np.arange(len(motion) * 22).reshape(-1, 22) / 1000
    unsure = replace(motion, sigma_m=sigma_m)
    assert unsure.sigma_m is not None
    assert unsure.sigma_m.dtype == np.float32
    assert unsure.cut(1.0, 2.0).sigma_m == pytest.approx(sigma_m[30:61])
    assert unsure.resampled(20).sigma_m[[0, 1]] == pytest.approx(sigma_m[[0, 1]] + [[0], [0.011]])


@pytest.mark.parametrize("sigma_m", [np.full((5, 22), -0.1), np.full((5, 22), np.nan), np.ones((5, 21))])
def test_an_uncertainty_that_is_none_is_refused(sigma_m: np.ndarray):
    with pytest.raises(MotionError, match=r"uncertainty must be|sigma_m should be"):
        Motion(np.zeros((5, 22, 3)), 30, sigma_m=sigma_m)


def test_a_walking_person_stands_on_one_foot_at_least_most_of_the_time():
    contacts = walk(4).contacts
    left, right = contacts[:, :2].any(axis=1), contacts[:, 2:].any(axis=1)
    assert (left | right).mean() > 0.9
    assert 0.2 < left.mean() < 0.9


def test_a_view_draws_what_is_ahead_of_the_camera_where_it_is_seen():
    camera = np.array([[1000.0, 0, 640], [0, 1000, 360], [0, 0, 1]])
    from_world = np.diag([1.0, -1.0, -1.0, 1.0])
    from_world[2, 3] = 4.0
    view = View(np.zeros((0, 33, 3)), np.zeros(0), (1280, 720), camera, from_world)
    pixels = view.project(np.array([[0.0, 0, 0], [1.0, 0.5, 0]]))
    assert pixels == pytest.approx(np.array([[640, 360], [890, 235]]))
