"""Motions spoiled as generators spoil them: joints that tremble or drift, a root that slides."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

# 1 σ of each coordinate, in metres, and over how many vectors an error lasts (σ of a Gaussian).
SIZE_M = (0.02, 0.1)
LASTS = (0.0, 10.0)
# Of a joint's error, so much is the root's a step.
ROOT_SHARE = 0.2
_ROOT, _REST = slice(1, 3), slice(3, None)


def spoiled(values: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Features (T, 67) with an error in each; its size and how long it lasts are drawn for the motion."""
    noise = chance.standard_normal(values.shape, np.float32)
    noise = gaussian_filter1d(noise, chance.uniform(*LASTS), axis=0, mode="wrap")
    noise *= np.exp(chance.uniform(*np.log(SIZE_M))) / np.maximum(noise.std(), 1e-6)
    result = values.copy()
    result[:, _ROOT] += ROOT_SHARE * noise[:, _ROOT]
    result[:, _REST] += noise[:, _REST]
    return result
