"""The diffusion network's tokens: two vectors each."""

import numpy as np

VECTORS_A_TOKEN = 2


def whole_tokens(values: np.ndarray) -> np.ndarray:
    """Values (B, T, ...) float32 with zeros behind, to a whole number of tokens."""
    more = [(0, 0), (0, -values.shape[1] % VECTORS_A_TOKEN)] + [(0, 0)] * (values.ndim - 2)
    return np.pad(values, more).astype(np.float32)
