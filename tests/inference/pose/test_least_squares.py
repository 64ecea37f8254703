"""One step of least squares over frames and what they share, against the dense solution."""

import numpy as np
import pytest

from inference.pose.least_squares import FRAME, Rows, solve

SHARED = 4


def random_rows(frames: int, chance: np.random.Generator) -> list[Rows]:
    """Rows that tie up to three frames and shared unknowns, and enough of them to determine everything."""
    size = FRAME * frames + SHARED
    own = Rows(np.arange(size)[:, None], chance.uniform(1, 2, (size, 1)), chance.normal(size=size))
    first = chance.integers(0, frames, 200) * FRAME
    near = np.minimum(first[:, None] + chance.integers(0, 3 * FRAME, (200, 3)), FRAME * frames - 1)
    columns = np.concatenate([near, FRAME * frames + chance.integers(0, SHARED, (200, 1))], axis=1)
    # Whoever ties four frames is told so by wrong numbers only; these tie three.
    columns[:, :3] = np.maximum(columns[:, :3], (columns[:, :3].max(1) // FRAME - 2)[:, None] * FRAME)
    return [own, Rows(columns, chance.normal(size=columns.shape), chance.normal(size=200))]


@pytest.mark.parametrize("frames", [1, 2, 3, 7])
def test_the_step_is_that_of_the_dense_problem(frames: int) -> None:
    rows = random_rows(frames, np.random.default_rng(frames))
    size = FRAME * frames + SHARED
    dense = np.zeros((sum(len(part.misses) for part in rows), size))
    line = 0
    for part in rows:
        for columns, slopes in zip(part.columns, part.slopes, strict=True):
            np.add.at(dense[line], columns, slopes)
            line += 1
    misses = np.concatenate([part.misses for part in rows])
    expected = np.linalg.lstsq(dense, -misses, rcond=None)[0]
    found = solve(rows, frames, SHARED)
    assert found.joints.shape == (frames, 22, 3)
    assert found.joints.ravel() == pytest.approx(expected[:-SHARED])
    assert found.shared == pytest.approx(expected[-SHARED:])
    covariance = np.linalg.inv(dense.T @ dense)[-SHARED:, -SHARED:]
    assert found.shared_covariance == pytest.approx(covariance)


def test_a_row_of_weight_four_counts_as_four_rows() -> None:
    row = Rows(np.array([[0, 1]]), np.array([[1.0, -1.0]]), np.array([2.0]))
    heavy = row.weighted(np.array([4.0]))
    assert heavy.misses**2 == pytest.approx(4 * row.misses**2)
    assert heavy.slopes**2 == pytest.approx(4 * row.slopes**2)
