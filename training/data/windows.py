"""Windows: stretches of clips for training, and batches of unequal length with masks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.data.clips import FPS
from training.data.vectors import Vectors

SHORTEST, LONGEST = 16, 196


@dataclass(frozen=True, eq=False)
class Window:
    """Vectors `first` to `end` (half open) of a clip."""

    vectors: Vectors
    first: int
    end: int

    @property
    def values(self) -> np.ndarray:
        """Raw features (end - first, 263)."""
        return self.vectors.values[self.first : self.end]

    @property
    def span_s(self) -> tuple[float, float]:
        """Clip time of the first vector and of the one after the last."""
        return self.first / FPS, self.end / FPS


def random_window(
    vectors: Vectors, chance: np.random.Generator, shortest: int = SHORTEST, longest: int = LONGEST
) -> Window:
    """A window of shortest to longest vectors anywhere in a clip; a clip shorter than that comes whole."""
    whole = len(vectors.values)
    length = int(chance.integers(min(shortest, whole), min(longest, whole) + 1))
    first = int(chance.integers(whole - length + 1))
    return Window(vectors, first, first + length)


def padded(values: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Arrays (T_i, F) as one (B, T, F) float32, zeros behind, and its mask (B, T), True within each array."""
    lengths = np.array([len(each) for each in values])
    mask = np.arange(lengths.max()) < lengths[:, None]
    batch = np.zeros((*mask.shape, values[0].shape[-1]), np.float32)
    batch[mask] = np.concatenate(values)
    return batch, mask
