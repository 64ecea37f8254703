"""The metrics of the matcher against answers that are known."""

import numpy as np
import pytest

from training.evaluation import matching_metrics as metrics

pytestmark = pytest.mark.training


@pytest.fixture
def chance():
    return np.random.default_rng(3)


def test_the_distance_of_gaussians_is_the_one_on_paper(chance):
    rows = chance.normal(size=(200_000, 2))
    # Of commuting covariances: |gap|² + Σ(√a − √b)², here 3² + (1 − 2)² + (1 − 0.5)².
    moved = rows * [2, 0.5] + [3, 0]
    assert metrics.fid(rows, moved) == pytest.approx(10.25, rel=0.01)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    assert metrics.fid(rows @ turn, moved @ turn) == pytest.approx(metrics.fid(rows, moved), rel=1e-6)


def test_covariances_that_do_not_commute(chance):
    a, b = np.array([[2.0, 0.8], [0.8, 1.0]]), np.array([[1.0, -0.5], [-0.5, 3.0]])
    shared = np.sqrt(np.linalg.eigvals(a @ b)).sum()
    rows = [chance.multivariate_normal([0, 0], each, 200_000) for each in (a, b)]
    assert metrics.fid(*rows) == pytest.approx(np.trace(a + b) - 2 * shared, rel=0.03)


def test_a_set_is_at_no_distance_from_itself(chance):
    rows = chance.normal(size=(100, 8))
    assert metrics.fid(rows, rows) == pytest.approx(0, abs=1e-9)


def test_too_few_motions_have_no_distance(chance):
    rows = chance.normal(size=(39, 8))
    with pytest.raises(metrics.TooFewError, match="at least 40 motions; here are 39"):
        metrics.fid(rows, chance.normal(size=(40, 8)))


def test_who_fits_perfectly_is_always_found_first():
    features = np.eye(40)
    sentences = [f"text {index}" for index in range(40)]
    assert metrics.r_precision(features, features, sentences, range(40)) == (1, 1, 1)


def test_random_features_find_by_chance(chance):
    motions, texts = chance.normal(size=(2, 600, 6))
    sentences = [f"text {index}" for index in range(600)]
    found = metrics.r_precision(motions, texts, sentences, range(600))
    assert found == pytest.approx([1 / 32, 2 / 32, 3 / 32], abs=0.015)


def test_a_pool_has_no_text_that_holds_for_the_motion_too(chance):
    """Every text is there twice; where twins may share a pool, half of the features found would be theirs."""
    features = np.repeat(np.eye(40), 2, axis=0)
    sentences = [f"text {index}" for index in range(80)]
    nearest = features + 1e-3 * chance.normal(size=features.shape)
    twins = np.arange(80) // 2
    assert np.all(metrics.ranks(nearest, features, sentences, twins, chance) == 0)
    with pytest.raises(metrics.TooFewError, match="31 texts of other movements; here are 30"):
        metrics.ranks(features[:31], features[:31], sentences[:31], range(31), chance)


def test_equal_texts_are_one_text_of_the_pool(chance):
    features = chance.normal(size=(62, 4))
    sentences = [f"text {index // 2}" for index in range(62)]
    with pytest.raises(metrics.TooFewError, match="here are 30"):
        metrics.ranks(features, features, sentences, np.arange(62) // 2, chance)


def test_diversity_of_points_on_two_spots(chance):
    features = np.zeros((400, 3))
    features[::2, 0] = 2
    # Two different ones of 400 are on different spots in 200 of 399 cases.
    assert metrics.diversity(features, chance) == pytest.approx(2 * 200 / 399, abs=0.15)


def test_the_interval_of_a_distance_covers_it():
    """Twelve people with their own errors: in most of 40 samples the interval holds everybody's distance."""
    chance = np.random.default_rng(0)
    covered = 0
    for _ in range(40):
        own = np.repeat(chance.normal(size=(12, 2)), 20, axis=0)
        real = chance.normal(size=(240, 2))
        people = np.repeat([f"s{index}" for index in range(12)], 20)
        low, high = metrics.fid_interval(real + 2 + own, real, people, bootstraps=60)
        # Gap 2 along both axes; the people's spread adds to a covariance of 1: (√2 − 1)² for each.
        covered += low < 8 + 2 * (2**0.5 - 1) ** 2 < high
    assert covered >= 30
