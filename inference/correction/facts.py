"""Facts: what a correction says, apart from how it says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from inference.motion.channels import quantity
from inference.motion.differences import THROUGHOUT
from inference.motion.finding import Finding

# Left and right are said together when the smaller difference is at least this share of the larger.
ALIKE = 0.5
_BOTH_PARTS = {"leg": "lower_body", "arm": "upper_body"}


@dataclass(frozen=True)
class Fact:
    """One thing to change, and which way: more or less of a quantity, by a magnitude above zero.

    quantity: a channel without its side (knee_flexion); part, side, unit, uncertainty, phase and repetitions
    as in Finding; opposite: trainee and coach are on the quantity's negative side (leaning back, to the
    right), where less of it means going further; findings: ids of what it rests on.
    """

    quantity: str
    part: str
    side: str
    direction: Literal["more", "less"]
    magnitude: float
    uncertainty: float
    unit: str
    phase: str
    repetitions: tuple[int, int]
    opposite: bool
    findings: tuple[str, ...]


def facts(findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """The facts behind findings, in their order; left and right become both where they agree."""
    said: list[Fact] = []
    for finding in findings:
        fact = _fact(finding)
        twin = next((other for other in said if _alike(fact, other)), None)
        if twin is None:
            said.append(fact)
        else:
            said[said.index(twin)] = _merged(twin, fact)
    return tuple(said)


def _fact(finding: Finding) -> Fact:
    return Fact(
        quantity=quantity(finding.channel),
        part=finding.part,
        side=finding.side,
        direction="less" if finding.difference > 0 else "more",
        magnitude=abs(finding.difference),
        uncertainty=finding.uncertainty,
        unit=finding.unit,
        phase=finding.phase.name,
        repetitions=finding.repetitions,
        opposite=finding.trainee + finding.coach < 0,
        findings=(finding.id,),
    )


def _alike(a: Fact, b: Fact) -> bool:
    same = (a.quantity, a.direction, a.opposite) == (b.quantity, b.direction, b.opposite)
    sides = {a.side, b.side} == {"left", "right"}
    together = a.phase == b.phase or THROUGHOUT in (a.phase, b.phase)
    return (
        same and sides and together and min(a.magnitude, b.magnitude) >= ALIKE * max(a.magnitude, b.magnitude)
    )


def _merged(first: Fact, second: Fact) -> Fact:
    """Both sides at once, by the mean of both magnitudes, as surely and as often as the weaker one."""
    return Fact(
        quantity=first.quantity,
        part=_BOTH_PARTS[first.part.rpartition("_")[2]],
        side="both",
        direction=first.direction,
        magnitude=(first.magnitude + second.magnitude) / 2,
        uncertainty=max(first.uncertainty, second.uncertainty),
        unit=first.unit,
        phase=second.phase if first.phase == THROUGHOUT else first.phase,
        repetitions=min(first.repetitions, second.repetitions),
        opposite=first.opposite,
        findings=first.findings + second.findings,
    )
