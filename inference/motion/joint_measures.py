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
    return distance(*_placed(motion, joints, time_s))


def angle_rad(motion: Motion, joints: tuple[str, str, str], time_s: float) -> Joints:
    """Angle 0..π at the second joint between the first and the third, at clip time time_s."""
    return angle(*_placed(motion, joints, time_s))


def distance(places: np.ndarray, sigma: np.ndarray | None) -> Joints:
    """Distance of two places (2, D); sigma (2,): 1 σ of each along an axis, in the same unit."""
    apart = float(np.linalg.norm(places[0] - places[1]))
    return Joints(apart, None if sigma is None else float(np.linalg.norm(sigma)))


def angle(places: np.ndarray, sigma: np.ndarray | None) -> Joints:
    """Angle 0..π at the second of three places (3, D), rad; sigma (3,): 1 σ of each along an axis."""
    one, other = places[0] - places[1], places[2] - places[1]
    long_one, long_other = (max(float(np.linalg.norm(arm)), 1e-6) for arm in (one, other))
    # Twice the half angle of the rhombus that both directions span: accurate near 0 and π.
    sum_of, difference = one / long_one + other / long_other, one / long_one - other / long_other
    found = 2 * float(np.arctan2(np.linalg.norm(difference), np.linalg.norm(sum_of)))
    if sigma is None:
        return Joints(found, None)
    # The angle turns with each end over its arm's length, across the arm; with the corner by both together.
    by_corner = np.sqrt(long_one**-2 + long_other**-2 - 2 * np.cos(found) / (long_one * long_other))
    parts = sigma[0] / long_one, sigma[1] * by_corner, sigma[2] / long_other
    return Joints(found, float(np.linalg.norm(parts)))


def _placed(motion: Motion, joints: tuple[str, ...], time_s: float) -> tuple[np.ndarray, np.ndarray | None]:
    frame, columns = motion.frame_at(time_s), [JOINT_INDEX[name] for name in joints]
    places = motion.joints_in_world[frame, columns].astype(np.float64)
    return places, None if motion.sigma_m is None else motion.sigma_m[frame, columns].astype(np.float64)
