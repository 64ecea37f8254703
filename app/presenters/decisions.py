"""Decisions: what the coach has made of the program's sentences; immutable, so that any can be undone.

They are kept by what is said (which channels, more or less of it) and not by sentence: a channel has one
finding, whose phase and size may be others after a refinement, or in the next attempt.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from inference.correction.describer import DEFAULT_LIMIT
from inference.motion.finding import Finding

About = frozenset[str]


@dataclass(frozen=True)
class Decision:
    """What was decided about one thing.

    text: as it was said then; own: the coach wrote it, when the difference was `measured`; shape: of the
    alternative that was chosen, "": the program's choice.
    """

    about: About
    text: str = ""
    own: bool = False
    measured: str = ""
    shape: str = ""
    pinned: bool = False
    rejected: bool = False

    @property
    def stands(self) -> bool:
        """Whether anything is decided, and not all of it taken back."""
        return self.own or self.pinned or self.rejected or bool(self.shape)


@dataclass(frozen=True)
class Decisions:
    """All decisions, the order wanted (what comes first), and how many sentences are said."""

    each: tuple[Decision, ...] = ()
    order: tuple[str, ...] = ()
    count: int = DEFAULT_LIMIT

    def on(self, about: About) -> Decision:
        """The decision about this, or one that leaves everything to the program."""
        found = (decision for decision in self.each if decision.about & about)
        return replace(next(found, Decision(about)), about=about)

    def deciding(self, decision: Decision) -> "Decisions":
        """With this in the place of what was decided about the same."""
        others = (each for each in self.each if not each.about & decision.about)
        return replace(self, each=(*others, decision))

    def rank(self, about: About) -> int:
        """Where it stands in the order wanted; what has no place there comes after all that has."""
        return min((self.order.index(name) for name in about if name in self.order), default=len(self.order))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        each = [asdict(decision) | {"about": sorted(decision.about)} for decision in self.each]
        return {"each": each, "order": list(self.order), "count": self.count}

    @classmethod
    def from_json(cls, data: Any) -> "Decisions":
        """What to_json wrote. Raises ValueError if it was written by somebody else."""
        try:
            each = tuple(_decision(one) for one in data.get("each", ()))
            order, count = _names(data.get("order", ())), data.get("count", DEFAULT_LIMIT)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("these are no decisions") from error
        if type(count) is not int or count < 1:
            raise ValueError("so many sentences cannot be said")
        return cls(each, tuple(order), count)


def about(findings: Iterable[Finding]) -> About:
    """What findings say: their channels, and whether more or less of it is wanted."""
    return frozenset(f"{f.channel} {'less' if f.difference > 0 else 'more'}" for f in findings)


def shape(text: str) -> str:
    """A sentence without its numbers, by which its wording is found again when they change."""
    return re.sub(r"\d+(\.\d+)?", "#", text)


def _decision(data: dict[str, Any]) -> Decision:
    made = Decision(**data | {"about": frozenset(_names(data["about"]))})
    for name, default in asdict(Decision(frozenset())).items():
        if not isinstance(getattr(made, name), type(default)):
            raise TypeError(name)
    return made


def _names(names: Sequence[Any]) -> list[str]:
    if not all(isinstance(name, str) for name in names):
        raise TypeError("names")
    return list(names)
