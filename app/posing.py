"""From a file the user named to a motion: motion files are read, videos are posed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.report.take import Take
from capture.video import Footage, VideoInfo, content_hash, missing_pictures, probe, read_frames
from inference.motion.files import read_motion
from inference.pipeline import DEFAULT_HEIGHT_M, follow, reconstruct
from inference.pose.as_filmed import at_real_speed
from inference.pose.ground import UNKNOWN, Ground
from inference.pose.landmarks import Quality
from inference.stopwatch import Stopwatch

MOTION_SUFFIXES = (".npz", ".npy", ".bvh", ".trc")

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Posed:
    """A take, what to know before trusting it, and what it cost. quality: None for a motion file."""

    take: Take
    quality: Quality | None
    warnings: tuple[str, ...]
    timings_s: dict[str, float]


def is_video(path: Path) -> bool:
    """Whether a file has to be posed first; motion files are known by their suffix."""
    return path.suffix.lower() not in MOTION_SUFFIXES


def posed(
    path: Path,
    *,
    height_m: float = DEFAULT_HEIGHT_M,
    ground: Ground = UNKNOWN,
    quality: Quality = "heavy",
    person: int | None = None,
    threads: int = 2,
    progress: Progress = lambda fraction: None,
) -> Posed:
    """The motion in a motion file or a video; progress is told the fraction done and may raise Cancelled.

    height_m, ground, quality and person are for videos. Raises MotionFileError, VideoError or PoseError.
    """
    watch = Stopwatch()
    if not is_video(path):
        with watch.stage("read"):
            motion = read_motion(path)
        return Posed(Take(motion, path.name), None, (), watch.timings_s)
    info = probe(path)
    track = follow(
        _watched(read_frames(path), info, progress),
        content=content_hash(path),
        quality=quality,
        person=person,
        threads=threads,
        watch=watch,
    )
    real = at_real_speed(track, info.slowed)
    motion = reconstruct(real, height_m, watch, ground=ground)
    warnings = (*_slow_motion(info), *missing_pictures(info, track.time_s), *real.warnings())
    return Posed(Take(motion, path.name, Footage(path, info.slowed)), quality, warnings, watch.timings_s)


def _watched(
    frames: Iterator[tuple[float, np.ndarray]], info: VideoInfo, progress: Progress
) -> Iterator[tuple[float, np.ndarray]]:
    for time_s, rgb in frames:
        progress(min(time_s / info.duration_s, 1.0) if info.duration_s else 0.0)
        yield time_s, rgb


def _slow_motion(info: VideoInfo) -> list[str]:
    if info.slowed == 1.0:
        return []
    return [
        f"The clip is slow motion ({info.capture_fps:.0f} frames a second recorded, {info.fps:.0f} shown): "
        "speeds and times are those of the movement as it was filmed."
    ]
