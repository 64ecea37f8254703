"""Reach: how much higher the hips can go over the feet that stand, until a leg is straight."""

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, minimum_filter1d

from inference.motion.motion import Motion

# A leg that is bent less than this counts as straight: near it a little height takes a lot of bending.
STRAIGHT_RAD = np.radians(8)
# What a leg allows so soon before or after counts, too: hips do not rise and fall at once.
SOON_S = 0.06
# Between two steps so short hips do not rise and fall again.
STEPS_S = 0.25
# So far at most the hips go aside over the feet to be higher, as out of a side lunge.
ASIDE_M = 0.1
_DIRECTIONS = 8
# More than anybody asks for: where no heel stands, legs set no limit.
_FREE_M = 1.0
_HEELS = {"left": 0, "right": 2}


def room_m(motion: Motion) -> np.ndarray:
    """How much higher the hips can be at each moment, (T,) m, changing smoothly."""
    around = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    circle = np.stack([np.cos(around), np.zeros(_DIRECTIONS), np.sin(around)], axis=-1)
    aside_m = np.concatenate([np.zeros((1, 3)), ASIDE_M / 2 * circle, ASIDE_M * circle])
    stands = maximum_filter1d(motion.contacts, 2 * round(STEPS_S * motion.fps) + 1, axis=0)
    rooms = [
        np.where(stands[:, heel], _of_leg(motion, side, aside_m), _FREE_M) for side, heel in _HEELS.items()
    ]
    highest = np.min(rooms, axis=0).max(axis=0)
    spread = SOON_S * motion.fps
    lowest = minimum_filter1d(np.maximum(highest, 0), 2 * round(spread) + 1)
    return gaussian_filter1d(lowest, spread, mode="nearest")


def _of_leg(motion: Motion, side: str, aside_m: np.ndarray) -> np.ndarray:
    """By how much (S, T) m the hip can rise over its ankle once it has gone aside, (S, 3) m."""
    hip, knee, ankle = (
        motion.joint(f"{side}_{name}").astype(np.float64) for name in ("hip", "knee", "ankle")
    )
    thigh_m, shank_m = np.linalg.norm(hip - knee, axis=1), np.linalg.norm(knee - ankle, axis=1)
    straight_m2 = thigh_m**2 + shank_m**2 + 2 * thigh_m * shank_m * np.cos(STRAIGHT_RAD)
    over = hip - ankle + aside_m[:, None]
    level_m2 = over[..., 0] ** 2 + over[..., 2] ** 2
    return np.sqrt(np.maximum(straight_m2 - level_m2, 0)) - over[..., 1]
