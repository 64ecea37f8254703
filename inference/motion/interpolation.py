"""Linear interpolation over time: rows between rows, and gaps."""

import numpy as np


def rows_between(values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Values (T, …) at fractional rows `at` (N,) in 0..T − 1, (N, …)."""
    low = at.astype(int)
    blend = (at - low).reshape(-1, *[1] * (values.ndim - 1)).astype(np.result_type(values.dtype, np.float32))
    return values[low] * (1 - blend) + values[np.minimum(low + 1, len(values) - 1)] * blend


def filled(time_s: np.ndarray, values: np.ndarray, missing: np.ndarray) -> np.ndarray:
    """Paths (T, K, D) at time_s (T,) with what is missing (T, K) interpolated, and held at the ends.

    A path that is missing throughout stays as it is.
    """
    result = np.array(values, float)
    for path in np.flatnonzero(missing.any(axis=0) & ~missing.all(axis=0)):
        gap = missing[:, path]
        for axis in range(values.shape[2]):
            known = values[~gap, path, axis]
            result[gap, path, axis] = np.interp(time_s[gap], time_s[~gap], known)
    return result
