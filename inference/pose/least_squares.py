"""Gauss-Newton over a whole clip: every frame has its joints, a few unknowns are shared by all frames."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_solve_banded, cholesky_banded, solve_triangular
from scipy.sparse import coo_array, csr_array

from inference.motion.skeleton import JOINTS

FRAME = 3 * len(JOINTS)
# A row may tie a frame to the two after it.
_BAND = 3 * FRAME - 1
# Pairs of frames are tied to no pair but the next.
_PAIR = 2 * FRAME


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
    """The step that makes the misses least, and how sure the unknowns are after it.

    joints (T, 22, 3); shared (G,) with its covariance (G, G).
    """

    joints: np.ndarray
    shared: np.ndarray
    shared_covariance: np.ndarray
    _factor: np.ndarray
    _pull: np.ndarray

    def joint_sigma(self) -> np.ndarray:
        """1 σ of every joint relative to the pelvis, (T, 22): the mean over three axes."""
        frames = len(self.joints)
        shared = np.linalg.cholesky(self.shared_covariance)
        variance = np.empty((frames, len(JOINTS)))
        following = np.zeros((_PAIR, _PAIR))
        for first in range(FRAME * frames - _PAIR, -_PAIR, -_PAIR):
            here = np.arange(max(first, 0), first + _PAIR)
            inverse = solve_triangular(_lower(self._factor, here, here), np.eye(len(here)), lower=True)
            after = np.arange(first + _PAIR, first + 2 * _PAIR)
            tie = _lower(self._factor, after, here) @ inverse
            following = inverse.T @ inverse + tie.T @ following @ tie
            held = self._pull[here] @ shared
            covariance = following + held @ held.T
            for start in range(0, len(here), FRAME):
                within = slice(start, start + FRAME)
                variance[here[start] // FRAME] = _variance_from_first(covariance[within, within])
        return np.sqrt(variance / 3)


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
    return Solution(joints.reshape(frames, -1, 3), step, covariance, factor, pull)


def _matrix(rows: list[Rows], unknowns: int) -> csr_array:
    width = np.concatenate([np.full(len(part.misses), part.columns.shape[1]) for part in rows])
    starts = np.concatenate([[0], np.cumsum(width)])
    columns = np.concatenate([part.columns.ravel() for part in rows])
    slopes = np.concatenate([part.slopes.ravel() for part in rows])
    return csr_array((slopes, columns, starts), shape=(len(width), unknowns))


def _lower(band: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Part of a lower triangular matrix kept as a band; zero beyond its last row."""
    below = rows[:, None] - columns
    inside = (below >= 0) & (below <= _BAND) & (rows[:, None] < band.shape[1])
    return np.where(inside, band[np.clip(below, 0, _BAND), columns], 0.0)


def _variance_from_first(covariance: np.ndarray) -> np.ndarray:
    """Variance (22,) of each point's place relative to the first, summed over axes; covariance (66, 66)."""
    blocks = covariance.reshape(len(JOINTS), 3, len(JOINTS), 3)
    between = np.einsum("iaja->ij", blocks)
    return np.diag(between) + between[0, 0] - 2 * between[0]
