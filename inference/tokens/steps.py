"""Steps: how many vectors of features a pair of codes stands for."""

import numpy as np


def whole_steps(values: np.ndarray, stride: int) -> np.ndarray:
    """Features (N, 263) as whole steps of `stride` vectors; the last vector is repeated where it must be."""
    return np.pad(values, ((0, -len(values) % stride), (0, 0)), mode="edge")
