import numpy as np
import pytest

from inference.errors import MotionFileError
from inference.motion.formats.clock import clock_of, even_clock


@pytest.mark.parametrize(
    ("fps", "expected", "step"),
    [
        (30.0, 30.0, 1),
        (60.0, 60.0, 1),
        (60.0024, 60.0, 1),
        (100.0, 50.0, 2),
        (120.005, 60.0, 2),
        (480.0, 60.0, 8),
    ],
)
def test_fast_clocks_keep_every_nth_frame(fps: float, expected: float, step: int) -> None:
    for clock in (clock_of(100, fps), even_clock(7 + np.arange(100) / fps, fps)):
        assert clock.fps == pytest.approx(expected)
        np.testing.assert_array_equal(clock.mix(np.arange(100.0)), np.arange(0, 100, step))


def test_times_in_whole_milliseconds_are_even_and_keep_their_mean_rate() -> None:
    time_s = np.round(np.arange(3000) / 29.97, 3)
    clock = even_clock(time_s, 30.0)
    assert clock.fps == pytest.approx(29.97, abs=1e-4)
    assert (clock.at == np.rint(clock.at)).all()


def test_a_pause_of_the_camera_is_bridged() -> None:
    time_s = np.r_[np.arange(30) / 30, 2 + np.arange(30) / 30]
    clock = even_clock(time_s, 30.0)
    assert clock.fps == pytest.approx(30)
    np.testing.assert_allclose(clock.mix(time_s), np.arange(len(clock.at)) / 30, atol=1e-9)
    assert set(clock.nearest(time_s)) == set(time_s)


def test_a_clip_longer_than_an_hour_is_refused() -> None:
    with pytest.raises(MotionFileError, match="shorter pieces"):
        clock_of(10**6, 60.0)
    with pytest.raises(MotionFileError, match="shorter pieces"):
        even_clock(np.array([0.0, 0.02, 0.04, 0.06, 1e9]), 50.0)
