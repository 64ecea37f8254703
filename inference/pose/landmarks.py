"""BlazePose landmarks of one person in a rotated square of the image.

Source: Bazarevsky et al., BlazePose, 2020, and the graph files of MediaPipe Pose 0.5 (region, crop and
heatmap refinement constants).
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from inference import models
from inference.pose.keypoints import LANDMARKS

Quality = Literal["heavy", "full"]
INPUT_PX = 256
# The network's own extra landmarks: middle of the hips, and a point on the circle around the whole body.
CENTRE, RIM = 33, 34
REGION_MARGIN = 1.25
HEATMAP_RADIUS = 3
HEATMAP_MIN_PROBABILITY = 0.5
PRESENT_SCORE = 0.5
_OUTPUTS = ["Identity", "Identity_1", "Identity_3", "Identity_4"]


@dataclass(frozen=True)
class Region:
    """A square of the image, side size_px, turned by angle_rad (clockwise on screen) about its centre."""

    x_px: float
    y_px: float
    size_px: float
    angle_rad: float

    @classmethod
    def around(cls, centre_px: np.ndarray, rim_px: np.ndarray) -> "Region":
        """Square around a body from the middle of its hips and a point above it on the circle around it."""
        across, up = rim_px[0] - centre_px[0], centre_px[1] - rim_px[1]
        size_px = 2 * REGION_MARGIN * np.hypot(across, up)
        return cls(float(centre_px[0]), float(centre_px[1]), float(size_px), float(np.arctan2(across, up)))

    def image_from_crop(self, crop_px: int = INPUT_PX) -> np.ndarray:
        """Affine map (2, 3) from pixels of the upright crop to pixels of the image."""
        scale = self.size_px / crop_px
        cos, sin = scale * np.cos(self.angle_rad), scale * np.sin(self.angle_rad)
        turn = np.array([[cos, -sin], [sin, cos]])
        origin = np.array([self.x_px, self.y_px]) - turn @ np.full(2, crop_px / 2)
        return np.column_stack([turn, origin])


@dataclass(frozen=True, eq=False)
class Landmarks:
    """One person in one frame.

    keypoints_px (33, 3): x, y in the image and visibility 0..1, which is 0 outside the image;
    landmarks_m (33, 3): hip-centred, axes of the camera: x right, y down, z away from it;
    score: probability that a person is there; region: where to look for them in the next frame.
    """

    keypoints_px: np.ndarray
    landmarks_m: np.ndarray
    score: float
    region: Region


class LandmarkNet:
    """BlazePose's landmark network, heavy (accurate) or full (fast)."""

    def __init__(self, quality: Quality, threads: int = 2) -> None:
        self._session = models.load(f"blazepose_{quality}", threads)

    def __call__(self, rgb: np.ndarray, region: Region) -> Landmarks | None:
        """Landmarks of the person in the region of an image (H, W, 3); None if nobody is there."""
        image_from_crop = region.image_from_crop()
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        crop = cv2.warpAffine(rgb, image_from_crop, (INPUT_PX, INPUT_PX), flags=flags)
        feed = {"input_1": crop[None].astype(np.float32) / 255}
        points, score, heatmaps, world = self._session.run(_OUTPUTS, feed)
        if score.item() < PRESENT_SCORE:
            return None
        points, world = points.reshape(-1, 5), world.reshape(-1, 3)
        crop_px = refined(points[:, :2], heatmaps[0])
        image_px = crop_px @ image_from_crop[:, :2].T + image_from_crop[:, 2]
        body = slice(len(LANDMARKS))
        height, width = rgb.shape[:2]
        inside = ((image_px >= 0) & (image_px < (width, height))).all(axis=1)
        visibility = np.where(inside, _sigmoid(points[:, 3]), 0)
        return Landmarks(
            keypoints_px=np.column_stack([image_px, visibility])[body],
            landmarks_m=_turned(world[body], region.angle_rad),
            score=score.item(),
            region=Region.around(image_px[CENTRE], image_px[RIM]),
        )


def refined(points_px: np.ndarray, heatmaps: np.ndarray) -> np.ndarray:
    """Points (K, 2) of the crop moved to the centre of mass of their heatmap (h, w, K) nearby.

    A point whose heatmap is nowhere probable around it, or that lies outside the crop, stays where it is.
    """
    size = heatmaps.shape[0]
    cell = np.floor(points_px * (size / INPUT_PX)).astype(int)
    inside = ((cell >= 0) & (cell < size)).all(axis=1)
    near = np.arange(-HEATMAP_RADIUS, HEATMAP_RADIUS + 1)
    columns, rows = (np.clip(cell[:, axis, None], 0, size - 1) + near for axis in (0, 1))
    valid = _within(rows, size)[:, :, None] & _within(columns, size)[:, None, :]
    index = np.arange(len(points_px))[:, None, None]
    window = heatmaps[
        np.clip(rows, 0, size - 1)[:, :, None], np.clip(columns, 0, size - 1)[:, None, :], index
    ]
    probability = np.where(valid, _sigmoid(window), 0)
    mass = np.maximum(probability.sum(axis=(1, 2)), 1e-9)
    x = (probability.sum(axis=1) * columns).sum(axis=1) / mass
    y = (probability.sum(axis=2) * rows).sum(axis=1) / mass
    moves = inside & (probability.max(axis=(1, 2)) >= HEATMAP_MIN_PROBABILITY)
    return np.where(moves[:, None], np.column_stack([x, y]) * (INPUT_PX / size), points_px)


def _within(index: np.ndarray, size: int) -> np.ndarray:
    return (index >= 0) & (index < size)


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(logits, -80, 80)))


def _turned(world_m: np.ndarray, angle_rad: float) -> np.ndarray:
    """Landmarks of the upright crop turned back into the axes of the camera."""
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    return world_m @ np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
