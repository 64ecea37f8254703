"""Noise that turns clean vectors into nothing but noise, and the sampler that goes back in a few steps."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

# A network trained for ten steps needs no distillation (DiP, the few-step model of MDM's authors).
STEPS = 10
_OFFSET = 0.008

Denoise = Callable[[np.ndarray, float], np.ndarray]


def kept(level: np.ndarray | float) -> np.ndarray:
    """How much variance of the clean vectors is left at a level of noise in 0..1: 1 to nearly 0.

    The cosine schedule (Nichol & Dhariwal, ICML 2021).
    """
    angle = (np.asarray(level, float) + _OFFSET) / (1 + _OFFSET) * np.pi / 2
    return np.cos(angle) ** 2 / np.cos(_OFFSET / (1 + _OFFSET) * np.pi / 2) ** 2


def noised(clean: np.ndarray, noise: np.ndarray, level: float) -> np.ndarray:
    """Clean values at a level of noise, q(x_t | x_0)."""
    left = kept(level)
    return np.sqrt(left) * clean + np.sqrt(1 - left) * noise


def sampled(
    denoise: Denoise,
    known: np.ndarray,
    where: np.ndarray,
    chances: Sequence[np.random.Generator],
    steps: int = STEPS,
) -> np.ndarray:
    """Clean values (B, ...) float32 drawn from noise by a denoiser, and what is known as it is.

    denoise: (values (B, ...), level) → clean values; known (B, ...): taken where `where` (bool) at every step
    (in-painting, MDM) and at the end; chances: one for each sample, which alone decide about it.
    Each step draws from q(x_s | x_t, x_0), DDPM's posterior (Ho et al., 2020), for levels however far apart.
    """

    def fresh() -> np.ndarray:
        return np.array([chance.standard_normal(known.shape[1:], np.float32) for chance in chances])

    clean, values = known, fresh()
    for level, following in pairwise(np.linspace(1, 0, steps + 1)):
        clean = np.where(where, known, denoise(np.where(where, known, values), level))
        if following:
            values = _stepped(values, clean, (level, following), fresh())
    return clean.astype(np.float32)


def _stepped(
    values: np.ndarray, clean: np.ndarray, levels: tuple[float, float], fresh: np.ndarray
) -> np.ndarray:
    """Values at the second level of noise from those at the first, where they are clean, and fresh noise."""
    before, after = kept(np.array(levels))
    step = before / after
    spread = (1 - step) * (1 - after) / (1 - before)
    mean = np.sqrt(after) * (1 - step) * clean + np.sqrt(step) * (1 - after) * values
    return mean / (1 - before) + np.sqrt(spread) * fresh
