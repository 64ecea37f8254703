"""Pair: two motions and what leads from one to the other, before anybody has filmed or described them."""

from dataclasses import dataclass

from inference.editing.operators import OPERATORS, Edit
from inference.motion.motion import Motion
from training.triplets.takes import Take
from training.triplets.triplet import Direction

_BOTH_SIDES = {"arm": "upper_body", "leg": "lower_body"}


@dataclass(frozen=True, eq=False)
class Pair:
    """Source and target, the takes they are of, and what takes the one to the other.

    warp: the target's duration over what it was before its time was bent.
    """

    source: Motion
    target: Motion
    takes: tuple[Take, Take]
    direction: Direction
    edits: tuple[Edit, ...]
    warp: float = 1.0

    @property
    def mask_part(self) -> str:
        """The part of the body that changes."""
        parts = {part_of(edit) for edit in self.edits}
        return parts.pop() if len(parts) == 1 else "whole_body"


def part_of(edit: Edit) -> str:
    """The part of the body that an edit changes, with its side."""
    operator = OPERATORS[edit.operator]
    if not operator.sided:
        return operator.part
    return _BOTH_SIDES[operator.part] if edit.side == "both" else f"{edit.side}_{operator.part}"
