"""Salience: how much a deed is worth mentioning. Sizes of deeds are those of events."""

import math

from inference.language.deeds import Deed

MENTIONED = 1.0
_WEIGHTS = {
    "jumping_jack": 4.0, "jump": 3.0, "hop": 3.0, "lunge": 2.5, "lunge_to_floor": 2.5, "side_lunge": 2.5,
    "bend_over": 2.5, "bend_down": 2.5, "crouch_down": 2.0, "lunge_down": 2.0, "sit_down": 3.0,
    "kneel_down": 3.0, "lie_down": 3.0, "get_up": 2.6, "kick": 3.0, "throw": 3.0, "punch": 2.6,
    "reach": 1.2, "wave": 2.5, "clap": 2.5, "lower": 1.05, "hold": 1.1, "swing": 1.0, "bend": 0.7,
    "stretch": 0.7, "rotate": 1.6, "lift_knee": 2.0, "lift_leg": 2.4, "lift_heel": 1.1,
    "bow_head": 0.5, "tilt_head": 0.5, "be_leaning": 0.9,
}  # fmt: skip
# Deeds of so much weigh 1.
_SIZES = {"turn": 25.0, "squat": 0.12, "lean": 26.0, "twist": 32.0}
_MOST = 3.2
_SHORT_S = 0.7
_SMALL_RAISE, _FULL_RAISE = 0.8, 2.2
_LIFTED_LOW = 0.22


def salience(deed: Deed) -> float:
    """From 0; what reaches MENTIONED is worth a clause."""
    if deed.kind in ("walk", "run"):
        weight = 3.0 if deed.duration_s > _SHORT_S else 1.5
    elif deed.kind in _SIZES:
        weight = min(deed.size / _SIZES[deed.kind], _MOST)
    elif deed.kind == "raise":
        weight = _FULL_RAISE if deed.level > -0.3 else _SMALL_RAISE
    else:
        weight = _WEIGHTS.get(deed.kind, 0.0)
    if deed.kind in ("lift_knee", "lift_leg") and deed.size < _LIFTED_LOW:
        weight *= 0.5
    return weight * (1 + 0.4 * math.log(deed.times)) * (1.0 if deed.part != "both_arms" else 1.15)
