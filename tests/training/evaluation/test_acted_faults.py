"""A fault is named or not, first or not, and mended as far as doing as told brings its channels back."""

import numpy as np
import pytest
from motions import squat

from inference.editing.edited import edited
from inference.editing.operators import Edit
from training.evaluation.acted_faults import Attempt, scored

pytestmark = pytest.mark.training


@pytest.fixture(scope="module")
def attempt():
    right = squat()
    shallow = edited(right, [Edit("knee_flexion", -35.0, "both")])
    return Attempt("deep squat", "uiprmd s08", "trainee", (shallow, right), right)


def _means(text, attempt):
    return {name: tally.mean for name, tally in scored(text, attempt).items()}


def test_the_fault_shows_and_a_correct_repetition_has_none_of_it(attempt):
    assert {"left_knee_flexion", "right_knee_flexion"} <= set(attempt.shown)
    assert attempt.reached_by_right == len(attempt.shown)


def test_doing_as_told_mends_it(attempt):
    found = _means("Bend both knees about 35° more.", attempt)
    assert found["named"] == found["first"] == 1
    assert found["mended"] == found["repaired"]
    assert found["repaired"] > 0.6
    assert found["right"] == 1


def test_the_wrong_way_or_nothing_that_is_understood_mends_nothing(attempt):
    assert _means("Bend both knees about 15° less.", attempt)["mended"] == 0
    nothing = _means("The weather is nice.", attempt)
    assert (nothing["named"], nothing["first"], nothing["repaired"]) == (0, 0, 0)


def test_first_is_what_is_said_first(attempt):
    found = _means("Raise your left arm more. Bend both knees more.", attempt)
    assert (found["named"], found["first"]) == (1, 0)


def test_without_another_correct_repetition_there_is_no_share_of_it(attempt):
    alone = Attempt(attempt.exercise, attempt.subject, "coach", attempt.motions)
    assert set(scored("Bend both knees more.", alone)) == {"named", "first", "mended"}
    assert np.isfinite(_means("Bend both knees more.", alone)["mended"])
