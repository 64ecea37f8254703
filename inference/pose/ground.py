"""Ground: which way is up for the camera, and how high over the floor it stands."""

from dataclasses import dataclass

import numpy as np

from inference.motion.motion import View


@dataclass(frozen=True, eq=False)
class Ground:
    """Gravity and floor as one camera has them; None: not known.

    up (3,): unit vector against gravity in camera axes (x right, y down, z ahead); up_sigma_rad: 1 σ of its
    angle in any direction; camera_height_m: over the floor; height_sigma_m: 1 σ of it. 0: set by hand.
    """

    up: np.ndarray | None = None
    up_sigma_rad: float | None = None
    camera_height_m: float | None = None
    height_sigma_m: float | None = None

    @classmethod
    def from_camera(
        cls, tilt_rad: float | None = None, roll_rad: float = 0.0, height_m: float | None = None
    ) -> "Ground":
        """Set by hand: tilt_rad is how far the camera looks down, roll_rad how far it is turned clockwise
        about its line of sight, height_m how high it stands; None leaves it to be estimated."""
        up = None
        if tilt_rad is not None:
            across, along = np.sin(roll_rad), np.cos(roll_rad)
            up = -np.array([across * np.cos(tilt_rad), along * np.cos(tilt_rad), np.sin(tilt_rad)])
        return cls(up, None if up is None else 0.0, height_m, None if height_m is None else 0.0)

    @classmethod
    def of(cls, view: View) -> "Ground":
        """The ground under a motion that was seen in view."""
        up, shift = view.camera_from_world[:3, 1], view.camera_from_world[:3, 3]
        return cls(up, view.up_sigma_rad, float(-up @ shift), view.height_sigma_m)

    @property
    def angles_rad(self) -> tuple[float, float]:
        """Tilt and roll of the camera, as from_camera takes them; `up` must be known."""
        assert self.up is not None
        across, along, ahead = -self.up
        return float(np.arcsin(np.clip(ahead, -1, 1))), float(np.arctan2(across, along))


UNKNOWN = Ground()
