"""Clip: one side of the session, what the user said about it, and the motion that follows from that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from app.posing import MOTION_SUFFIXES
from capture.video import probe, read_frames
from inference.motion.files import read_motion
from inference.motion.motion import Motion
from inference.pipeline import DEFAULT_HEIGHT_M, follow, reconstruct
from inference.pose.clean import swapped
from inference.pose.landmarks import Quality
from inference.pose.track import Track
from inference.stopwatch import Stopwatch

# Tracking takes nearly all of the time; lifting is the rest.
TRACKING_SHARE = 0.95

Report = Callable[[float], None]


class Side(StrEnum):
    """Whose clip it is."""

    TRAINEE = "trainee"
    COACH = "coach"


@dataclass(frozen=True, eq=False)
class Clip:
    """A video or a motion file. start_s, end_s, frame_s: its own clock; track: the person followed in it.

    `motion` is None until it has been computed from the track and from what the user said; warnings: what to
    know before trusting it; timings_s: of the stages that led to it.
    """

    path: Path
    start_s: float
    end_s: float
    frame_s: float
    height_m: float = DEFAULT_HEIGHT_M
    person: int | None = None
    sides_swapped: bool = False
    quality: Quality = "full"
    track: Track | None = None
    motion: Motion | None = None
    warnings: tuple[str, ...] = ()
    timings_s: dict[str, float] = field(default_factory=dict)

    @property
    def is_video(self) -> bool:
        """Whether there are pictures to show."""
        return self.path.suffix.lower() not in MOTION_SUFFIXES

    @property
    def refined(self) -> bool:
        """Whether its motion is as good as it gets."""
        return self.motion is not None and (not self.is_video or self.quality == "heavy")


def open_clip(path: Path) -> Clip:
    """The clip at path, not yet posed. Raises VideoError or MotionFileError when it cannot be used."""
    if path.suffix.lower() in MOTION_SUFFIXES:
        motion = read_motion(path)
        start_s, end_s = float(motion.time_s[0]), float(motion.time_s[-1])
        return Clip(path, start_s, end_s, 1 / motion.fps, motion.height_m, motion=motion)
    info = probe(path)
    return Clip(path, 0.0, info.duration_s, 1 / info.fps)


def pose_clip(clip: Clip, quality: Quality, report: Report) -> Clip:
    """The clip with its person followed (unless that is done in this quality) and lifted to a motion."""
    if clip.track is None or clip.quality != quality:
        clip = _followed(replace(clip, quality=quality), report)
    assert clip.track is not None
    report(TRACKING_SHARE)
    watch = Stopwatch()
    seen = swapped(clip.track) if clip.sides_swapped else clip.track
    motion = reconstruct(seen, clip.height_m, watch)
    return replace(clip, motion=motion, timings_s=clip.timings_s | watch.timings_s)


def _followed(clip: Clip, report: Report) -> Clip:
    watch, warnings = Stopwatch(), list[str]()
    frames = _watched(read_frames(clip.path, warn=warnings.append), clip.end_s, report)
    track = follow(frames, quality=clip.quality, person=clip.person, watch=watch)
    return replace(clip, track=track, warnings=(*warnings, *track.warnings()), timings_s=watch.timings_s)


def _watched(
    frames: Iterator[tuple[float, np.ndarray]], duration_s: float, report: Report
) -> Iterator[tuple[float, np.ndarray]]:
    for time_s, rgb in frames:
        report(TRACKING_SHARE * min(time_s / duration_s, 1.0) if duration_s else 0.0)
        yield time_s, rgb
