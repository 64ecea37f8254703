"""Cleans a track: sides that flip, landmarks that jump, gaps, jitter."""

from dataclasses import replace

import numpy as np
from scipy.ndimage import median_filter

from inference.motion.interpolation import filled
from inference.pose.keypoints import LANDMARK_INDEX, LANDMARKS, MIRRORED_LANDMARK
from inference.pose.low_pass import low_pass
from inference.pose.track import Track

# The usual choice for human movement (Winter, 2009).
CUT_OFF_HZ = 6.0

# A landmark jumps that is farther from the median around it than its usual spread and than a least distance.
JUMP_WINDOW_S = 0.3
JUMP_DEVIATIONS = 4.0
JUMP_MIN_HEIGHTS = 0.06
JUMP_MIN_M = 0.12
_MAD_TO_SIGMA = 1.4826

# A change of sides must shorten the landmarks' paths by this much, on average, to be believed …
SWITCH_M = 0.03
# … and each exchanged frame costs a little, so that what holds for most of the clip counts as right.
SWAPPED_FRAME_M = 0.002
# Only brings pixels to about the scale of metres.
STATURE_M = 1.7
_BODY = np.arange(len(LANDMARKS))
# Limbs have their own turn: long arms would outvote the trunk.
_TRUNK = np.array(
    [LANDMARK_INDEX[f"{side}_{joint}"] for side in ("left", "right") for joint in ("shoulder", "hip")]
)
_LEGS = np.arange(LANDMARK_INDEX["left_knee"], len(LANDMARKS))
_ARMS = np.arange(LANDMARK_INDEX["left_elbow"], LANDMARK_INDEX["left_hip"])


def clean(track: Track) -> Track:
    """The track with sides repaired, outliers and gaps interpolated (visibility 0), and smoothed.

    Smoothing is a Butterworth filter without lag, −3 dB at CUT_OFF_HZ, on the real timestamps.
    """
    track = with_sides_repaired(track)
    missing = jumps(track) | ~track.present[:, None]
    keypoints = track.keypoints_px.astype(float)
    keypoints[..., :2] = filled(track.time_s, keypoints[..., :2], missing)
    keypoints[..., :2] = smoothed(track.time_s, keypoints[..., :2])
    keypoints[..., 2] = np.where(missing, 0, keypoints[..., 2])
    landmarks = smoothed(track.time_s, filled(track.time_s, track.landmarks_m, missing))
    return replace(track, keypoints_px=keypoints.astype(np.float32), landmarks_m=landmarks.astype(np.float32))


def smoothed(time_s: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values (F, …) low-passed at CUT_OFF_HZ without lag; frames may be unevenly spaced in time."""
    step_s = float(np.median(np.diff(time_s)))
    even_s = np.linspace(time_s[0], time_s[-1], round((time_s[-1] - time_s[0]) / step_s) + 1)
    flat = values.reshape(len(values), -1)
    low = low_pass(_resampled(even_s, time_s, flat), CUT_OFF_HZ, 1 / step_s)
    return _resampled(time_s, even_s, low).reshape(values.shape)


def jumps(track: Track) -> np.ndarray:
    """Landmarks (F, 33) bool that leave their own path for an instant, by Hampel's identifier."""
    window = round(JUMP_WINDOW_S / float(np.median(np.diff(track.time_s)))) | 1
    in_image = _deviates(track.keypoints_px[..., :2], window, JUMP_MIN_HEIGHTS * track.height_px)
    return in_image | _deviates(track.landmarks_m, window, JUMP_MIN_M)


def swapped(track: Track) -> Track:
    """The track with left and right exchanged, for a back taken for a front or the reverse.

    Seen from afar, a body and its reflection in the image plane look the same: exchanging the names and
    the depth keeps the picture and makes a whole body again.
    """
    return _exchanged(track, _BODY, np.ones(len(track), bool))


def with_sides_repaired(track: Track) -> Track:
    """The track with left and right exchanged back where the network mixed them up for a while.

    First the whole body (a back taken for a front), then legs and arms alone. The frames exchanged are those
    that make the landmarks' paths shortest; which side is which in most of the clip is left as it is.
    """
    for seen_on, landmarks in ((_TRUNK, _BODY), (_LEGS, _LEGS), (_ARMS, _ARMS)):
        track = _exchanged(track, landmarks, _mixed_up(track, seen_on, landmarks))
    return track


def _exchanged(track: Track, landmarks: np.ndarray, frames: np.ndarray) -> Track:
    keypoints, world = track.keypoints_px.copy(), track.landmarks_m.copy()
    at = np.ix_(frames, landmarks)
    there = np.ix_(frames, MIRRORED_LANDMARK[landmarks])
    keypoints[at], world[at] = track.keypoints_px[there], track.landmarks_m[there]
    if landmarks is _BODY:
        world[frames, :, 2] *= -1
    return replace(track, keypoints_px=keypoints, landmarks_m=world)


def _mixed_up(track: Track, seen_on: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
    """Frames (F,) bool in which exchanging landmarks makes the paths of seen_on the shortest (Viterbi)."""
    seen = np.flatnonzero(track.present)
    exchanged = _exchanged(track, landmarks, np.ones(len(track), bool))
    as_is, other = (_places_m(one)[np.ix_(seen, seen_on)] for one in (track, exchanged))
    stays = np.linalg.norm(as_is[1:] - as_is[:-1], axis=-1).mean(axis=1)
    changes = np.linalg.norm(as_is[1:] - other[:-1], axis=-1).mean(axis=1) + SWITCH_M
    standing = cost = np.array([0, SWAPPED_FRAME_M])
    came_from = np.zeros((len(seen), 2), int)
    for frame, (stay, change) in enumerate(zip(stays, changes, strict=True), start=1):
        step = cost[:, None] + np.array([[stay, change], [change, stay]])
        came_from[frame] = step.argmin(axis=0)
        cost = step.min(axis=0) + standing
    state = int(cost.argmin())
    wrong = np.zeros(len(track), bool)
    for frame in range(len(seen) - 1, -1, -1):
        wrong[seen[frame]] = bool(state)
        state = came_from[frame, state]
    return wrong


def _places_m(track: Track) -> np.ndarray:
    """Landmarks (F, 33, 5): the three metric coordinates, and those in the image at about the same scale."""
    image_m = track.keypoints_px[..., :2] * (STATURE_M / track.height_px)
    return np.concatenate([track.landmarks_m, image_m], axis=-1)


def _deviates(points: np.ndarray, window: int, least: float) -> np.ndarray:
    middle = median_filter(points, size=(window, 1, 1), mode="nearest")
    away = np.linalg.norm(points - middle, axis=-1)
    usual = median_filter(away, size=(window, 1), mode="nearest") * _MAD_TO_SIGMA
    return away > np.maximum(JUMP_DEVIATIONS * usual, least)


def _resampled(to_s: np.ndarray, from_s: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.column_stack([np.interp(to_s, from_s, column) for column in values.T])
