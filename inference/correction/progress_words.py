"""Progress in words: what came closer from one attempt to the next, what did not, and only what is sure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inference.language.amounts import about
from inference.language.dictionary import FINDING_WORDS
from inference.motion.channels import quantity
from inference.motion.progress import Change, Progress, Status

# So that it can be remembered from one attempt to the next.
NAMED = 2
NOTHING_BEFORE_OR_NOW = "As before, nothing differs from your coach largely and surely enough to correct."
# Of these one sentence each, with as many quantities as are named.
TOGETHER: dict[Status, str] = {
    "solved": "Your {quantities} now {match} your coach's.",
    "same": "No sure change yet: {quantities}.",
    "unseen": "Not seen well enough this time: {quantities}.",
}
# Of these a sentence for each quantity.
EACH: dict[Status, str] = {
    "closer": "Your {quantities} came closer to your coach's, by {amount}.",
    "further": "Your {quantities} went further from your coach's, by {amount}.",
    "new": "New: your {quantities} went away from your coach's, by {amount}.",
}
GOOD: tuple[Status, ...] = ("solved", "closer")
BAD: tuple[Status, ...] = ("new", "further", "same", "unseen")


@dataclass(frozen=True)
class _Told:
    """One quantity's change, on one side or both."""

    quantity: str
    side: str
    magnitude: float
    unit: str

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        praised = FINDING_WORDS[self.quantity].praise
        return f"{praised} on the {self.side}" if self.side in ("left", "right") else praised


def describe_progress(progress: Progress) -> tuple[str, ...]:
    """What came closer first, then what did not, in sentences; at most NAMED quantities of each kind."""
    if not progress.changes:
        return (NOTHING_BEFORE_OR_NOW,)
    return tuple(sentence for status in (*GOOD, *BAD) for sentence in _sentences(progress, status))


def _sentences(progress: Progress, status: Status) -> Iterator[str]:
    told = _told(progress.of(status))[:NAMED]
    if not told:
        return
    if status in TOGETHER:
        names = list(dict.fromkeys(each.name for each in told))
        match = "match" if len(names) > 1 else "matches"
        yield TOGETHER[status].format(quantities=" and ".join(names), match=match)
        return
    for each in told:
        yield EACH[status].format(quantities=each.name, amount=about(each.magnitude, each.unit))


def _told(changes: Sequence[Change]) -> list[_Told]:
    """The changes by quantity, largest first; left and right together, by the mean of both."""
    by_quantity: dict[str, list[Change]] = {}
    for change in changes:
        by_quantity.setdefault(quantity(change.channel), []).append(change)
    return [
        _Told(
            quantity=name,
            side=alike[0].side if len(alike) == 1 else "both",
            magnitude=sum(abs(change.gain) for change in alike) / len(alike),
            unit=alike[0].before.unit,
        )
        for name, alike in by_quantity.items()
    ]
