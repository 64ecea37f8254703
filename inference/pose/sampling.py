"""A track on an even clock: the clip's own rate up to 60 frames a second, gaps filled."""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import make_interp_spline

from inference.errors import PoseError
from inference.motion.motion import MAX_FPS
from inference.pose.track import Track

_SAME_S = 1e-6
# Of MAX_FPS: phones' 60 frames a second are 59.9 to 60.5, and need not be halved.
_NEARLY = 0.01


@dataclass(frozen=True, eq=False)
class Samples:
    """A track from its first to its last sighting (end_s), at start_s + n / fps.

    keypoints_px (T, 33, 2); visibility (T, 33), 0 in gaps; landmarks_m (T, 33, 3) hip-centred, camera axes.
    """

    start_s: float
    end_s: float
    fps: float
    keypoints_px: np.ndarray
    visibility: np.ndarray
    landmarks_m: np.ndarray


def sample(track: Track, fps: float | None = None) -> Samples:
    """The track on an even clock, at fps or the clip's own rate up to 60; the last sample may be held.

    Raises PoseError when the person is seen in fewer than two frames.
    """
    seen = np.flatnonzero(track.present)
    if len(seen) < 2:
        raise PoseError(
            "The person is seen in fewer than two frames; choose another person or a clearer clip."
        )
    seen_s = track.time_s[seen]
    duration_s = seen_s[-1] - seen_s[0]
    if fps is None:
        fps = frame_rate(track.time_s)
        count = frames_within(duration_s, fps)
    else:
        count = int(np.ceil(duration_s * fps - 1e-3)) + 1
    time_s = np.minimum(seen_s[0] + np.arange(count) / fps, seen_s[-1])
    values = np.concatenate([track.keypoints_px[seen], track.landmarks_m[seen]], axis=-1)
    even = make_interp_spline(seen_s, values, k=1)(time_s)
    before = np.searchsorted(track.time_s, time_s + _SAME_S, side="right") - 1
    after = np.searchsorted(track.time_s, time_s - _SAME_S)
    between_sightings = track.present[before] & track.present[after]
    return Samples(
        start_s=float(seen_s[0]),
        end_s=float(seen_s[-1]),
        fps=fps,
        keypoints_px=even[..., :2],
        visibility=even[..., 2] * between_sightings[:, None],
        landmarks_m=even[..., 3:],
    )


def frames_within(duration_s: float, fps: float) -> int:
    """How many frames at fps there are from 0 to duration_s, both included."""
    return int(duration_s * fps + 1e-3) + 1


def frame_rate(time_s: np.ndarray) -> float:
    """The rate of a clip with frames at time_s (F,), decimated to at most 60; pauses do not count."""
    steps = np.diff(time_s)
    rate = 1 / steps[steps < 1.5 * np.median(steps)].mean()
    return min(float(rate / max(np.ceil(rate / MAX_FPS - _NEARLY), 1)), MAX_FPS)
