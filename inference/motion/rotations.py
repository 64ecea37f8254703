"""Rotations that no single scipy call gives: about the vertical, shortest, and best fitting ones."""

import numpy as np
from scipy.spatial.transform import Rotation


def shortest_rotation(start: np.ndarray, end: np.ndarray) -> Rotation:
    """The twist-free rotations that turn vectors start (T, 3) to the directions of end (T, 3).

    Where a vector is zero nothing turns; opposite vectors turn half round, about any axis across them.
    """
    start, end = (v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-12) for v in (start, end))
    real = 1 + np.sum(start * end, axis=-1, keepdims=True)
    axis = np.cross(start, end)
    opposite = real[:, 0] < 1e-12
    if opposite.any():
        least = np.eye(3)[np.abs(start[opposite]).argmin(axis=-1)]
        axis[opposite], real[opposite] = np.cross(start[opposite], least), 0
    return Rotation.from_quat(np.concatenate([axis, real], axis=-1))


def best_rotation(start: np.ndarray, end: np.ndarray) -> Rotation:
    """The rotations that bring points start (N, 3) closest to end (T, N, 3) (Kabsch 1976)."""
    left, _, right = np.linalg.svd(np.einsum("tni,nj->tij", end, start))
    right[:, 2] *= np.linalg.det(left @ right)[:, None]
    return Rotation.from_matrix(left @ right)


def turn(points_in_world: np.ndarray, yaw_rad: np.ndarray | float) -> np.ndarray:
    """Points (..., 3) turned about the vertical so that a heading grows by yaw_rad (broadcast over ...)."""
    x, y, z = np.moveaxis(points_in_world, -1, 0)
    cos, sin = np.cos(yaw_rad), np.sin(yaw_rad)
    return np.stack([x * cos + z * sin, y + 0 * cos, z * cos - x * sin], axis=-1)
