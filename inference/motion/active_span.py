"""Active span: when in a clip the movement is, without what comes before and after it."""

import numpy as np
from scipy.ndimage import uniform_filter1d

from inference.motion.contact import bridged, runs
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.skeleton import JOINT_INDEX

STILL_SHARE_OF_FAST = 0.15
STILL_M_S = 0.05
SPEED_WINDOW_S = 0.25

# People exercise within arm's length of a place; a lunge takes the pelvis about this far, and back again.
PLACE_M = 0.75
# Slower than any walk, faster than the pelvis moves on average over a second of a squat or a lunge.
STAYING_M_S = 0.35
STAYING_WINDOW_S = 1.0
# Who is back at their place after less than this has not begun anything else.
AWAY_S = 5.0
# A stay is shorter or more restless than this only in passing: the movement itself travels, like a walk.
SHORTEST_STAY_S = 2.0
STAYING_SHARE = 0.5
# Twice is a repetition; where those found hold less than this of all movement, they are not the exercise.
FEWEST_REPETITIONS = 2
REPEATED_SHARE = 0.5
# Repetitions are cut tightly; a little rest shows where they begin.
MARGIN_S = 0.3


def active_span(motion: Motion) -> tuple[float, float]:
    """Clip times between which the person moves: stillness before and after is left out."""
    if len(motion) == 1:
        return motion.start_s, motion.start_s
    steps = np.linalg.norm(np.diff(motion.joints_in_world, axis=0), axis=-1).mean(axis=-1)
    speed = uniform_filter1d(steps * motion.fps, max(round(SPEED_WINDOW_S * motion.fps), 1))
    moving = np.flatnonzero(speed > max(STILL_M_S, STILL_SHARE_OF_FAST * np.percentile(speed, 95)))
    if not moving.size:
        return float(motion.time_s[0]), float(motion.time_s[-1])
    return float(motion.time_s[moving[0]]), float(motion.time_s[moving[-1] + 1])


def exercise_span(motion: Motion) -> tuple[float, float]:
    """Clip times between which the person exercises: walking in, waiting and reaching for the phone left out.

    First the place where they move most, then the stillness before and after, then the repetitions.
    """
    here = motion.cut(*_stay(motion))
    start_s, end_s = active_span(here)
    active = here.cut(start_s, end_s)
    repetitions = find_repetitions(active)
    if len(repetitions) >= FEWEST_REPETITIONS:
        repeated = active.cut(repetitions[0].start_s, repetitions[-1].end_s)
        if _posture_m_s(repeated).sum() >= REPEATED_SHARE * _posture_m_s(active).sum():
            start_s, end_s = repetitions[0].start_s, repetitions[-1].end_s
    first_s, last_s = float(here.time_s[0]), float(here.time_s[-1])
    return max(start_s - MARGIN_S, first_s), min(end_s + MARGIN_S, last_s)


def _stay(motion: Motion) -> tuple[float, float]:
    """When the person is at the place where they move most; all the time if they stay nowhere."""
    on_floor = motion.joint("pelvis")[:, [0, 2]]
    staying = _travel_m_s(on_floor, motion.fps) < STAYING_M_S
    moved = np.where(staying, _posture_m_s(motion), 0.0)
    places = on_floor[:: max(round(SPEED_WINDOW_S * motion.fps), 1)]
    near = np.linalg.norm(on_floor - places[:, None], axis=-1) < PLACE_M
    here = near[(near @ moved).argmax()]
    visits = bridged(runs(here & staying), AWAY_S * motion.fps)
    first, end = max(visits, key=lambda visit: moved[slice(*visit)].sum(), default=(0, len(motion)))
    if end - first < SHORTEST_STAY_S * motion.fps or staying[first:end].mean() < STAYING_SHARE:
        first, end = 0, len(motion)
    return float(motion.time_s[first]), float(motion.time_s[end - 1])


def _travel_m_s(on_floor: np.ndarray, fps: float) -> np.ndarray:
    """Speed (T,) of the way from half a window before to half a window after each frame."""
    frames = np.arange(len(on_floor))
    half = max(round(STAYING_WINDOW_S * fps / 2), 1)
    before, after = np.maximum(frames - half, 0), np.minimum(frames + half, len(frames) - 1)
    away_m = np.linalg.norm(on_floor[after] - on_floor[before], axis=-1)
    return away_m * fps / np.maximum(after - before, 1)


def _posture_m_s(motion: Motion) -> np.ndarray:
    """Mean speed (T,) of the joints as seen from the pelvis."""
    around = motion.joints_in_world - motion.joints_in_world[:, [JOINT_INDEX["pelvis"]]]
    steps = np.diff(around, axis=0, prepend=around[:1])
    return np.linalg.norm(steps, axis=-1).mean(axis=-1) * motion.fps
