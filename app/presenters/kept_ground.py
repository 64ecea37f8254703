"""Kept ground: gravity and floor as the user set them, as session.json has them."""

from math import isfinite, radians
from typing import Any

from inference.pose.ground import UNKNOWN, Ground

TILT_RAD, ROLL_RAD, HEIGHT_M = "tilt_rad", "roll_rad", "height_m"
# What can be believed of a camera.
MOST = {TILT_RAD: radians(89), ROLL_RAD: radians(180), HEIGHT_M: 20.0}


def kept_ground(ground: Ground) -> dict[str, float]:
    """What was set by hand, as plain JSON."""
    said = {}
    if ground.up is not None:
        said[TILT_RAD], said[ROLL_RAD] = ground.angles_rad
    if ground.camera_height_m is not None:
        said[HEIGHT_M] = ground.camera_height_m
    return said


def restored_ground(said: Any) -> Ground:
    """The ground that was kept; what cannot be believed is estimated again."""
    if not isinstance(said, dict):
        return UNKNOWN
    tilt_rad, roll_rad, height_m = (_believed(said, name) for name in MOST)
    if height_m is not None and height_m < 0:
        height_m = None
    return Ground.from_camera(tilt_rad, roll_rad or 0.0, height_m)


def _believed(said: dict[str, Any], name: str) -> float | None:
    value = said.get(name)
    if not isinstance(value, int | float) or not isfinite(value) or abs(value) > MOST[name]:
        return None
    return float(value)
