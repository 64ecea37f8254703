"""Picking: which joint of whom lies where the user points on the 3-D view."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np

from app.viewport.camera import Camera
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINTS

REACH_PX = 18.0
Name = TypeVar("Name")


def nearest_joint(
    camera: Camera, motions: Mapping[Name, Motion], time_s: float, at_px: tuple[float, float]
) -> tuple[Name, str] | None:
    """The motion's name and the joint closest to a pixel of the camera's picture; None: nothing in reach."""
    reached: tuple[float, tuple[Name, str]] | None = None
    for name, motion in motions.items():
        points_px = camera.project(motion.joints_in_world[motion.frame_at(time_s)])
        away_px = np.linalg.norm(points_px - at_px, axis=-1)
        nearest = int(away_px.argmin())
        away = float(away_px[nearest])
        if away <= REACH_PX and (reached is None or away < reached[0]):
            reached = away, (name, JOINTS[nearest])
    return reached[1] if reached else None
