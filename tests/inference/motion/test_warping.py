import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inference.motion.warping import STEPS, warp, warping_cost


def apart(a, b):
    return np.abs(np.asarray(a)[:, None] - np.asarray(b)[None])


def cheapest_by_enumeration(distances):
    """Every path there is, followed recursively: the definition, without rows computed at once."""
    rows, columns = distances.shape

    def reached(row, column):
        if (row, column) == (0, 0):
            return distances[0, 0]
        costs = [np.inf]
        for down, right in STEPS:
            if row >= down and column >= right:
                here = distances[row - down + 1 : row + 1, column - right + 1 : column + 1]
                costs.append(reached(row - down, column - right) + here.sum() / right)
        return min(costs)

    return reached(rows - 1, columns - 1) / rows


@given(st.integers(2, 7), st.integers(2, 7), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_cost_is_the_minimum_over_all_allowed_paths(rows, columns, random):
    distances = np.array([[random.random() for _ in range(columns)] for _ in range(rows)])
    assert warping_cost(distances) == pytest.approx(cheapest_by_enumeration(distances))


@given(st.floats(0.7, 1.5), st.floats(-0.1, 0.1), st.integers(40, 80))
@settings(max_examples=25, deadline=None)
def test_a_known_time_warp_is_found(tempo, bend, count):
    share = np.linspace(0, 1, count)
    bent = np.linspace(0, 1, int(count * tempo))
    bent = bent + bend * np.sin(np.pi * bent) ** 2
    path = warp(apart(share, bent))
    assert np.abs(share[path[:, 0]] - bent[path[:, 1]]).max() < 3 / min(count, len(bent))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_no_frame_swallows_more_than_three(seed):
    distances = np.random.default_rng(seed).random((30, 45))
    steps = np.diff(warp(distances), axis=0)
    assert {tuple(step) for step in steps} <= set(STEPS)


def test_a_pattern_is_found_inside_a_longer_clip():
    pattern = np.sin(np.linspace(0, 6, 50))
    clip = np.concatenate([np.full(40, 3.0), pattern, np.full(60, 3.0)])
    path = warp(apart(pattern, clip), slack=len(clip))
    assert path[0].tolist() == [0, 40]
    assert path[-1].tolist() == [49, 89]


def test_clips_too_different_in_length_have_no_full_path():
    with pytest.raises(ValueError, match="no path"):
        warp(np.zeros((10, 50)))
    assert np.isinf(warping_cost(np.zeros((10, 50))))


def test_many_costs_at_once_equal_each_alone():
    distances = np.random.default_rng(0).random((2, 3, 12, 12))
    each = [[warping_cost(d) for d in row] for row in distances]
    assert warping_cost(distances) == pytest.approx(np.array(each))
