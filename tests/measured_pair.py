"""A measured pair for tests: squats that stop short of the coach's, compared, without files or a window."""

from functools import cache
from pathlib import Path

from motions import squat

from app.presenters.clip import Clip
from app.presenters.measures import Measures
from app.presenters.result import Result

SHALLOW_RAD, DEEP_RAD = 1.1, 1.75


@cache
def result() -> Result:
    """Two shallow squats against three deep ones."""
    clips = []
    for repetitions, depth_rad in ((2, SHALLOW_RAD), (3, DEEP_RAD)):
        motion = squat(repetitions, depth_rad=depth_rad)
        ends_s = float(motion.time_s[0]), float(motion.time_s[-1])
        path = Path(f"{depth_rad}.npz")
        clips.append(Clip(path, None, *ends_s, 1 / motion.fps, motion.height_m, whole_motion=motion))
    return Result.of(*clips)


@cache
def measures() -> Measures:
    """What was measured of them."""
    return Measures.of(result())
