"""Reading a clip from start to end: what it is, and its frames with their presentation times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from capture.video.clip import Clip, no_frames, open_clip
from capture.video.selfie import names_front_camera

# A header may promise a little more than the pictures last (the last frame's duration, longer sound), and
# phones skip a few frames when they are busy.
TOLERATED_GAP_S = 0.5
TOLERATED_GAP_FRAMES = 3
# Transport streams seek to somewhere near.
SEEK_MARGIN_S = 1.0
CAPTURE_FPS = ("com.android.capture.fps", "com.apple.quicktime.capture.fps")
# A camera that recorded this much faster than the file plays made slow motion.
SLOW_MOTION = 1.5
# Our own recordings' note.
TAKEN_S = "coach.taken_s"


@dataclass(frozen=True)
class VideoInfo:
    """What a clip is: upright size (width, height) px, mean frames a second, and promised length.

    capture_fps is how fast the camera recorded; above `fps` the clip plays in slow motion. taken_s: when the
    first picture was taken, seconds of Unix time, if this program recorded it; clips of one
    take share that clock. selfie: whether the file says that a front camera made it.
    """

    size: tuple[int, int]
    fps: float
    duration_s: float
    capture_fps: float
    taken_s: float | None = None
    selfie: bool = False

    @property
    def slowed(self) -> float:
        """Seconds of the file to one second of the movement, as far as the file says: 1 at ordinary speed."""
        return self.capture_fps / self.fps if self.capture_fps > SLOW_MOTION * self.fps else 1.0


def probe(path: Path | str) -> VideoInfo:
    """What the clip is, from its header and first frame. Raises VideoError if it has none."""
    with open_clip(path) as clip:
        _, first = next(clip.frames(), (None, None))
        if first is None:
            raise no_frames(clip.path)
        noted = (_noted(clip, key) for key in CAPTURE_FPS)
        return VideoInfo(
            clip.upright_size(first),
            clip.fps,
            clip.duration_s,
            capture_fps=next(filter(None, noted), clip.fps),
            taken_s=_noted(clip, TAKEN_S),
            selfie=clip.mirrors(first) or names_front_camera(clip.path),
        )


def read_frames(
    path: Path | str,
    start_s: float | None = None,
    end_s: float | None = None,
    *,
    longest_px: int | None = None,
) -> Iterator[tuple[float, np.ndarray]]:
    """Yield (seconds on the clip's clock, upright RGB uint8 (H, W, 3)) from start_s to end_s, both included.

    Times always rise. Frames that cannot be decoded are left out: see missing_pictures. Pictures larger than
    longest_px are shrunk to it. Raises VideoError if the file has no frame.
    """
    with open_clip(path) as clip:
        if start_s is not None:
            clip.seek(clip.pts_at(start_s - SEEK_MARGIN_S))
        time_s, shown_s = None, -np.inf
        for pts, frame in clip.frames():
            time_s = clip.clock_s(pts)
            if end_s is not None and time_s > end_s:
                return
            # Damaged and badly cut files repeat a time or go back, and no movement has two places at once.
            if time_s > shown_s and (start_s is None or time_s >= start_s):
                shown_s = time_s
                yield time_s, clip.upright_rgb(frame, longest_px)
        if time_s is None:
            raise no_frames(clip.path)


def missing_pictures(info: VideoInfo, time_s: np.ndarray) -> list[str]:
    """What a whole clip's frame times (F,) tell of damage, in sentences: gaps, and an early end."""
    tolerated_s = max(TOLERATED_GAP_S, TOLERATED_GAP_FRAMES / info.fps)
    found = [
        f"There are no pictures from {start_s:.1f} s to {end_s:.1f} s; the file may be damaged."
        for start_s, end_s in pairwise(time_s)
        if end_s - start_s > tolerated_s
    ]
    if info.duration_s - time_s[-1] > tolerated_s:
        found.append(
            f"The file is cut off: it ends after {time_s[-1]:.1f} s although it should last "
            f"{info.duration_s:.1f} s. What is there is used."
        )
    return found


def _noted(clip: Clip, key: str) -> float | None:
    """A positive number among the file's notes; one that some program wrote otherwise says nothing."""
    note = re.fullmatch(r"\d+(\.\d+)?", clip.metadata.get(key, ""))
    return float(note[0]) if note else None
