"""Vantage: the side from which a camera saw the person. Clips seen from one side share most of their errors.

Measured by `python -m training.evaluation uncertainty` on films of people on whom nothing was trained: the
error of the difference of two films, over √2 and the channels' video_sigma, by the angle between the cameras
as the person sees them: 0–10° 0.8, 10–45° 1.0, 45–75° 1.0–1.1, 75–100° 1.0–1.3, beyond 0.6–1.2 (few films). A
single film misses the truth itself by 1.4 video_sigma.
"""

import numpy as np

from inference.motion.motion import Motion
from inference.motion.retarget import heading_rad
from inference.motion.skeleton import JOINT_INDEX

# Share of video_sigma in each of two films' errors, by the angle between their cameras.
APART_DEG, SHARE = (5, 30, 90, 180), (0.8, 1.0, 1.2, 1.2)
# Against a motion that no camera made, the whole error of the film counts.
WHOLE = 1.4


def azimuth_rad(motion: Motion) -> float | None:
    """Where the camera stands as the person sees it: 0 ahead, positive to the left; None without a camera."""
    if motion.view is None:
        return None
    camera_from_world = motion.view.camera_from_world
    position = -camera_from_world[:3, :3].T @ camera_from_world[:3, 3]
    x, _, z = (position - motion.joints_in_world[:, JOINT_INDEX["pelvis"]]).T
    seen = np.arctan2(x, z) - heading_rad(motion.joints_in_world)
    return float(np.angle(np.exp(1j * seen).mean()))


def apart_rad(trainee: Motion, coach: Motion, *, mirrored: bool) -> float | None:
    """Angle 0..π between the sides from which two clips were filmed; None unless both were.

    mirrored: the coach is compared as in a mirror, where the camera stands on the other side.
    """
    own, other = azimuth_rad(trainee), azimuth_rad(coach)
    if own is None or other is None:
        return None
    return float(abs(np.angle(np.exp(1j * (own - (-other if mirrored else other))))))


def error_share(apart: float | None) -> float:
    """Share of video_sigma that counts in a clip compared with one filmed `apart` rad away (None: a file)."""
    return WHOLE if apart is None else float(np.interp(np.degrees(apart), APART_DEG, SHARE))
