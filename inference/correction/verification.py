"""Verification: which of several texts, carried out on the trainee's motion, brings it closest to the coach.

CigTime measures a text by the motion that it leads to (reconstruction, Fang et al., NeurIPS 2024, section 4);
here that chooses the text before anybody reads it. What counts is how much of the findings is gone on their
own channels, and that nothing else became a fault.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from inference.correction.factcheck import problems, rests_on
from inference.correction.language_model import Candidate
from inference.correction.register import speaks
from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.errors import CoachError
from inference.language.parser import parse
from inference.motion.differences import Comparison, compare
from inference.motion.motion import Motion
from inference.motion.redundancy import follows

# Shares of repair that are this close are alike; then a text that speaks is better, and the likelier one.
ALIKE = 0.1
# Less than this is not called a repair.
LEAST_REPAIR = 0.1
# Other channels may get worse by half a tolerance before it counts: an editor is not exact.
SPARED = 0.5

# Why texts that may be good are not among those to choose from.
ABOUT_NOTHING = "it speaks of none of the findings"
NO_TIME = "there was no time to carry it out"

Editor = Callable[[Motion, Sequence[Edit]], Motion]


@dataclass(frozen=True)
class Tried:
    """A candidate, why it must not be shown if it must not, and which share of the findings it repairs."""

    candidate: Candidate
    problems: tuple[str, ...]
    repaired: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The candidate as correction.json holds it."""
        return {
            "text": self.candidate.text,
            "log_likelihood": self.candidate.log_likelihood,
            "problems": list(self.problems),
            "repaired": self.repaired,
        }


@dataclass(frozen=True)
class Verification:
    """All candidates as they came, and the one to show; None where none repairs anything."""

    tried: tuple[Tried, ...]
    chosen: int | None

    def followed_by(self, other: "Verification") -> "Verification":
        """This one, none of which helped, and what was tried after it."""
        chosen = None if other.chosen is None else len(self.tried) + other.chosen
        return Verification((*self.tried, *other.tried), chosen)

    def to_json(self) -> dict[str, Any]:
        """The verification as correction.json holds it; `before` and `after`: share of the findings left."""
        after = 1.0 if self.chosen is None else 1.0 - self.tried[self.chosen].repaired
        candidates = [tried.to_json() for tried in self.tried]
        return {"candidates": candidates, "before": 1.0, "after": after, "chosen": self.chosen}


def verify(
    candidates: Sequence[Candidate],
    trainee: Motion,
    coach: Motion,
    comparison: Comparison,
    *,
    offset_s: float | None = None,
    editor: Editor = edited,
    limit_s: float = inf,
    progress: Callable[[float], None] = lambda fraction: None,
) -> Verification:
    """Check every candidate, carry it out on the trainee's motion, and choose the one that repairs most.

    comparison: of these two motions, offset_s as it was given for it. A text that contradicts the findings or
    cannot be carried out is not chosen. Texts that ask for the same are carried out once, the likeliest
    first; after limit_s seconds the others are left. progress may raise Cancelled.
    """
    until_s = time.monotonic() + limit_s

    def outcome(edits: tuple[Edit, ...]) -> _Outcome:
        if outcomes and time.monotonic() > until_s:
            return _Outcome((NO_TIME,))
        try:
            after = compare(editor(trainee, edits), coach, comparison.focus, offset_s)
        except CoachError as error:
            return _Outcome((f"it cannot be carried out: {error}",))
        return _Outcome((), repaired(comparison, after))

    outcomes: dict[tuple[Edit, ...], _Outcome] = {}
    tried: dict[int, Tried] = {}
    for number in sorted(range(len(candidates)), key=lambda n: -candidates[n].log_likelihood):
        progress(len(tried) / len(candidates))
        candidate = candidates[number]
        found = _problems(candidate.text, comparison)
        if found:
            tried[number] = Tried(candidate, found)
            continue
        edits = parse(candidate.text).edits
        if edits not in outcomes:
            outcomes[edits] = outcome(edits)
        tried[number] = Tried(candidate, *outcomes[edits])
    in_order = tuple(tried[number] for number in range(len(candidates)))
    return Verification(in_order, _best(in_order))


class _Outcome(NamedTuple):
    """What carrying a text out led to: why it could not be, or which share of the findings it repairs."""

    problems: tuple[str, ...]
    repaired: float = 0.0


def _problems(text: str, comparison: Comparison) -> tuple[str, ...]:
    found = problems(text, comparison.findings, comparison.deviations)
    return found or (() if rests_on(text, comparison.findings) else (ABOUT_NOTHING,))


def repaired(before: Comparison, after: Comparison) -> float:
    """The share of the findings' excess over tolerance that is gone, less what became worse elsewhere.

    1: every finding is within tolerance and nothing else is out of it; 0: nothing is gained. What findings or
    another loss may bring about, as bodies are made, is no loss of its own.
    """
    faults = {finding.channel for finding in before.findings}
    excess = {channel: _excess(before, channel) for channel in faults}
    if not sum(excess.values()):
        return 0.0
    gained = sum(excess[channel] - _excess(after, channel) for channel in faults)
    others = before.scores.keys() - faults
    worse = {c: _excess(after, c) - _excess(before, c) - SPARED for c in others}
    worse = {channel: more for channel, more in worse.items() if more > 0}
    lost = sum(more for channel, more in worse.items() if not follows(channel, faults | worse.keys()))
    return (gained - lost) / sum(excess.values())


def _excess(comparison: Comparison, channel: str) -> float:
    """By how many tolerances a channel is out of its tolerance at its worst phase."""
    return max(comparison.scores.get(channel, 0.0) - 1.0, 0.0)


def _best(tried: Sequence[Tried]) -> int | None:
    sound = [number for number, each in enumerate(tried) if not each.problems]
    helping = [number for number in sound if tried[number].repaired >= LEAST_REPAIR]
    if not helping:
        return None
    most = max(tried[number].repaired for number in helping)
    alike = [number for number in helping if tried[number].repaired >= most - ALIKE]
    said = {number: tried[number].candidate for number in alike}
    return max(said, key=lambda number: (speaks(said[number].text), said[number].log_likelihood))
