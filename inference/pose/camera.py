"""The static camera: its assumed lens."""

import numpy as np

# Phones film at 28 to 33 mm (35 mm equivalent, by the diagonal); the clip does not say which.
_FOCAL_LENGTH_MM = 30.0
_FILM_DIAGONAL_MM = 43.27


def assumed_camera_matrix(image_size: tuple[int, int]) -> np.ndarray:
    """Camera matrix (3, 3) of a typical phone for images of (width, height) px, centre in the middle."""
    width, height = image_size
    focal_px = np.hypot(width, height) * _FOCAL_LENGTH_MM / _FILM_DIAGONAL_MM
    return np.array([[focal_px, 0, width / 2], [0, focal_px, height / 2], [0, 0, 1]])


def rays_through(pixels: np.ndarray, camera_matrix: np.ndarray) -> np.ndarray:
    """x / z and y / z (..., 2) in the camera of pixels (..., 2)."""
    return (pixels - camera_matrix[:2, 2]) / camera_matrix[[0, 1], [0, 1]]
