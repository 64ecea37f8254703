"""Following: an edit of what moves goes with the movement, an edit of posture is the same all the time.

Who says “bend your knees 20° more” in a squat means the bottom of it, not upright standing; who says it to
somebody standing, or skiing, means all the time. So a channel is followed as far as it moves: the edit is in
proportion to how far the channel has departed from upright standing, or from the closest that it comes to
that. A channel that hardly moves (one tolerance) is posture, and so is one that swings to both sides of
upright, as a walker's hips do: there the edit is an offset of the whole. In between it is a bit of both.
"""

from collections.abc import Callable

import numpy as np

from inference.editing.wishes import bridged, smoothed
from inference.motion.channels import CHANNELS, quantity
from inference.motion.kinematics import Measured

# In tolerances: what moves less is posture, what moves more is movement.
STILL, MOVING = 1.0, 3.0
# Angles are 0 in upright standing, lengths are not.
_UPRIGHT: dict[str, Callable[[np.ndarray], float]] = {
    "pelvis_height": np.max,
    "foot_height": np.min,
    "wrist_height": np.min,
}
# Quantities that only bending brings out, and what bends; left and right of it where they have no side.
_BROUGHT_OUT_BY = {
    "knee_inward": "knee_flexion",
    "knees_over_ankles": "knee_flexion",
    "hip_rotation": "knee_flexion",
    "knee_asymmetry": "knee_flexion",
    "hip_asymmetry": "hip_flexion",
    "shoulder_asymmetry": "shoulder_elevation",
    "shoulder_plane": "shoulder_elevation",
}
# Where feet stand is no movement, and where a head is upright is everybody's own.
_ALWAYS = ("stance_width", "stance_length", "foot_turn_out", "neck_flexion", "neck_sideways")


def following(name: str, measured: Measured, present: np.ndarray, fps: float) -> np.ndarray:
    """How much of an edit of the channel `name` each moment gets, (T,) in 0..1, at most 1 where it is most.

    present (T,): 1 where the edit is wanted, fading to 0 elsewhere. Only the movement there counts.
    """
    if quantity(name) in _ALWAYS:
        return present
    shares = [_share(driver, measured[driver], present, fps) for driver in _drivers(name)]
    weights = present * np.mean(shares, axis=0)
    return weights / max(weights.max(), 1e-9)


def departure(name: str, values: np.ndarray, inside: np.ndarray, fps: float) -> np.ndarray:
    """How far a channel is from upright standing or the closest it comes to that `inside` (T,) bool, (T,)."""
    values = bridged(values)
    steady = smoothed(values, fps)[inside]
    upright = _UPRIGHT.get(quantity(name), lambda _: 0.0)(steady)
    return values - np.clip(upright, steady.min(), steady.max())


def _drivers(name: str) -> list[str]:
    """The channels whose movement the edit follows."""
    driver = _BROUGHT_OUT_BY.get(quantity(name))
    if driver is None:
        return [name]
    own = name.removesuffix(quantity(name))
    return [own + driver] if own else [f"left_{driver}", f"right_{driver}"]


def _share(name: str, values: np.ndarray, present: np.ndarray, fps: float) -> np.ndarray:
    inside = present > 0.5
    far = smoothed(departure(name, values, inside, fps), fps)
    forth, back = max(far[inside].max(), 0.0), max(-far[inside].min(), 0.0)
    reach = max(forth, back)
    moves = np.clip((reach / CHANNELS[name].tolerance - STILL) / (MOVING - STILL), 0, 1)
    if quantity(name) == "foot_height":
        # A foot that steps is lifted higher while it is in the air, and stands as before.
        moves = np.ceil(moves)
    one_way = 1 - min(forth, back) / max(reach, 1e-9)
    return 1 - moves * one_way * (1 - np.clip(np.abs(far) / max(reach, 1e-9), 0, 1))
