"""A track as it would be had the clip been filmed plainly: at real speed, and not as in a mirror."""

from dataclasses import replace

from inference.pose.keypoints import MIRRORED_LANDMARK
from inference.pose.track import Track


def at_real_speed(track: Track, slowed: float) -> Track:
    """The track on the clock of the movement; slowed: seconds of the file to one second of the movement."""
    return replace(track, time_s=track.time_s / slowed)


def unmirrored(track: Track) -> Track:
    """The track of the pictures flipped from left to right, in which left and right are names' own again."""
    keypoints = track.keypoints_px[:, MIRRORED_LANDMARK].copy()
    keypoints[..., 0] = track.image_size[0] - keypoints[..., 0]
    landmarks = track.landmarks_m[:, MIRRORED_LANDMARK] * (-1, 1, 1)
    return replace(track, keypoints_px=keypoints, landmarks_m=landmarks.astype(track.landmarks_m.dtype))


def within(track: Track, start_s: float, end_s: float) -> Track:
    """The frames from start_s to end_s, both included; all of them if the person is in none of these."""
    used = (track.time_s >= start_s) & (track.time_s <= end_s)
    if not track.present[used].any():
        return track
    parts = {
        name: getattr(track, name)[used] for name in ("time_s", "keypoints_px", "landmarks_m", "present")
    }
    return replace(track, **parts)
