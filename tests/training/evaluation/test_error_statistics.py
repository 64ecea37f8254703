import numpy as np
import pytest

from training.evaluation.error_statistics import LEAST, left_over, parts, rms, within


def test_normal_errors_are_within_one_sigma_whatever_is_unknown():
    errors = 3 * np.random.default_rng(0).standard_normal(20000)
    errors[::7] = np.nan
    assert within(errors) == pytest.approx(3, rel=0.03)
    assert rms(errors) == pytest.approx(3, rel=0.03)
    assert np.isnan(within(errors[1:LEAST]))
    assert np.isnan(rms(np.full(3, np.nan)))


def test_a_wild_few_hardly_change_the_bulk():
    errors = np.random.default_rng(0).standard_normal(1000)
    errors[:30] = 100
    assert within(errors) == pytest.approx(1, abs=0.15)
    assert rms(errors) > 10


def test_errors_are_split_into_what_is_constant_over_a_film_and_the_rest():
    chance = np.random.default_rng(0)
    films = [offset + 2 * chance.standard_normal(400) for offset in chance.normal(0, 5, 300)]
    constant, rest = parts([*films, np.full(4, np.nan)])
    assert constant == pytest.approx(5, rel=0.1)
    assert rest == pytest.approx(2, rel=0.03)
    assert constant**2 + rest**2 == pytest.approx(rms(np.concatenate(films)) ** 2)


def test_what_movements_share_is_foretold_and_what_each_has_of_its_own_is_not():
    chance = np.random.default_rng(0)
    of = np.repeat([f"movement {number}" for number in range(10)], 30)
    value = chance.uniform(-1, 1, 300)
    noise = 0.1 * chance.standard_normal(300)
    shared = 2 + 3 * value + noise
    assert rms(left_over(shared, of, value, 1)) == pytest.approx(0.1, rel=0.2)
    assert rms(left_over(shared, of, value, 0)) == pytest.approx(3 / np.sqrt(3), rel=0.15)
    own = np.repeat(chance.normal(0, 1, 10), 30)
    assert rms(left_over(own, of, value, 0)) >= rms(own - own.mean())


def test_too_few_foretell_nothing():
    errors = np.ones(LEAST)
    of = np.array(["one", "other"] * (LEAST // 2))
    assert left_over(errors, of, errors, 0) == pytest.approx(errors)
