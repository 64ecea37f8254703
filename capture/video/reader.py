"""Reading a clip from start to end: what it is, and its frames with their presentation times."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from capture.video.clip import Clip, no_frames, open_clip

# A header may promise a little more than the pictures last (the last frame's duration, longer sound), and
# phones skip a few frames when they are busy.
TOLERATED_GAP_S = 0.5
TOLERATED_GAP_FRAMES = 3
# Transport streams seek to somewhere near.
SEEK_MARGIN_S = 1.0
ANDROID_CAPTURE_FPS = "com.android.capture.fps"

Warn = Callable[[str], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class VideoInfo:
    """What a clip is: upright size (width, height) px, mean frames a second, and promised length.

    capture_fps is how fast the camera recorded; above `fps` the clip plays in slow motion.
    """

    size: tuple[int, int]
    fps: float
    duration_s: float
    capture_fps: float


def probe(path: Path | str) -> VideoInfo:
    """What the clip is, from its header and first frame. Raises VideoError if it has none."""
    with open_clip(path) as clip:
        _, first = next(clip.frames(), (None, None))
        if first is None:
            raise no_frames(clip.path)
        capture_fps = float(clip.metadata.get(ANDROID_CAPTURE_FPS, clip.fps))
        return VideoInfo(clip.upright_size(first), clip.fps, clip.duration_s, capture_fps)


def read_frames(
    path: Path | str,
    start_s: float | None = None,
    end_s: float | None = None,
    *,
    longest_px: int | None = None,
    warn: Warn = _log.warning,
) -> Iterator[tuple[float, np.ndarray]]:
    """Yield (seconds on the clip's clock, upright RGB uint8 (H, W, 3)) from start_s to end_s, both included.

    Frames that cannot be decoded are left out; `warn` is told so in a sentence, as it is of gaps and an early
    end. Pictures larger than longest_px are shrunk to it. Raises VideoError if the file has no frame at all.
    """
    with open_clip(path) as clip:
        if start_s is not None:
            clip.seek(clip.pts_at(start_s - SEEK_MARGIN_S))
        time_s = None
        for pts, frame in clip.frames():
            previous_s, time_s = time_s, clip.clock_s(pts)
            if previous_s is not None:
                _warn_of_gap(clip, previous_s, time_s, warn)
            if end_s is not None and time_s > end_s:
                break
            if start_s is None or time_s >= start_s:
                yield time_s, clip.upright_rgb(frame, longest_px)
        else:
            if time_s is None:
                raise no_frames(clip.path)
            _warn_of_early_end(clip, time_s, warn)
        if clip.damaged:
            warn(f"“{clip.path.name}” is damaged; some of its pictures could not be read ({clip.damaged}).")


def _warn_of_gap(clip: Clip, from_s: float, to_s: float, warn: Warn) -> None:
    if to_s - from_s > max(TOLERATED_GAP_S, TOLERATED_GAP_FRAMES / clip.fps):
        warn(f"“{clip.path.name}” has no pictures from {from_s:.1f} s to {to_s:.1f} s; it may be damaged.")


def _warn_of_early_end(clip: Clip, last_s: float, warn: Warn) -> None:
    if clip.duration_s - last_s > TOLERATED_GAP_S:
        warn(
            f"“{clip.path.name}” ends after {last_s:.1f} s although it should last {clip.duration_s:.1f} s: "
            "the file is cut off. What is there is used."
        )
