"""Endless training batches: films as the networks saw them, and synthetic samples, mixed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import IterableDataset

from training.lifter.filmed import film_samples
from training.lifter.noise import Noise
from training.lifter.sample import Sample, batch
from training.lifter.synthetic import TEMPO, Movements, Synthetic, spoiled

FRAMES = 96
FILMED, SYNTHETIC = 24, 40
# BlazePose's own depth is withheld this often, so that the network can also do without.
WITHOUT_DEPTH = {"film": 0.25, "synthetic": 0.5}
ROLL_RAD = np.radians(6)


class Batches(IterableDataset):
    """Yields batches of tensors, see training.lifter.sample.batch. Another seed, other batches."""

    def __init__(self, data: Path, seed: int, filmed: int = FILMED, synthetic: int = SYNTHETIC) -> None:
        self._data, self._seed = data, seed
        self._counts = filmed, synthetic

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        chance = np.random.default_rng(self._seed)
        variants = [
            [
                sample
                for _, sample in film_samples("train", quality, cleaned=cleaned)
                if len(sample) > FRAMES // 3
            ]
            for quality in ("heavy", "full")
            for cleaned in (True, False)
        ]
        films = [sample for samples in variants for sample in samples]
        synthetic = Synthetic(Movements(self._data, "train"), [Noise(samples) for samples in variants])
        filmed, drawn = self._counts
        while True:
            samples = [
                _without_depth(_varied(films[chance.integers(len(films))], chance), "film", chance)
                for _ in range(filmed)
            ]
            samples += [
                _without_depth(synthetic.draw(FRAMES, chance), "synthetic", chance) for _ in range(drawn)
            ]
            yield {name: torch.from_numpy(value) for name, value in batch(samples).items()}


def _varied(film: Sample, chance: np.random.Generator) -> Sample:
    """A stretch of a film, played at another tempo, mirrored, rolled, spoiled."""
    steps = np.arange(FRAMES) * chance.uniform(*TEMPO)
    last = len(film) - 1
    at = chance.uniform(0, max(last - steps[-1], 0)) + steps
    part = film.at(np.abs((at + last) % (2 * last) - last), film.fps)
    if chance.random() < 0.5:
        part = part.mirrored()
    return spoiled(part.rolled(chance.uniform(-ROLL_RAD, ROLL_RAD)), chance)


def _without_depth(sample: Sample, kind: str, chance: np.random.Generator) -> Sample:
    return sample.without_depth() if chance.random() < WITHOUT_DEPTH[kind] else sample
