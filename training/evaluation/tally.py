"""Tallies: sums with their weights, and means of many clips with intervals that know whose the clips are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

BOOTSTRAPS = 1000
SEED = 0


@dataclass(frozen=True)
class Tally:
    """A sum and what it is divided by. Added up over clips, it gives the mean over all that was counted."""

    total: float
    weight: float

    @classmethod
    def of(cls, values: np.ndarray) -> "Tally":
        """All finite values, each counting once."""
        known = np.asarray(values)[np.isfinite(values)]
        return cls(float(known.sum()), known.size)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.total + other.total, self.weight + other.weight)

    @property
    def mean(self) -> float:
        """NaN where nothing was counted."""
        return self.total / self.weight if self.weight else float("nan")


@dataclass(frozen=True)
class Mean:
    """A mean and the 95 % interval of it."""

    value: float
    low: float
    high: float


def means(clips: Iterable[tuple[str, Mapping[str, Tally]]]) -> dict[str, Mean]:
    """Mean and interval of every name in the tallies of (person, tallies) clips.

    The interval is from BOOTSTRAPS draws of people with all their clips, for a person's clips err alike.
    """
    by_person: dict[str, dict[str, Tally]] = {}
    for person, tallies in clips:
        own = by_person.setdefault(person, {})
        for name, tally in tallies.items():
            own[name] = own.get(name, Tally(0, 0)) + tally
    drawn = np.random.default_rng(SEED).integers(len(by_person), size=(BOOTSTRAPS, len(by_person)))
    names = dict.fromkeys(name for own in by_person.values() for name in own)
    return {name: _mean([own.get(name, Tally(0, 0)) for own in by_person.values()], drawn) for name in names}


def _mean(by_person: list[Tally], drawn: np.ndarray) -> Mean:
    totals, weights = np.array([(tally.total, tally.weight) for tally in by_person]).T
    # A draw without anybody in whom it was counted says nothing.
    counted = weights[drawn].sum(axis=1) > 0
    if not counted.any():
        return Mean(*[float("nan")] * 3)
    again = totals[drawn].sum(axis=1)[counted] / weights[drawn].sum(axis=1)[counted]
    low, high = np.percentile(again, [2.5, 97.5])
    return Mean(float(totals.sum() / weights.sum()), float(low), float(high))
