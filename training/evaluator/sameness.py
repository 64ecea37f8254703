"""Which texts say the same, which contradict each other, and which motions may be told alike."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

# Words that tell who moves, or nothing.
_IDLE = {"a", "an", "the", "is", "are", "person", "persons", "people", "man", "woman", "guy", "someone"}
_IDLE |= {"somebody", "figure", "human", "he", "she", "they", "it", "his", "her", "their", "its"}
_OPPOSITE = {
    "left": "right",
    "right": "left",
    "clockwise": "counterclockwise",
    "counterclockwise": "clockwise",
}
_SIDE = re.compile(rf"\b({'|'.join(_OPPOSITE)})")


def plain(text: str) -> str:
    """The text in small letters without marks, articles and who moves: equal where two texts say the same."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return " ".join(word for word in words if word not in _IDLE)


@cache
def sides(text: str) -> tuple[str, ...]:
    """The sides a text speaks of, in its order."""
    return tuple(_SIDE.findall(text.lower()))


def contradict(one: str, other: str) -> bool:
    """Whether two texts both speak of sides and have none in common, or one names the other's in a mirror."""
    first, second = sides(one), sides(other)
    if not first or not second or first == second:
        return False
    return set(first).isdisjoint(second) or first == tuple(_OPPOSITE[side] for side in second)


def movements(texts: Sequence[Iterable[str]]) -> list[int]:
    """A number for each motion, the same for motions that a text, or a chain of texts, tells alike.

    texts: what is said of each motion.
    """
    number: dict[str, int] = {}
    parent = list(range(len(texts)))
    for motion, said in enumerate(texts):
        for text in said:
            _join(parent, motion, number.setdefault(plain(text), motion))
    return [_root(parent, motion) for motion in range(len(texts))]


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        node = parent[node]
    return node


def _join(parent: list[int], one: int, other: int) -> None:
    parent[_root(parent, one)] = _root(parent, other)
