"""Joint measures: the angle at a joint between two others, and the distance of two, with what is known of σ.

Errors of joints count as independent along each axis and to first order; neighbouring joints share some of
theirs, so that σ is rather too large. An angle near 0° or 180° has no first order: its σ is then a bound.
"""

from typing import NamedTuple

import numpy as np

from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX


class Joints(NamedTuple):
    """A number at one moment and its 1 σ, None where nobody knows how surely the joints are placed."""

    value: float
    sigma: float | None


def distance_m(motion: Motion, joints: tuple[str, str], time_s: float) -> Joints:
    """Distance of two joints at clip time time_s, m."""
    (one, other), sigma = _placed(motion, joints, time_s)
    return Joints(
        float(np.linalg.norm(one - other)), None if sigma is None else float(np.hypot(sigma[0], sigma[1]))
    )


def angle_rad(motion: Motion, joints: tuple[str, str, str], time_s: float) -> Joints:
    """Angle 0..π at the second joint between the first and the third, at clip time time_s."""
    (first, corner, last), sigma = _placed(motion, joints, time_s)
    one, other = first - corner, last - corner
    long_one, long_other = (max(float(np.linalg.norm(arm)), 1e-6) for arm in (one, other))
    across = np.cross(one, other)
    angle = float(np.arctan2(np.linalg.norm(across), one @ other))
    if sigma is None:
        return Joints(angle, None)
    # The angle turns with each end over its arm's length, across the arm; with the corner by both together.
    toward_corner = np.sqrt(long_one**-2 + long_other**-2 - 2 * np.cos(angle) / (long_one * long_other))
    parts = sigma[0] / long_one, sigma[1] * toward_corner, sigma[2] / long_other
    return Joints(angle, float(np.linalg.norm(parts)))


def _placed(motion: Motion, joints: tuple[str, ...], time_s: float) -> tuple[np.ndarray, np.ndarray | None]:
    frame, columns = motion.frame_at(time_s), [JOINT_INDEX[name] for name in joints]
    places = motion.joints_in_world[frame, columns].astype(np.float64)
    return places, None if motion.sigma_m is None else motion.sigma_m[frame, columns].astype(np.float64)
