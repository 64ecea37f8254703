"""Score: an attempt as one number, 100 when nothing exceeds what the coach tolerates and the clips can tell.

Each part of the body counts by its largest deviation, in any channel and phase, as far as that exceeds its
limit (the tolerance, or the measuring error where that is larger): a deviation of three limits has an excess
of two. The excesses of the parts add up as the sides of a right angle do; the score is 100 / (1 + sum / 3),
so one part at four times its limit leaves 50. A deviation that grows can only lower the score.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from inference.motion.deviation import Deviation

# This excess leaves half of the points.
HALVING_EXCESS = 3.0


@dataclass(frozen=True)
class Score:
    """Points from 0 to 100, and 1 σ of what sets them apart from another attempt's against the same coach.

    The errors of one clip may all go one way, so the parts' σ add up.
    """

    points: float
    sigma: float


def score(deviations: Iterable[Deviation]) -> Score | None:
    """The score of an attempt with these deviations; None where nothing could be compared."""
    worst: dict[str, Deviation] = {}
    for deviation in deviations:
        other = worst.get(deviation.part)
        if other is None or deviation.ratio > other.ratio:
            worst[deviation.part] = deviation
    if not worst:
        return None
    excess = np.array([max(deviation.ratio - 1, 0.0) for deviation in worst.values()])
    sigma = np.array([d.heavy_tails * d.own_sigma / d.limit for d in worst.values()])
    total = float(np.linalg.norm(excess))
    points = 100 / (1 + total / HALVING_EXCESS)
    slopes = points**2 / (100 * HALVING_EXCESS) * excess / max(total, np.finfo(float).tiny)
    return Score(points, float(slopes @ sigma))
