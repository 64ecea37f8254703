"""What a body cannot do or does not do, measured in motions that were edited or made."""

import numpy as np

from inference.editing.joint_limits import LIMITS
from inference.motion.kinematics import Measured
from inference.motion.motion import Motion
from inference.motion.skeleton import CONTACT_JOINTS

_BEYOND_RAD = np.radians(3)


def slide_mm(motion: Motion) -> float:
    """How far standing feet slide in a twentieth of a second, mean."""
    stands = motion.contacts[1:] & motion.contacts[:-1]
    steps = np.diff(motion.joints_in_world[:, CONTACT_JOINTS][..., [0, 2]], axis=0)
    slid = np.linalg.norm(steps, axis=-1)[stands]
    return float(1000 * slid.mean() * motion.fps / 20) if slid.size else 0.0


def jerk(motion: Motion) -> float:
    """Mean third difference of the joints' places, m."""
    return float(np.linalg.norm(np.diff(motion.joints_in_world, 3, axis=0), axis=-1).mean())


def beyond_limits(measured: Measured) -> float:
    """Share of the known values that are outside the limits of their joints."""
    out = [
        (measured[name] < low - _BEYOND_RAD) | (measured[name] > high + _BEYOND_RAD)
        for name, (low, high) in LIMITS.items()
    ]
    return float(np.mean(out))
