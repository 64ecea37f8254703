"""Ranges: from where to where a channel goes in a repetition, and how surely."""

from dataclasses import dataclass

import numpy as np

from inference.motion.performance import Performance, Stretch
from inference.motion.precision import Measurement


@dataclass(frozen=True)
class Range:
    """Smallest and largest value of a channel, in its unit."""

    low: Measurement
    high: Measurement

    @property
    def extent(self) -> Measurement:
        """The range of motion.

        Both ends err as if independently: in films that is as sure as it says (benchmarks.md, “Ranges”).
        """
        return self.high.minus(self.low)


def range_of_motion(performance: Performance, channel: str, stretch: Stretch) -> Range | None:
    """The channel's range in a stretch; None where it is never known."""
    frames = performance.frames(stretch)
    values, sigmas = performance.values[channel][frames], performance.sigmas[channel][frames]
    if np.isnan(values).all():
        return None
    low, high = int(np.nanargmin(values)), int(np.nanargmax(values))
    return Range(
        Measurement(float(values[low]), float(sigmas[low])),
        Measurement(float(values[high]), float(sigmas[high])),
    )
