"""What of a motion is known and what is to be made: parts of the body, spans of time, both, or all of it."""

from typing import NamedTuple

import numpy as np

from inference.editing.feature_parts import GROUPS, groups_of
from inference.motion.skeleton import PARTS

# A part is edited; all of the body in a span of time; a part in a span. The rest is made from nothing.
PART, SPAN, PART_IN_SPAN = 0.35, 0.1, 0.15
SHORTEST_SPAN = 8
_PARTS = tuple(part for part in PARTS if part != "whole_body")


class Mask(NamedTuple):
    """known (T, GROUPS) bool, and the part of skeleton.PARTS that is not."""

    known: np.ndarray
    part: str


def drawn(length: int, chance: np.random.Generator) -> Mask:
    """A random mask for so many vectors."""
    kind = chance.random()
    part = "whole_body"
    if kind < PART or kind >= 1 - PART_IN_SPAN:
        part = _PARTS[chance.integers(len(_PARTS))]
    made = np.ones((length, len(GROUPS)), bool) & groups_of(part)
    if kind >= 1 - PART_IN_SPAN - SPAN:
        count = int(chance.integers(min(SHORTEST_SPAN, length), length + 1))
        first = int(chance.integers(length - count + 1))
        made[:first] = made[first + count :] = False
    return Mask(~made, part)
