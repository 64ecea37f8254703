"""Synthetic cameras: where people put their phones, drawn at random."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from inference.motion.motion import View

DISTANCE_M, HEIGHT_M = (1.5, 8.0), (0.3, 2.5)
# Positive looks up. Most phones are held level or look at the person.
PITCH_DEG, ROLL_DEG = (-30.0, 20.0), (-8.0, 8.0)
AIM_SIGMA_DEG = 7.0
FOCAL_WIDTHS = (0.7, 2.0)
SIZES = ((640, 360), (360, 640), (480, 360))
# The person is in the picture, and large enough to be made out.
LEAST_INSIDE, LEAST_HEIGHT, NEAREST_M = 0.85, 0.3, 0.7
_TRIES = 200


@dataclass(frozen=True, eq=False)
class PinHole:
    """A static camera: image_size (width, height); focal_px; rotation (3, 3) and position (3,) in the world.

    rotation takes the world (y up) to the camera (x right, y down, z ahead).
    """

    image_size: tuple[int, int]
    focal_px: float
    rotation: np.ndarray
    position: np.ndarray

    @property
    def matrix(self) -> np.ndarray:
        """Camera matrix (3, 3), centre in the middle."""
        width, height = self.image_size
        return np.array([[self.focal_px, 0, width / 2], [0, self.focal_px, height / 2], [0, 0, 1]])

    def view(self) -> View:
        """The camera as a motion carries it."""
        camera_from_world = np.eye(4)
        camera_from_world[:3, :3] = self.rotation
        camera_from_world[:3, 3] = -self.rotation @ self.position
        return View(np.zeros((0, 33, 3)), np.zeros(0), self.image_size, self.matrix, camera_from_world)

    def see(self, points_in_world: np.ndarray) -> np.ndarray:
        """Points (..., 3) m of the world in camera axes."""
        return (points_in_world - self.position) @ self.rotation.T

    def project(self, points_in_camera: np.ndarray) -> np.ndarray:
        """Pixels (..., 2) of points (..., 3) m in camera axes."""
        depth = np.maximum(points_in_camera[..., 2:], 1e-3)
        return points_in_camera[..., :2] / depth * self.focal_px + np.array(self.image_size) / 2


def aimed(
    ground_m: np.ndarray,
    azimuth_rad: float,
    distance_m: float,
    height_m: float,
    pitch_rad: float,
    roll_rad: float,
    focal_widths: float,
    image_size: tuple[int, int],
) -> PinHole:
    """A camera around the point ground_m (2,), x and z, on the floor; azimuth 0 stands in direction +z.

    pitch_rad > 0 looks up; roll_rad > 0 turns the camera clockwise about its axis.
    """
    sine, cosine = np.sin(azimuth_rad), np.cos(azimuth_rad)
    position = np.array([ground_m[0] + distance_m * sine, height_m, ground_m[1] + distance_m * cosine])
    level = np.array([[cosine, 0, -sine], [0, -1, 0], [-sine, 0, -cosine]])
    tilt = Rotation.from_euler("xz", [-pitch_rad, -roll_rad]).as_matrix()
    return PinHole(image_size, focal_widths * image_size[0], tilt @ level, position)


def random_camera(joints_in_world: np.ndarray, chance: np.random.Generator) -> PinHole:
    """A camera that sees most of the person in joints (T, 22, 3) m; drawn again until it does."""
    ground = joints_in_world[:, 0, [0, 2]]
    middle = (ground.min(0) + ground.max(0)) / 2
    best, best_share = None, -1.0
    for _ in range(_TRIES):
        distance, height = chance.uniform(*DISTANCE_M), chance.uniform(*HEIGHT_M)
        at_person = np.degrees(np.arctan2(0.9 - height, distance))
        pitch = np.clip(at_person + chance.normal(0, AIM_SIGMA_DEG), *PITCH_DEG)
        camera = aimed(
            middle + chance.normal(0, 0.1 * distance, 2),
            chance.uniform(-np.pi, np.pi),
            distance,
            height,
            np.radians(pitch),
            np.radians(np.clip(chance.normal(0, 3), *ROLL_DEG)),
            chance.uniform(*FOCAL_WIDTHS),
            SIZES[chance.integers(len(SIZES))],
        )
        share = suits(camera, joints_in_world)
        if share > best_share:
            best, best_share = camera, share
        if share >= LEAST_INSIDE:
            break
    assert best is not None
    return best


def suits(camera: PinHole, joints_in_world: np.ndarray) -> float:
    """Share of the joints in the picture; 0 if the person is too small in it, or too near."""
    seen = camera.see(joints_in_world)
    if seen[..., 2].min() < NEAREST_M:
        return 0.0
    pixels = camera.project(seen)
    size = np.array(camera.image_size)
    tall = np.median(np.ptp(pixels, axis=1).max(-1))
    if tall < LEAST_HEIGHT * min(size):
        return 0.0
    return float(((pixels > 0) & (pixels < size)).all(-1).mean())
