from dataclasses import replace

import numpy as np
import pytest
from motions import arm_raise, squat
from variations import SOME_VIEW, elsewhere, other_body, with_knee_bent

from inference.motion.motion import Motion
from training.evaluation.biases import biases, foretold, told_by
from training.evaluation.channel_errors import FAMILIES, NAMES
from training.evaluation.takes import Take, same_movement, same_posture

KNEE = NAMES.index("left_knee_flexion")


def take(movement: str, side: str, truth: Motion, error_rad: float) -> Take:
    """A film of the movement whose lifted left knee is bent too much."""
    seen = with_knee_bent(truth, "left", error_rad)
    return Take(movement, side, replace(seen, view=SOME_VIEW), truth)


def test_films_of_one_movement_are_paired_and_what_both_miss_drops_out():
    made = [take("a", "0", squat(2), 0.3), take("a", "35", squat(2), 0.3), take("b", "0", squat(2), 0.3)]
    (pair,) = same_movement(made)
    assert (pair.one.side, pair.other.side) == ("0", "35")
    assert np.nanmax(np.abs(pair.errors.values[:, KNEE])) < 1e-3
    assert np.nanmax(made[0].errors.values[:, KNEE]) > 0.2


def test_films_of_other_movements_are_paired_where_their_postures_are_alike():
    elsewhere_and_other = elsewhere(other_body(squat(2), np.random.default_rng(0)), 1.0, 1.0, 1.0)
    made = [take("a", "0", squat(2), 0.3), take("b", "0", elsewhere_and_other, 0.1)]
    (pair,) = same_posture(made)
    assert len(pair.errors.values) == len(made[0].errors.values)
    assert np.nanmax(pair.errors.values[:, KNEE]) == pytest.approx(0.2, abs=0.03)
    # Who raises the arms is like who squats only while both stand.
    standing = same_posture([made[0], take("c", "0", arm_raise(2), 0.0)])
    assert sum(len(pair.errors.values) for pair in standing) < len(made[0].errors.values) / 2


def test_an_error_that_all_films_from_a_side_have_is_a_bias_and_could_be_foretold():
    depths = (1.2, 1.4, 1.6, 1.8, 2.0)
    made = [
        take(f"squat {depth}", side, squat(2, depth), error)
        for depth in depths
        for side, error in (("0", 0.0), ("90", 0.4))
    ]
    worst = biases(made, {"left_knee_flexion": 0.1, "right_knee_flexion": 0.1})[0]
    assert (worst.channel, worst.side) == ("left_knee_flexion", "90")
    assert worst.mean > 0.1
    columns = FAMILIES["knee_flexion"]
    assert foretold(made, columns, 1) < foretold(made, columns, 0) < 0.95


def test_gross_errors_are_told_by_what_is_unsure_where_they_are():
    made = [take(f"squat {number}", "0", squat(2), 0.6 * (number == 0)) for number in range(8)]
    known = told_by(made, lambda film: np.abs(film.errors.values))
    assert known == pytest.approx(1)
    assert told_by(made, lambda film: np.ones_like(film.errors.values)) == pytest.approx(0.5)
    assert told_by(made, lambda film: -np.abs(film.errors.values)) == pytest.approx(0)
