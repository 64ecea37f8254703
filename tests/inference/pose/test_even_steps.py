"""Cameras of every rate, with jitter and gaps, come out as steps of one length."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inference.pose.even_steps import EvenSteps
from inference.pose.landmarks import Landmarks, Region
from inference.pose.lifted import LIFTER_FPS

REGION = Region(0, 0, 1, 0)


def at(time_s: float) -> Landmarks:
    """A body that moves evenly, so that its place tells the time."""
    return Landmarks(np.full((33, 3), time_s), np.full((33, 3), -time_s), 1.0, REGION)


def stepped(times_s: np.ndarray) -> list[np.ndarray]:
    """What each frame adds: the times that the steps show."""
    steps = EvenSteps()
    return [np.array([one.keypoints_px[0, 0] for one in steps.due(t, at(t))]) for t in times_s]


@settings(max_examples=40)
@given(st.floats(12, 120), st.floats(0, 0.2), st.integers(0, 99))
def test_as_many_steps_come_due_as_time_goes_by(fps: float, jitter: float, seed: int):
    times_s = 5.0 + np.arange(100) / fps
    times_s += np.random.default_rng(seed).uniform(-jitter, jitter, 100) / fps
    steps = stepped(times_s)
    count = sum(map(len, steps))
    assert count == pytest.approx(1 + (times_s[-1] - times_s[0]) * LIFTER_FPS, abs=1)
    shown_s = np.concatenate(steps)
    assert (np.diff(shown_s) > 0).all()
    assert all(added[-1] == time_s for added, time_s in zip(steps, times_s, strict=True) if len(added))


def test_an_ordinary_camera_gives_a_step_for_every_frame():
    rng = np.random.default_rng(1)
    times_s = np.arange(600) / 29.97 + rng.uniform(-0.004, 0.004, 600)
    assert [len(added) for added in stepped(times_s)] == [1] * 600


def test_a_camera_twice_as_fast_gives_a_step_for_every_other_frame():
    assert [len(added) for added in stepped(np.arange(8) / 60)] == [1, 1, 0, 1, 0, 1, 0, 1]


def test_dropped_frames_are_filled_evenly():
    steps = stepped(np.array([0, 1, 2, 5, 6]) / 30)
    assert [len(added) for added in steps] == [1, 1, 1, 3, 1]
    assert steps[3] == pytest.approx(np.array([3, 4, 5]) / 30)
