"""Verification: which of several texts, carried out on the trainee's motion, brings it closest to the coach.

CigTime measures a text by the motion that it leads to (reconstruction, Fang et al., NeurIPS 2024, section 4);
here that chooses the text before anybody reads it. What counts is how much of the findings is gone on their
own channels, and that nothing else became a fault.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from inference.correction.factcheck import problems
from inference.correction.language_model import Candidate
from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.errors import CoachError
from inference.language.parser import parse
from inference.motion.differences import Comparison, compare
from inference.motion.motion import Motion

# Shares of repair that are this close are alike; then the likelier text is the better one.
ALIKE = 0.1
# Less than this is not called a repair.
LEAST_REPAIR = 0.1
# Other channels may get worse by half a tolerance before it counts: an editor is not exact.
SPARED = 0.5

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
    editor: Editor = edited,
) -> Verification:
    """Check every candidate, carry it out on the trainee's motion, and choose the one that repairs most.

    comparison: of these two motions. A text that contradicts the findings or cannot be carried out is not
    chosen; equal texts are tried once.
    """
    seen: dict[str, Tried] = {}
    for candidate in candidates:
        if candidate.text not in seen:
            seen[candidate.text] = _tried(candidate, trainee, coach, comparison, editor)
    tried = tuple(seen[candidate.text] for candidate in candidates)
    return Verification(tried, _best(tried))


def _tried(
    candidate: Candidate, trainee: Motion, coach: Motion, comparison: Comparison, editor: Editor
) -> Tried:
    found = problems(candidate.text, comparison.findings)
    if found:
        return Tried(candidate, found)
    try:
        moved = editor(trainee, parse(candidate.text).edits)
        after = compare(moved, coach, comparison.focus)
    except CoachError as error:
        return Tried(candidate, (f"it cannot be carried out: {error}",))
    return Tried(candidate, (), repaired(comparison, after))


def repaired(before: Comparison, after: Comparison) -> float:
    """The share of the findings' excess over tolerance that is gone, less what became worse elsewhere.

    1: every finding is within tolerance and nothing else is out of it; 0: nothing is gained.
    """
    faults = {finding.channel for finding in before.findings}
    excess = {channel: _excess(before, channel) for channel in faults}
    if not sum(excess.values()):
        return 0.0
    gained = sum(excess[channel] - _excess(after, channel) for channel in faults)
    others = before.scores.keys() - faults
    lost = sum(max(_excess(after, c) - _excess(before, c) - SPARED, 0.0) for c in others)
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
    return max(alike, key=lambda number: tried[number].candidate.log_likelihood)
