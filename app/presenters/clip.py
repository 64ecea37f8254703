"""Clip: one side of the session, what the user said about it, and the motion that follows from that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import numpy as np

from app.posing import MOTION_SUFFIXES
from app.presenters.clock import Span
from capture.video import Footage, VideoInfo, content_hash, missing_pictures, probe, read_frames
from inference.motion.active_span import exercise_span
from inference.motion.doubt import Doubt, doubts
from inference.motion.files import read_motion
from inference.motion.motion import Motion
from inference.pipeline import DEFAULT_HEIGHT_M, follow, reconstruct
from inference.pose.as_filmed import at_real_speed, unmirrored, within
from inference.pose.clean import swapped
from inference.pose.ground import UNKNOWN, Ground
from inference.pose.landmarks import Quality
from inference.pose.track import Track
from inference.stopwatch import Stopwatch

# Tracking takes nearly all of the time; lifting is the rest.
TRACKING_SHARE = 0.95
# Less than this before and after the exercise is not worth a proposal.
WORTH_CUTTING_S = 1.0

Report = Callable[[float], None]


class Side(StrEnum):
    """Whose clip it is."""

    TRAINEE = "trainee"
    COACH = "coach"


@dataclass(frozen=True, eq=False)
class Clip:
    """A video (with info) or a motion file (without), and what the user said about it.

    start_s, end_s, frame_s: its own clock, that of the movement as it was filmed. Said: height_m; person;
    sides_swapped by the tracker; ground; used: what of it counts, None for all; mirrored by the camera, None
    while nobody has said so or denied it; filmed_fps: pictures taken a second, None for what the file says.
    track: the person followed in the file, in that quality and on the file's clock; whole_motion: None until
    it has been computed from all of these; proposed: a span worth using instead of all, found in it;
    timings_s: of the stages that led to it. content: hash of the video's bytes, once it has been followed.
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
    used: Span | None = None
    mirrored: bool | None = None
    filmed_fps: float | None = None
    quality: Quality = "full"
    track: Track | None = None
    whole_motion: Motion | None = None
    proposed: Span | None = None
    timings_s: dict[str, float] = field(default_factory=dict)
    content: str | None = None

    @cached_property
    def motion(self) -> Motion | None:
        """The motion in the span that is used."""
        if self.whole_motion is None or self.used is None:
            return self.whole_motion
        return self.whole_motion.cut(*self.used)

    @property
    def span(self) -> Span:
        """The seconds that are used."""
        return self.used or (self.start_s, self.end_s)

    @property
    def slowed(self) -> float:
        """Seconds of the file to one second of the movement."""
        if self.info is None:
            return 1.0
        return self.filmed_fps / self.info.fps if self.filmed_fps else self.info.slowed

    @property
    def footage(self) -> Footage | None:
        """Its pictures, on its clock; None for a motion file."""
        return Footage(self.path, self.slowed, bool(self.mirrored)) if self.info else None

    @property
    def refined(self) -> bool:
        """Whether its motion is as good as it gets."""
        return self.whole_motion is not None and (self.info is None or self.quality == "heavy")

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know before trusting its skeleton."""
        if self.info is None or self.track is None:
            return ()
        seen = within(self.seen, *self.span)
        return (*missing_pictures(self.info, self.track.time_s), *seen.warnings())

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Where in the used span parts of the body can hardly be made out."""
        return doubts(self.motion) if self.motion else ()

    @property
    def seen(self) -> Track:
        """The track as it was filmed; there must be one."""
        assert self.track is not None
        track = swapped(self.track) if self.sides_swapped else self.track
        track = unmirrored(track) if self.mirrored else track
        return at_real_speed(track, self.slowed)

    @property
    def posing(self) -> tuple[object, ...]:
        """All that its motion depends on but the quality."""
        said = self.height_m, self.person, self.sides_swapped, self.ground, bool(self.mirrored)
        return self.path, *said, self.slowed

    def with_pose_of(self, other: "Clip") -> "Clip":
        """The clip with what has been found in it as the other."""
        found = ("quality", "track", "whole_motion", "proposed", "timings_s", "content")
        return replace(self, **{name: getattr(other, name) for name in found})

    def filmed_at(self, fps: float | None) -> "Clip":
        """The clip with as many pictures taken a second (None: as the file says), not yet posed again."""
        clip = replace(self, filmed_fps=fps, whole_motion=None, proposed=None)
        longer = self.slowed / clip.slowed
        used = None if self.used is None else (self.used[0] * longer, self.used[1] * longer)
        return replace(clip, end_s=self.end_s * longer, frame_s=self.frame_s * longer, used=used)

    def moving(self, motion: Motion) -> "Clip":
        """The clip with its motion, and the span of it that is worth using."""
        start_s, end_s = exercise_span(motion)
        spared_s = max(start_s - self.start_s, self.end_s - end_s)
        proposed = (start_s, end_s) if spared_s > WORTH_CUTTING_S else None
        return replace(self, whole_motion=motion, proposed=proposed)


def open_clip(path: Path) -> Clip:
    """The clip at path, not yet posed. Raises VideoError or MotionFileError when it cannot be used."""
    if path.suffix.lower() in MOTION_SUFFIXES:
        motion = read_motion(path)
        start_s, end_s = float(motion.time_s[0]), float(motion.time_s[-1])
        return Clip(path, None, start_s, end_s, 1 / motion.fps, motion.height_m).moving(motion)
    info = probe(path)
    return Clip(path, info, 0.0, info.duration_s / info.slowed, 1 / (info.fps * info.slowed))


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
    motion = reconstruct(clip.seen, clip.height_m, watch, ground=clip.ground)
    return replace(clip.moving(motion), timings_s=clip.timings_s | watch.timings_s)


def _watched(clip: Clip, report: Report) -> Iterator[tuple[float, np.ndarray]]:
    for time_s, rgb in read_frames(clip.path):
        report(TRACKING_SHARE * min(time_s / clip.slowed / max(clip.end_s, clip.frame_s), 1.0))
        yield time_s, rgb
