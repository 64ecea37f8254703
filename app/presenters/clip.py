"""Clip: one side of the session, what the user said about it, and the motion that follows from that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from app.posing import MOTION_SUFFIXES
from capture.video import VideoInfo, content_hash, missing_pictures, probe, read_frames
from inference.motion.files import read_motion
from inference.motion.motion import Motion
from inference.pipeline import DEFAULT_HEIGHT_M, follow, reconstruct
from inference.pose.clean import swapped
from inference.pose.ground import UNKNOWN, Ground
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
    """A video (with info) or a motion file (without).

    height_m, person, sides_swapped, ground: what the user said; start_s, end_s, frame_s: its own clock;
    track: the person followed in it, in that quality; motion: None until it has been computed from all of
    these; timings_s: of the stages that led to it. content: hash of the video's bytes, once it has been
    followed.
    """

    path: Path
    info: VideoInfo | None
    start_s: float
    end_s: float
    frame_s: float
    height_m: float = DEFAULT_HEIGHT_M
    person: int | None = None
    sides_swapped: bool = False
    ground: Ground = UNKNOWN
    quality: Quality = "full"
    track: Track | None = None
    motion: Motion | None = None
    timings_s: dict[str, float] = field(default_factory=dict)
    content: str | None = None

    @property
    def refined(self) -> bool:
        """Whether its motion is as good as it gets."""
        return self.motion is not None and (self.info is None or self.quality == "heavy")

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know before trusting its skeleton."""
        if self.info is None or self.track is None:
            return ()
        return (*missing_pictures(self.info, self.track.time_s), *self.track.warnings())


def open_clip(path: Path) -> Clip:
    """The clip at path, not yet posed. Raises VideoError or MotionFileError when it cannot be used."""
    if path.suffix.lower() in MOTION_SUFFIXES:
        motion = read_motion(path)
        start_s, end_s = float(motion.time_s[0]), float(motion.time_s[-1])
        return Clip(path, None, start_s, end_s, 1 / motion.fps, motion.height_m, motion=motion)
    info = probe(path)
    return Clip(path, info, 0.0, info.duration_s, 1 / info.fps)


def pose_clip(clip: Clip, quality: Quality, report: Report, threads: int = 2) -> Clip:
    """The clip with its person followed (unless that is done in this quality) and lifted to a motion."""
    watch = Stopwatch()
    if clip.track is None or clip.quality != quality:
        frames, content = _watched(clip, report), content_hash(clip.path)
        track = follow(
            frames, content=content, quality=quality, person=clip.person, threads=threads, watch=watch
        )
        clip = replace(clip, track=track, quality=quality, content=content)
    report(TRACKING_SHARE)
    assert clip.track is not None
    seen = swapped(clip.track) if clip.sides_swapped else clip.track
    motion = reconstruct(seen, clip.height_m, watch, ground=clip.ground)
    return replace(clip, motion=motion, timings_s=clip.timings_s | watch.timings_s)


def _watched(clip: Clip, report: Report) -> Iterator[tuple[float, np.ndarray]]:
    for time_s, rgb in read_frames(clip.path):
        report(TRACKING_SHARE * min(time_s / max(clip.end_s, clip.frame_s), 1.0))
        yield time_s, rgb
