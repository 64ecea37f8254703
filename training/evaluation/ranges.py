"""Is what is told of single clips as sure as it says? Values, ranges, left against right, and durations."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from inference.motion.kinematics import leg_length_m
from inference.motion.performance import Performance, Stretch
from inference.motion.precision import Measurement
from inference.motion.ranges import range_of_motion
from inference.motion.retarget import typical_bone_lengths, with_bones
from inference.motion.symmetry import PAIRED, symmetry
from inference.motion.tempo import tempo
from training.evaluation.channel_errors import FAMILIES, NAMES
from training.evaluation.report import table
from training.evaluation.takes import Take, takes

SPLIT = "val"
PEOPLE = "UI-PRMD s07, MHAD s10, CMU 127"


@dataclass(eq=False)
class Misses:
    """By how many of their own σ the measured numbers miss the truth; by channel where there are several.

    beyond_limit: whether the difference of left and right misses the truth by more than its limit.
    """

    values: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in NAMES})
    ranges: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in NAMES})
    durations: list[float] = field(default_factory=list)
    phases: list[float] = field(default_factory=list)
    beyond_limit: list[bool] = field(default_factory=list)
    films: int = 0


def evaluate() -> str:
    """The section of docs/benchmarks.md."""
    misses = Misses()
    for take in takes(SPLIT):
        _add(misses, take)
    rows = []
    for family, columns in FAMILIES.items():
        cells = [
            [miss for i in columns for miss in kind[NAMES[i]]] for kind in (misses.values, misses.ranges)
        ]
        if all(cells):
            rows.append([family, *(share for each in cells for share in _shares(each))])
    means = ["mean", *(f"{np.mean(column):.0%}" for column in _numbers(rows))]
    return f"""## Ranges

`python -m training.evaluation ranges`: {misses.films} films of people on whom nothing was trained ({PEOPLE})
against the truth: how often it lies within ± 1 σ and ± 2 σ of what the Measure tab says of a clip by itself.
Values: each frame. Range: most − least in each repetition of the truth. From what σ_m of its joints on a
channel's σ grows was chosen on these films, so others will do a little worse.

{table(["channel", "value, 1 σ", "2 σ", "range, 1 σ", "2 σ"], [*rows, means])}

Duration of a repetition: {" and ".join(_shares(misses.durations))} of {len(misses.durations)}; of its phases:
{" and ".join(_shares(misses.phases))}. The difference of the left and the right range missed the
truth by more than its limit in {np.mean(misses.beyond_limit):.1%} of {len(misses.beyond_limit)}.
"""


def _add(misses: Misses, take: Take) -> None:
    truth = with_bones(take.truth, typical_bone_lengths(take.motion))
    leg_m = leg_length_m(take.motion)
    own, true = Performance(take.motion, True, leg_m), Performance(truth, False, leg_m)
    misses.films += 1
    count = min(len(take.motion), len(truth))
    for name, values in own.values.items():
        missed = np.abs(values[:count] - true.values[name][:count]) / own.sigmas[name][:count]
        misses.values[name] += missed[np.isfinite(missed)].tolist()
    for stretch in true.stretches if true.stretches[0].phases else ():
        for name in own.values:
            ranges = [range_of_motion(each, name, stretch) for each in (own, true)]
            if all(ranges):
                misses.ranges[name].append(_missed(*(each.extent for each in ranges if each)))
        misses.beyond_limit += _beyond_limit(own, true, stretch)
    if len(own.stretches) == len(true.stretches) and own.stretches[0].phases and true.stretches[0].phases:
        for pair in zip(own.stretches, true.stretches, strict=True):
            mine, its = (tempo(each, stretch) for each, stretch in zip((own, true), pair, strict=True))
            misses.durations.append(_missed(mine.whole, its.whole))
            both = zip(mine.phases.values(), its.phases.values(), strict=True)
            misses.phases += [_missed(*phases) for phases in both]


def _beyond_limit(own: Performance, true: Performance, stretch: Stretch) -> Iterator[bool]:
    for quantity in PAIRED:
        mine, its = symmetry(own, quantity, stretch), symmetry(true, quantity, stretch)
        if mine and its:
            yield abs(mine.difference.value - its.difference.value) > mine.limit


def _missed(measured: Measurement, truth: Measurement) -> float:
    return abs(measured.value - truth.value) / measured.sigma


def _shares(missed: list[float]) -> list[str]:
    """Shares of the truth within ± 1 and ± 2 σ."""
    return [f"{np.mean(np.array(missed) <= multiple):.0%}" for multiple in (1, 2)]


def _numbers(rows: list[list[str]]) -> np.ndarray:
    """The rows' shares as numbers, by column."""
    return np.array([[float(cell.rstrip("%")) / 100 for cell in row[1:]] for row in rows]).T
