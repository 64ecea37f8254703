"""Mean and spread of features, so that a network sees every group of them at one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.data.vectors import Vectors

# Root yaw velocity, root velocity, root height, positions, rotations, velocities, contacts.
GROUPS = (1, 2, 1, 63, 126, 66, 4)
LEAST_STD = 1e-4


@dataclass(frozen=True, eq=False)
class Statistics:
    """mean, std (263,): what features have on average. std is one number for each group of features, the mean
    over it, so that within a group what moves much still counts for much (Guo et al., CVPR 2022).
    """

    mean: np.ndarray
    std: np.ndarray

    @classmethod
    def of(cls, sample: Sequence[Vectors]) -> "Statistics":
        """Statistics over every vector of the sample."""
        count = sum(len(view.values) for view in sample)
        mean = sum(view.values.sum(axis=0, dtype=np.float64) for view in sample) / count
        square = sum(np.square(view.values - mean).sum(axis=0) for view in sample) / count
        groups = np.split(np.sqrt(square), np.cumsum(GROUPS)[:-1])
        std = np.repeat([max(group.mean(), LEAST_STD) for group in groups], GROUPS)
        return cls(mean.astype(np.float32), std.astype(np.float32))

    def normalised(self, values: np.ndarray) -> np.ndarray:
        """Features (..., 263) with mean 0 and a spread of about 1."""
        return (values - self.mean) / self.std

    def restored(self, values: np.ndarray) -> np.ndarray:
        """Raw features (..., 263) of normalised ones."""
        return values * self.std + self.mean
