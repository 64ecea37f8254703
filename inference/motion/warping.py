"""Dynamic time warping with step constraints, so that no frame swallows seconds of the other clip.

Sakoe and Chiba (1978), slope constraint P = 1/2, asymmetric weights: every step advances both clips, by at
most three frames of one for one frame of the other, and costs what its frames of the pattern (rows) cost.
The weights of every path then add up to the number of rows, so paths with free ends compare fairly.
Since every step advances both clips, a whole row is computed at once.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# (rows, columns) of each step.
STEPS = ((1, 1), (1, 2), (1, 3), (2, 1), (3, 1))


def warp(distances: np.ndarray, slack: int = 0) -> np.ndarray:
    """Cheapest path through distances (rows, columns): its nodes (K, 2), increasing in both.

    The path spans all rows; it may begin and end up to `slack` columns inside. Raises ValueError when no
    path exists: without slack the counts of rows and columns may differ three times at most.
    """
    total, step = _accumulated(distances, slack)
    first_end = max(total.shape[1] - 1 - slack, 0)
    node = total.shape[0] - 1, first_end + int(np.argmin(total[-1, first_end:]))
    if not np.isfinite(total[node]):
        raise ValueError(f"no path with these step constraints through {distances.shape}")
    nodes = [node]
    while (index := step[node]) >= 0:
        node = node[0] - STEPS[index][0], node[1] - STEPS[index][1]
        nodes.append(node)
    return np.array(nodes[::-1])


def warping_cost(distances: np.ndarray) -> np.ndarray:
    """Mean distance along the cheapest full path, (...), through each of distances (..., rows, columns)."""
    total, _ = _accumulated(distances, slack=0)
    return total[..., -1, -1] / distances.shape[-2]


def _accumulated(distances: np.ndarray, slack: int) -> tuple[np.ndarray, np.ndarray]:
    """Cheapest cost of reaching each cell, and the index of the last step there (-1 where a path begins)."""
    total = np.full(distances.shape, np.inf)
    total[..., 0, : slack + 1] = distances[..., 0, : slack + 1]
    step = np.full(distances.shape, -1)
    width = distances.shape[-1]
    means = [sliding_window_view(distances, min(n, width), axis=-1).mean(axis=-1) for n in (1, 2, 3)]
    for row in range(1, distances.shape[-2]):
        reached = np.full((len(STEPS), *distances.shape[:-2], width), np.inf)
        for index, (down, right) in enumerate(STEPS):
            if down <= row and right < width:
                skipped = distances[..., row - down + 1 : row, 1:].sum(axis=-2) if down > 1 else 0
                spent = means[right - 1][..., row, 1:] + skipped
                reached[index, ..., right:] = total[..., row - down, :-right] + spent
        best = np.argmin(reached, axis=0)
        total[..., row, :] = np.take_along_axis(reached, best[None], axis=0)[0]
        step[..., row, :] = best
    return total, step
