"""Batches of the editor's training; each follows from its step's number, so that training resumes exactly."""

import functools
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from inference.editing.conditions import States
from inference.editing.noise import STEPS
from training.editor.sample import Sample, batch

SIZE = 64
# So many batches are drawn together, sorted by length and cut where each has as many vectors: little padding,
# and a batch of short motions has more of them.
TOGETHER = 4
# Levels between the sampler's are rare: they are there so that it can also take smaller steps.
HALF_LEVELS = 0.25
SEED = 4

Draw = Callable[[np.random.Generator], Sample]


class Batches:
    """sample: draws one; encoder: of texts."""

    def __init__(self, sample: Draw, encoder: States, size: int = SIZE) -> None:
        self._sample, self._encoder, self._size = sample, encoder, size
        self._drawn = functools.lru_cache(maxsize=1)(self._draw)

    def __getitem__(self, step: int) -> dict[str, Tensor]:
        """The batch of a step, see training.editor.sample.batch."""
        together, place = divmod(step, TOGETHER)
        samples = self._drawn(together)[place]
        chance = np.random.default_rng([SEED, together, place])
        half_steps = 2 * chance.integers(1, STEPS + 1, len(samples))
        half_steps -= (chance.random(len(samples)) < HALF_LEVELS).astype(int)
        made = batch(samples, half_steps / (2 * STEPS), self._encoder, chance)
        return {name: torch.from_numpy(value) for name, value in made.items()}

    def _draw(self, together: int) -> list[list[Sample]]:
        """The samples of TOGETHER batches."""
        chance = np.random.default_rng([SEED, together])
        samples = sorted(
            (self._sample(chance) for _ in range(TOGETHER * self._size)), key=lambda s: len(s.values)
        )
        vectors = np.cumsum([len(sample.values) for sample in samples])
        ends = [0, *np.searchsorted(vectors, vectors[-1] * np.arange(1, TOGETHER) / TOGETHER), len(samples)]
        pieces = [samples[first:end] for first, end in pairwise(ends)]
        return [pieces[i] for i in chance.permutation(TOGETHER)]
