"""What the lifting network is told of each frame: landmarks in the picture, freed of place and size.

The network sees the person as if the camera looked straight at them: its outputs are in the axes of the ray
through the middle of the hips (x right, y down, z along the ray). `ray_turns` leads from there to the camera.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from inference.pose.landmark_model import SEEN

_HIPS = [SEEN["left_hip"], SEEN["right_hip"]]
_LEAST_SIZE = 0.02
# 19 landmarks: place, visibility, BlazePose's own 3-D; and of the whole: place, size, how both change.
POINTS = len(SEEN)
FEATURES = POINTS * (2 + 1 + 3) + 1 + 3 + 3


@dataclass(frozen=True, eq=False)
class LifterInput:
    """features (..., T, FEATURES) float32; middle (..., T, 2): ray x/z, y/z; size (..., T): extent."""

    features: np.ndarray
    middle: np.ndarray
    size: np.ndarray


def lifter_input(
    rays: np.ndarray,
    visibility: np.ndarray,
    landmarks_m: np.ndarray | None,
    before: LifterInput | None = None,
) -> LifterInput:
    """The network's input from rays (..., T, 19, 2), visibility (..., T, 19) and landmarks_m (..., T, 19, 3).

    landmarks_m: BlazePose's own 3-D, or None to do without; before: input of the frame before, in a stream.
    """
    middle = rays[..., _HIPS, :].mean(axis=-2)
    extent = np.ptp(rays, axis=-2)
    size = np.maximum(np.hypot(extent[..., 0], extent[..., 1]), _LEAST_SIZE)
    places = (rays - middle[..., None, :]) / size[..., None, None]
    last_middle = middle[..., :1, :] if before is None else before.middle[..., -1:, :]
    last_size = size[..., :1] if before is None else before.size[..., -1:]
    moved = np.diff(middle, axis=-2, prepend=last_middle) / size[..., None]
    grown = np.diff(np.log(size), axis=-1, prepend=np.log(last_size))
    shape = size.shape
    has_depth = np.full((*shape, 1), 0.0 if landmarks_m is None else 1.0)
    depth = np.zeros((*shape, POINTS, 3)) if landmarks_m is None else landmarks_m
    whole = [middle, np.log(size)[..., None], 10 * moved, 10 * grown[..., None], has_depth]
    parts = [4 * places.reshape(*shape, -1), visibility, 2 * depth.reshape(*shape, -1), *whole]
    return LifterInput(np.concatenate(parts, axis=-1).astype(np.float32), middle, size)


def ray_turns(middle: np.ndarray) -> np.ndarray:
    """Rotations (..., 3, 3) from the axes of the rays x/z, y/z (..., 2) to those of the camera."""
    rays = np.concatenate([middle, np.ones((*middle.shape[:-1], 1))], axis=-1).reshape(-1, 3)
    axis = np.cross([0.0, 0.0, 1.0], rays)
    sine = np.linalg.norm(axis, axis=-1, keepdims=True)
    turns = Rotation.from_rotvec(axis / np.maximum(sine, 1e-9) * np.arctan2(sine, rays[:, 2:]))
    return turns.as_matrix().reshape(*middle.shape[:-1], 3, 3)
