"""Calibrated cameras, and the joints that several of them see at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np

# A sighting that misses the others' point by this much counts half, one twice as far a fifth.
ROBUST_PX = 15.0
SIGHT_SIGMA_PX = 5.0
_STEPS = 10
_NEAREST_M = 0.1
# Qualisys writes lengths of the picture in 64ths of a pixel, and others in mm.
_PER_PX, _PER_M = 64.0, 1000.0
# Its cameras look along −z with y up.
_Y_DOWN_FROM_Y_UP = np.diag([1.0, -1.0, -1.0])
# The room of the calibration has z up; ours y.
_Y_UP_FROM_Z_UP = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])


@dataclass(frozen=True, eq=False)
class CalibratedCamera:
    """matrix (3, 3); distortion (k1, k2, p1, p2); camera_from_world (4, 4) from m with y up."""

    matrix: np.ndarray
    distortion: np.ndarray
    camera_from_world: np.ndarray

    def rays(self, pixels: np.ndarray) -> np.ndarray:
        """x / z and y / z (..., 2) in the camera of pixels (..., 2), lens distortion removed."""
        flat = np.asarray(pixels, np.float64).reshape(-1, 1, 2)
        return cv2.undistortPoints(flat, self.matrix, self.distortion).reshape(pixels.shape)

    def see(self, points_in_world: np.ndarray) -> np.ndarray:
        """Points (..., 3) m in camera axes."""
        return points_in_world @ self.camera_from_world[:3, :3].T + self.camera_from_world[:3, 3]


def read_qualisys(path: Path) -> list[CalibratedCamera]:
    """The cameras of a Qualisys calibration file (.qca.txt), in its order."""
    return [_camera(element) for element in ElementTree.parse(path).iter("camera")]


def _camera(element: ElementTree.Element) -> CalibratedCamera:
    def numbers(tag: str, *names: str) -> np.ndarray:
        found = element.find(tag)
        assert found is not None, f"the calibration has no {tag}"
        return np.array([float(found.attrib[name]) for name in names])

    rotation = numbers("transform", *(f"r{row}{column}" for row in "123" for column in "123")).reshape(3, 3)
    turn = _Y_DOWN_FROM_Y_UP @ rotation @ _Y_UP_FROM_Z_UP.T
    position = _Y_UP_FROM_Z_UP @ numbers("transform", "x", "y", "z") / _PER_M
    camera_from_world = np.eye(4)
    camera_from_world[:3, :3], camera_from_world[:3, 3] = turn, -turn @ position
    lens = numbers("intrinsic", "focalLengthU", "focalLengthV", "centerPointU", "centerPointV") / _PER_PX
    matrix = np.array([[lens[0], 0, lens[2]], [0, lens[1], lens[3]], [0, 0, 1]])
    names = ("radialDistortion1", "radialDistortion2", "tangentalDistortion1", "tangentalDistortion2")
    return CalibratedCamera(matrix, numbers("intrinsic", *names), camera_from_world)


def triangulated(
    cameras: Sequence[CalibratedCamera], pixels: Sequence[np.ndarray], weights: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Points (..., 3) m in the world, and the 1 σ (...) m of each from sightings that err by SIGHT_SIGMA_PX.

    pixels (..., 2) and weights (...), 0..1, of each camera. Robust least squares of the distance in the
    pictures (reweighted, Cauchy): a camera that sees something else than the others hardly counts.
    """
    rays = np.stack([camera.rays(seen) for camera, seen in zip(cameras, pixels, strict=True)])
    known = np.stack(weights)
    shape = (len(cameras), *[1] * (known.ndim - 1))
    transforms = np.stack([camera.camera_from_world[:3] for camera in cameras])
    focal_px = np.array([camera.matrix[0, 0] for camera in cameras]).reshape(shape)
    # x − ray · z = 0 in the camera, and the same for y.
    rows = rays[..., None] * transforms[:, 2].reshape(*shape, 1, 4) - transforms[:, :2].reshape(*shape, 2, 4)
    left, right = rows[..., :3], -rows[..., 3]
    trust = known
    for _ in range(_STEPS):
        normal = np.einsum("c...,c...ri,c...rj->...ij", trust, left, left)
        slope = np.einsum("c...,c...ri,c...r->...i", trust, left, right)
        points = np.linalg.solve(normal, slope[..., None])[..., 0]
        seen = np.stack([camera.see(points) for camera in cameras])
        misses_px = np.linalg.norm(seen[..., :2] / seen[..., 2:] - rays, axis=-1) * focal_px
        per_px = focal_px / np.maximum(seen[..., 2], _NEAREST_M)
        # So that misses are weighed in pixels.
        trust = known * per_px**2 / (1 + (misses_px / ROBUST_PX) ** 2)
    variance = np.linalg.inv(normal).diagonal(axis1=-2, axis2=-1).sum(axis=-1)
    return points, SIGHT_SIGMA_PX * np.sqrt(variance)
