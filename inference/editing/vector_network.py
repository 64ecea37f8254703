"""A network over motion vectors, as the program runs it: what it answers, and the scale it sees them in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from inference import models

SCALE_FILE = "scale.npz"


@dataclass(frozen=True, eq=False)
class VectorNetwork:
    """answer: inputs by name (see its card) → normalised vectors (B, T, 263); mean, std (263,): of vectors
    seen from their carriers (inference.editing.carried).
    """

    answer: Callable[[Mapping[str, np.ndarray]], np.ndarray]
    mean: np.ndarray
    std: np.ndarray

    @classmethod
    def shipped(cls, name: str, threads: int) -> "VectorNetwork":
        """A network of the program. Raises ModelError if it is missing or changed."""
        session = models.load(name, threads)
        with np.load(models.companion(name, SCALE_FILE), allow_pickle=False) as scale:
            return cls(lambda feed: session.run(None, feed)[0], scale["mean"], scale["std"])

    def normalised(self, values: np.ndarray) -> np.ndarray:
        """Vectors (..., 263) as the network sees them, float32."""
        return ((values - self.mean) / self.std).astype(np.float32)

    def restored(self, values: np.ndarray) -> np.ndarray:
        """Vectors (..., 263) of normalised ones."""
        return values * self.std + self.mean
