"""Which way the network saw up, over a whole clip."""

import numpy as np

from inference.pose.lifted import Lifted

# Frames whose up is farther than this many σ from the others' count less and less.
_ROBUST = 2.0
_STEPS = 5


def seen_up(lifted: Lifted) -> tuple[np.ndarray, float]:
    """Up (3,) as the frames agree on it, robustly, and 1 σ of its angle in any direction, rad.

    The network errs alike in all frames of a clip, so their mean is no surer than each of them.
    """
    trust = 1 / lifted.up_sigma_rad**2
    for _ in range(_STEPS):
        up = trust @ lifted.up
        up /= np.linalg.norm(up)
        away = np.linalg.norm(lifted.up - up, axis=1) / lifted.up_sigma_rad
        trust = 1 / lifted.up_sigma_rad**2 / (1 + (away / _ROBUST) ** 2)
    return up, float(trust @ lifted.up_sigma_rad / trust.sum())
