"""The sampler arrives at what its denoiser knows, whatever the number of steps, and keeps what is known."""

import numpy as np
import pytest

from inference.editing.noise import kept, noised, sampled

SHAPE = (6, 3)
NOTHING = np.zeros((2, *SHAPE), np.float32)
NOWHERE = np.zeros(NOTHING.shape, bool)


def chances(count: int, seed: int = 0) -> list[np.random.Generator]:
    return [np.random.default_rng([seed, i]) for i in range(count)]


def normal(mean: float, sigma: float):
    """The best denoiser of values that are normal with this mean and spread."""

    def denoise(values: np.ndarray, level: float) -> np.ndarray:
        left = kept(level)
        gain = sigma**2 * np.sqrt(left) / (left * sigma**2 + 1 - left)
        return mean + gain * (values - np.sqrt(left) * mean)

    return denoise


def test_noise_takes_over_from_the_clean_values() -> None:
    left = kept(np.linspace(0, 1, 11))
    assert left[0] == pytest.approx(1)
    assert left[-1] == pytest.approx(0, abs=1e-9)
    assert (np.diff(left) < 0).all()
    chance = np.random.default_rng(0)
    values = noised(np.full(100_000, 3.0), chance.standard_normal(100_000), 0.5)
    assert values.mean() == pytest.approx(3 * np.sqrt(kept(0.5)), abs=0.02)
    assert values.var() == pytest.approx(1 - kept(0.5), abs=0.02)


@pytest.mark.parametrize("steps", [1, 2, 5, 10, 20])
def test_one_that_knows_the_answer_is_followed_to_it(steps: int) -> None:
    answer = np.random.default_rng(1).standard_normal(NOTHING.shape)
    found = sampled(lambda values, level: answer, NOTHING, NOWHERE, chances(2), steps)
    assert found == pytest.approx(answer, abs=1e-6)


@pytest.mark.parametrize("steps", [10, 20, 100])
def test_samples_are_spread_as_the_clean_values_are(steps: int) -> None:
    many = np.zeros((1, 40_000), np.float32)
    found = sampled(normal(2.0, 0.5), many, many > 0, chances(1), steps)
    assert found.mean() == pytest.approx(2, abs=0.02)
    # Steps of a finite size lose spread.
    assert found.std() == pytest.approx(0.5, rel=0.5 if steps == 10 else 0.35 if steps == 20 else 0.1)


def test_what_is_known_is_painted_in_at_every_step() -> None:
    known = np.full(NOTHING.shape, 7, np.float32)
    where = NOWHERE.copy()
    where[:, 2:] = True
    seen = []

    def denoise(values: np.ndarray, level: float) -> np.ndarray:
        seen.append(values[where])
        return np.zeros_like(values)

    found = sampled(denoise, known, where, chances(2))
    assert all((each == 7).all() for each in seen)
    assert (found[where] == 7).all()
    assert (found[~where] == 0).all()


def test_a_sample_depends_on_its_own_chance_alone() -> None:
    denoise = normal(0.0, 1.0)
    first = sampled(denoise, NOTHING, NOWHERE, chances(2))
    alone = sampled(denoise, NOTHING[:1], NOWHERE[:1], chances(1))
    assert np.array_equal(first[:1], alone)
    assert not np.allclose(first[0], first[1])
    assert not np.allclose(first, sampled(denoise, NOTHING, NOWHERE, chances(2, seed=1)))
