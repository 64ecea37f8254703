"""Metrics of text and motion in a common feature space, after Guo et al. (CVPR 2022), their traps closed.

R-precision and MM-Dist say how well motions fit their texts; Fréchet distance (FID), diversity and
multimodality are about motions alone. Texts in a pool are distinct and of other movements, a Fréchet distance
needs enough motions for its covariance, and an interval knows that one person's motions are alike.
"""

from collections.abc import Sequence

import numpy as np

from inference.errors import CoachError

POOL = 32
LEAST_PER_DIMENSION = 5
PAIRS = 300
BOOTSTRAPS = 200
SEED = 0


class TooFewError(CoachError):
    """There are too few motions or texts for a figure that means something; says how many it takes."""


def fid(features: np.ndarray, real: np.ndarray) -> float:
    """Fréchet distance of two sets of features (N, d), taken for Gaussians (Heusel et al., NeurIPS 2017).

    Raises TooFewError where a set has less than five times as many rows as the features have dimensions.
    """
    for rows in (features, real):
        least = LEAST_PER_DIMENSION * rows.shape[1]
        if len(rows) < least:
            raise TooFewError(f"A Fréchet distance takes at least {least} motions; here are {len(rows)}.")
    return _distance(features, real)


def fid_interval(
    features: np.ndarray, real: np.ndarray, people: Sequence[str], bootstraps: int = BOOTSTRAPS
) -> tuple[float, float]:
    """95 % interval of fid(features, real) from draws of people with all their motions.

    people (N,): whose motion each row of features and the same row of real is.
    """
    chance = np.random.default_rng(SEED)
    rows_of = [np.flatnonzero(np.asarray(people) == name) for name in sorted(set(people))]
    drawn = chance.integers(len(rows_of), size=(bootstraps, len(rows_of)))
    picks = [np.concatenate([rows_of[person] for person in draw]) for draw in drawn]
    low, high = np.percentile([_distance(features[pick], real[pick]) for pick in picks], [2.5, 97.5])
    return float(low), float(high)


def ranks(
    motions: np.ndarray,
    texts: np.ndarray,
    sentences: Sequence[str],
    movements: Sequence[int],
    chance: np.random.Generator,
    pool: int = POOL,
) -> np.ndarray:
    """How many texts of a pool lie nearer to each motion than its own, (n,); 0: its own is found first.

    motions, texts (n, d): features of pairs; sentences (n,): what was said, alike where equal; movements
    (n,): the same number where two motions may be described alike. A pool has a motion's own text and,
    drawn by chance, pool - 1 distinct ones of other movements. Raises TooFewError where there are fewer.
    """
    alike, first, own = np.unique(np.asarray(sentences), return_index=True, return_inverse=True)
    movements = np.asarray(movements)
    told = np.zeros((len(alike), movements.max() + 1), bool)
    told[own, movements] = True
    distances = np.linalg.norm(motions[:, None] - texts[first], axis=-1)
    result = np.empty(len(motions), int)
    for row, movement in enumerate(movements):
        others = np.flatnonzero(~told[:, movement])
        if len(others) < pool - 1:
            raise TooFewError(f"A pool takes {pool - 1} texts of other movements; here are {len(others)}.")
        picked = chance.choice(others, pool - 1, replace=False)
        result[row] = np.sum(distances[row, picked] < distances[row, own[row]])
    return result


def r_precision(
    motions: np.ndarray,
    texts: np.ndarray,
    sentences: Sequence[str],
    movements: Sequence[int],
    repetitions: int = 5,
) -> tuple[float, float, float]:
    """Shares of motions whose own text is the first, among the first two, three of its pool; see ranks."""
    chance = np.random.default_rng(SEED)
    drawn = np.stack([ranks(motions, texts, sentences, movements, chance) for _ in range(repetitions)])
    first, second, third = (float(np.mean(drawn < top)) for top in (1, 2, 3))
    return first, second, third


def mm_dist(motions: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """Distance of each motion from its own text, (n,)."""
    return np.linalg.norm(motions - texts, axis=-1)


def diversity(motions: np.ndarray, chance: np.random.Generator) -> float:
    """Mean distance of PAIRS random pairs of different motions (n, d)."""
    first = chance.integers(len(motions), size=PAIRS)
    second = (first + chance.integers(1, len(motions), size=PAIRS)) % len(motions)
    return float(np.linalg.norm(motions[first] - motions[second], axis=-1).mean())


def _distance(features: np.ndarray, real: np.ndarray) -> float:
    first, second = (np.cov(rows.astype(np.float64), rowvar=False) for rows in (features, real))
    values, axes = np.linalg.eigh(first)
    root = axes * np.sqrt(values.clip(0)) @ axes.T
    # tr √(AB) = tr √(√A B √A), which is symmetric.
    shared = np.sqrt(np.linalg.eigvalsh(root @ second @ root).clip(0)).sum()
    gap = features.mean(axis=0, dtype=np.float64) - real.mean(axis=0, dtype=np.float64)
    return max(float(gap @ gap + np.trace(first) + np.trace(second) - 2 * shared), 0.0)
