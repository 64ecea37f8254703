"""What the lifting network makes of one person's landmarks, before the whole clip is taken into account."""

from dataclasses import dataclass

import numpy as np

LIFTER_FPS = 30.0


@dataclass(frozen=True, eq=False)
class Lifted:
    """T frames at LIFTER_FPS in camera axes (x right, y down, z ahead), metres, each with its 1 σ.

    poses_m, pose_sigma_m (T, 22, 3): joints from the pelvis; bones_m (21,) in BONES order;
    depth_m, depth_sigma (T,): of the pelvis along z, σ as a share of it;
    velocity_m_s, velocity_sigma_m_s (T, 3): of the pelvis;
    up (T, 3), up_sigma_rad (T,): unit vector against gravity;
    contact (T, 4): probability that left ankle, left foot, right ankle, right foot stand still on the floor.
    """

    poses_m: np.ndarray
    pose_sigma_m: np.ndarray
    bones_m: np.ndarray
    depth_m: np.ndarray
    depth_sigma: np.ndarray
    velocity_m_s: np.ndarray
    velocity_sigma_m_s: np.ndarray
    up: np.ndarray
    up_sigma_rad: np.ndarray
    contact: np.ndarray

    def __len__(self) -> int:
        return len(self.poses_m)

    @property
    def sigma_m(self) -> np.ndarray:
        """1 σ of each joint's place from the pelvis along any axis, (T, 22)."""
        return np.sqrt((self.pose_sigma_m**2).mean(axis=-1))
