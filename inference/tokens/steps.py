"""Steps: how many vectors of features a pair of codes stands for, and how many pairs there can be."""

import numpy as np

STRIDE = 4
# In each of the two codebooks.
CODES = 512
CODES_A_STEP = 2


def whole_steps(values: np.ndarray, stride: int = STRIDE) -> np.ndarray:
    """Features (N, 263) as whole steps of `stride` vectors; the last vector is repeated where it must be."""
    return np.pad(values, ((0, -len(values) % stride), (0, 0)), mode="edge")
