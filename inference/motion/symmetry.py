"""Symmetry: whether left and right move equally far, as far as that can be told.

The symmetry index is that of Robinson, Herzog and Nigg (1987, J Manipulative Physiol Ther 10): the difference
of left and right over their mean, 0 when equal, positive when the left side moves further. It says nothing
where a side hardly moves, for then it divides by little; and nothing is called a difference that is not
larger than what measuring errors make (`limit`).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from inference.motion.channel_differences import DETECTABLE_SIGMA, DETECTABLE_SIGMA_IN_VIDEO
from inference.motion.channels import CHANNELS
from inference.motion.performance import Performance, Stretch
from inference.motion.precision import Measurement, mean
from inference.motion.ranges import range_of_motion

# Quantities that both sides have, by their name without the side.
PAIRED = tuple(
    name.removeprefix("left_")
    for name in CHANNELS
    if name.startswith("left_") and name.replace("left_", "right_", 1) in CHANNELS
)


@dataclass(frozen=True)
class Symmetry:
    """Range of motion of the left and of the right side, in the channel's unit.

    limit: the smallest difference that is more than measuring error.
    """

    left: Measurement
    right: Measurement
    limit: float

    @property
    def difference(self) -> Measurement:
        """Left − right."""
        return self.left.minus(self.right)

    @property
    def index(self) -> Measurement | None:
        """(left − right) / ½ (left + right), to first order in the σ; None where both hardly move."""
        left, right = self.left.value, self.right.value
        if (left + right) / 2 <= self.limit / 2:
            return None
        sigma = 4 * np.hypot(right * self.left.sigma, left * self.right.sigma) / (left + right) ** 2
        return Measurement(2 * (left - right) / (left + right), float(sigma))

    @property
    def further(self) -> Literal["left", "right"] | None:
        """The side that moves further; None where that cannot be told."""
        if abs(self.difference.value) < self.limit:
            return None
        return "left" if self.difference.value > 0 else "right"


def symmetry(performance: Performance, quantity: str, *stretches: Stretch) -> Symmetry | None:
    """Left against right in a quantity of PAIRED, mean over the stretches; None where a side is unknown."""
    sides = []
    for side in ("left", "right"):
        ranges = [range_of_motion(performance, f"{side}_{quantity}", stretch) for stretch in stretches]
        known = [each.extent for each in ranges if each is not None]
        if not known:
            return None
        sides.append(mean(known))
    left, right = sides
    multiple = DETECTABLE_SIGMA_IN_VIDEO if performance.in_video else DETECTABLE_SIGMA
    return Symmetry(left, right, multiple * left.minus(right).sigma)
