"""Gauss-Newton over a whole clip: every frame has its joints, a few unknowns are shared by all frames."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_solve_banded, cholesky_banded
from scipy.sparse import coo_array, csr_array

from inference.motion.skeleton import JOINTS

FRAME = 3 * len(JOINTS)
# A row may tie a frame to the two after it.
_BAND = 3 * FRAME - 1


@dataclass(frozen=True, eq=False)
class Rows:
    """Misses (m,) in units of their σ, and their slopes (m, k) along the unknowns in columns (m, k).

    Unknowns: x, y, z of the 22 joints of frame 0, of frame 1, …, then the shared ones. A row may tie up to
    three frames in a row.
    """

    columns: np.ndarray
    slopes: np.ndarray
    misses: np.ndarray

    def weighted(self, weight: np.ndarray) -> "Rows":
        """Every row counted weight (m,) times."""
        root = np.sqrt(weight)
        return Rows(self.columns, self.slopes * root[:, None], self.misses * root)


@dataclass(frozen=True, eq=False)
class Solution:
    """The step that makes the misses least, and how sure the shared unknowns are after it.

    joints (T, 22, 3); shared (G,) with its covariance (G, G).
    """

    joints: np.ndarray
    shared: np.ndarray
    shared_covariance: np.ndarray


def solve(rows: list[Rows], frames: int, shared: int) -> Solution:
    """The least-squares step of all rows over `frames` poses and `shared` further unknowns."""
    own = FRAME * frames
    slopes = _matrix(rows, own + shared)
    misses = np.concatenate([part.misses for part in rows])
    normal = coo_array(slopes.T @ slopes)
    band = np.zeros((_BAND + 1, own), order="F")
    inside = (normal.col <= normal.row) & (normal.row < own)
    band[normal.row[inside] - normal.col[inside], normal.col[inside]] = normal.data[inside]
    crossing = np.zeros((own + shared, shared))
    aside = normal.col >= own
    crossing[normal.row[aside], normal.col[aside] - own] = normal.data[aside]
    slope = slopes.T @ misses
    factor = cholesky_banded(band, overwrite_ab=True, lower=True, check_finite=False)
    right = np.concatenate([slope[:own, None], crossing[:own]], axis=1)
    solved = cho_solve_banded((factor, True), right, overwrite_b=True, check_finite=False)
    pull = solved[:, 1:]
    covariance = np.linalg.inv(crossing[own:] - crossing[:own].T @ pull)
    step = -covariance @ (slope[own:] - crossing[:own].T @ solved[:, 0])
    joints = -solved[:, 0] - pull @ step
    return Solution(joints.reshape(frames, -1, 3), step, covariance)


def _matrix(rows: list[Rows], unknowns: int) -> csr_array:
    width = np.concatenate([np.full(len(part.misses), part.columns.shape[1]) for part in rows])
    starts = np.concatenate([[0], np.cumsum(width)])
    columns = np.concatenate([part.columns.ravel() for part in rows])
    slopes = np.concatenate([part.slopes.ravel() for part in rows])
    return csr_array((slopes, columns, starts), shape=(len(width), unknowns))
