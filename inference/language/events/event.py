"""Events: what somebody does, when, with which limb, where to and how far. Words come later."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

# A movement that swings from one value to another has begun and ended within a tenth of its way.
AT_REST = 0.1


@dataclass(frozen=True)
class Event:
    """One deed. Angles are in degrees, as in Findings: they are for words.

    kind: one of `deed_words`; part: whose deed (a name of skeleton.PARTS); start_s, end_s: clip time;
    direction: forward, backward, left, right, … or empty; size: how far or how fast, start, end: the posture
    before and after, both as the kind's own module says.
    """

    kind: str
    part: str
    start_s: float
    end_s: float
    direction: str = ""
    size: float = 0.0
    start: float = 0.0
    end: float = 0.0

    @property
    def duration_s(self) -> float:
        """How long it takes."""
        return self.end_s - self.start_s

    def lasting(self, start_s: float, end_s: float) -> "Event":
        """The same at another time."""
        return replace(self, start_s=start_s, end_s=end_s)

    def overlap_s(self, other: "Event") -> float:
        """How long both happen."""
        return min(self.end_s, other.end_s) - max(self.start_s, other.start_s)


@dataclass(frozen=True)
class Swing:
    """A signal's way from one turning point to the next: frames, and the values there."""

    first: int
    last: int
    start: float
    end: float


def swings(signal: np.ndarray, least: float) -> list[Swing]:
    """The signal (T,) as ways up and down of at least `least`, without the rest before and after each."""
    turns = [0]
    low = high = 0
    heading = 0
    for frame, value in enumerate(signal):
        low = frame if value < signal[low] else low
        high = frame if value > signal[high] else high
        if heading <= 0 and value - signal[low] >= least:
            turns.append(low)
            heading, high = 1, frame
        elif heading >= 0 and signal[high] - value >= least:
            turns.append(high)
            heading, low = -1, frame
    turns.append(high if heading > 0 else low)
    return [_trimmed(signal, first, last) for first, last in pairwise(turns[1:]) if last > first]


def _trimmed(signal: np.ndarray, first: int, last: int) -> Swing:
    start, end = float(signal[first]), float(signal[last])
    way = (signal[first : last + 1] - start) / (end - start)
    begins = first + int(np.flatnonzero(way <= AT_REST)[-1])
    ends = first + int(np.flatnonzero(way >= 1 - AT_REST)[0])
    return Swing(begins, max(ends, begins + 1), start, end)
