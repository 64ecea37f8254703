"""Deviation: one channel of a compared pair in one phase, said or not; by it two attempts are compared."""

from dataclasses import dataclass

import numpy as np

from inference.motion.channel_differences import DETECTABLE_SIGMA


@dataclass(frozen=True)
class Deviation:
    """How far the trainee was from the coach in one channel and phase, in the unit of findings.

    difference: trainee − coach, its 1 σ `sigma`, of which own_sigma is the trainee's clip's part; detectable:
    what exceeds measuring error; tolerance: what the difference is judged by.
    """

    channel: str
    part: str
    phase: str
    unit: str
    difference: float
    sigma: float
    own_sigma: float
    detectable: float
    tolerance: float

    @property
    def limit(self) -> float:
        """The smallest difference that is large enough to matter and to be more than measuring error."""
        return max(self.tolerance, self.detectable)

    @property
    def ratio(self) -> float:
        """|difference| over limit; 1 and more is worth a finding."""
        return abs(self.difference) / self.limit

    @property
    def shared_sigma(self) -> float:
        """1 σ of what every attempt against the same coach's clip is wrong by alike."""
        return float(np.sqrt(max(self.sigma**2 - self.own_sigma**2, 0.0)))

    @property
    def heavy_tails(self) -> float:
        """How many times further than a normal distribution's the errors reach: networks err very wrongly."""
        return self.detectable / self.sigma / DETECTABLE_SIGMA
