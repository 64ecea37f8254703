import numpy as np
import pytest

from training.evaluation.certainty import present
from training.evaluation.film_uncertainty import BINS_DEG, SILENT, Point, best, share_by_angle
from training.evaluation.thresholds import Answers


def point(silent: float, found: float) -> Point:
    return Point("any", present(), Answers(silent, found, ()), Answers(1.0, found, ()))


def test_the_best_point_finds_most_knees_among_those_that_keep_silent():
    bold, good, dull = point(SILENT - 0.1, 0.9), point(SILENT, 0.4), point(1.0, 0.1)
    assert best([bold, good, dull]) is good
    assert best([bold, point(SILENT - 0.3, 1.0)]) is bold


def test_the_share_by_angle_is_of_all_kinds_of_pairs_that_tell_it():
    unknown = np.full((3, len(BINS_DEG)), np.nan)
    one, other = unknown.copy(), unknown.copy()
    one[1, :2] = 0.6, 1.0
    other[1, 1:3] = 1.0, 1.4
    apart_deg, share = share_by_angle([one, other])
    assert apart_deg == tuple(np.mean(edges) for edges in BINS_DEG[:3])
    assert share == pytest.approx((0.6, 1.0, 1.4))
