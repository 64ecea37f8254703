"""Between rows and over gaps, straight lines stay straight lines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.motion.interpolation import filled, rows_between


@given(st.integers(1, 50), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_rows_of_a_straight_line_are_where_they_should_be(rows: int, shares: list[float]) -> None:
    at = np.array(shares) * (rows - 1)
    line = np.arange(rows)[:, None, None] * np.array([[1.0, -2.0], [0.5, 3.0]])
    assert rows_between(line, at) == pytest.approx(at[:, None, None] * [[1.0, -2.0], [0.5, 3.0]])


def test_gaps_are_bridged_in_time_and_held_at_the_ends() -> None:
    time_s = np.array([0.0, 1.0, 1.5, 4.0, 5.0])
    path = (2 * time_s)[:, None, None] * [[1.0, -1.0], [3.0, 0.0]]
    missing = np.zeros((5, 2), bool)
    missing[[2, 3], 0] = True
    missing[[0, 4], 1] = True
    broken = np.where(missing[..., None], 77.0, path)
    bridged = filled(time_s, broken, missing)
    assert bridged[:, 0] == pytest.approx(path[:, 0])
    assert bridged[1:4, 1] == pytest.approx(path[1:4, 1])
    assert bridged[[0, 4], 1] == pytest.approx(path[[1, 3], 1])


def test_a_path_that_is_missing_throughout_stays() -> None:
    path = np.full((3, 1, 2), 5.0)
    assert filled(np.arange(3.0), path, np.ones((3, 1), bool)) == pytest.approx(path)
