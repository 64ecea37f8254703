"""An even clock of at most 60 frames a second for recordings that were made on another one."""

from dataclasses import dataclass

import numpy as np

from inference.errors import MotionFileError
from inference.motion.formats.limits import MAX_FRAMES, check_numbers
from inference.motion.interpolation import rows_between
from inference.motion.motion import MAX_FPS

MAX_SOURCE_FPS = 10_000.0
# Frame times are rounded: 0.016666 s is meant as 60 frames a second, not as 60.0024.
_RATE_ROUNDING = 1e-3
# Times written with three decimals wander by a few hundredths of a frame; that is not an uneven clock.
EVEN_WITHIN_FRAMES = 0.1


@dataclass(frozen=True)
class Clock:
    """Which source frames make the frames of an even clock: `at` (N,), where 1.5 lies between 1 and 2."""

    fps: float
    start_s: float
    at: np.ndarray

    def mix(self, values: np.ndarray) -> np.ndarray:
        """Values (T, ...) on the even clock, linearly interpolated."""
        return rows_between(values, self.at)

    def nearest(self, values: np.ndarray) -> np.ndarray:
        """Values (T, ...) on the even clock, each from the source frame nearest in time."""
        return values[np.ceil(self.at - 0.5).astype(int)]


def even_clock(time_s: np.ndarray, fps: float) -> Clock:
    """The clock for source frames at time_s (T,), nominally `fps`; the times win where the two disagree.

    Rates over 60 keep every n-th frame. Raises MotionFileError if the times do not rise or span too long.
    """
    check_numbers(time_s, "The clock")
    _check_rate(len(time_s), fps)
    if len(time_s) == 1:
        return Clock(min(fps, MAX_FPS), float(time_s[0]), np.zeros(1))
    steps_s = np.diff(time_s)
    if not (steps_s > 0).all():
        raise MotionFileError("Its times do not rise from frame to frame; export the file again.")
    if _is_even(time_s, fps):
        return _every_nth(float(time_s[0]), len(time_s), fps)
    mean_fps = min(1 / float(steps_s.mean()), MAX_SOURCE_FPS)
    if _is_even(time_s, mean_fps):
        return _every_nth(float(time_s[0]), len(time_s), mean_fps)
    median_fps = 1 / max(float(np.median(steps_s)), 1 / MAX_SOURCE_FPS)
    return _resampling(time_s, _decimated(median_fps))


def clock_of(frames: int, fps: float) -> Clock:
    """The clock for source frames that have no times; raises MotionFileError on an impossible rate."""
    _check_rate(frames, fps)
    return _every_nth(0.0, frames, fps)


def _is_even(time_s: np.ndarray, fps: float) -> bool:
    frames = (time_s - time_s[0]) * fps
    return bool(np.abs(frames - np.arange(len(time_s))).max() < EVEN_WITHIN_FRAMES)


def _check_rate(frames: int, fps: float) -> None:
    if not frames:
        raise MotionFileError("It has no frames; export the file again.")
    if not 0 < fps <= MAX_SOURCE_FPS:
        raise MotionFileError(f"It claims {fps:g} frames a second; export the file again.")


def _every_nth(start_s: float, frames: int, fps: float) -> Clock:
    kept = np.arange(0, frames, _decimation(fps))
    _check_length(len(kept))
    return Clock(_decimated(fps), start_s, kept.astype(float))


def _check_length(frames: float) -> None:
    if frames > MAX_FRAMES:
        raise MotionFileError(f"It would be more than {MAX_FRAMES} frames long; cut it into shorter pieces.")


def _decimation(fps: float) -> int:
    return max(1, int(np.ceil(fps / MAX_FPS - _RATE_ROUNDING)))


def _decimated(fps: float) -> float:
    return min(fps / _decimation(fps), MAX_FPS)


def _resampling(time_s: np.ndarray, fps: float) -> Clock:
    count = (time_s[-1] - time_s[0]) * fps + 1 + 1e-6
    _check_length(count)
    at_s = time_s[0] + np.arange(int(count)) / fps
    return Clock(fps, float(time_s[0]), np.interp(at_s, time_s, np.arange(len(time_s))))
