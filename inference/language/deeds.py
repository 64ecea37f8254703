"""Deeds: the events of a span as people count them: both sides at once, there and back, so many times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from inference.language.events.event import Event

# An event belongs to a span if this share of it lies inside, or if it fills this share of the span.
INSIDE = 0.5
# Deeds further apart are two, not one there and back or one twice.
TOGETHER_S = 3.0
# Sides further apart than this share of one of their deeds take turns; hands as far apart (per arm length)
# are at one height.
AT_ONCE = 0.4
ALIKE_LEVEL = 0.35
_BACK = {
    "raise": "lower", "lower": "raise", "bend": "stretch", "stretch": "bend",
    **{kind: f"straighten_{kind}" for kind in ("lean", "twist", "bow_head", "tilt_head")},
}  # fmt: skip
_TWO_WAYS = ("swing", "rotate")
# What goes on, rather than being done again.
_LASTING = ("walk", "run", "turn", "hold")
_STAGES = ("lean", "twist", "bow_head", "tilt_head")
_MADE_OF_OTHERS = ("punch", "reach", "throw", "wave", "clap")
_PIECES = ("raise", "lower", "bend", "stretch", "rotate", "hold")
_BOTH = {"left_arm": "both_arms", "left_leg": "both_legs"}


@dataclass(frozen=True)
class Deed:
    """Events of one kind, one after the other.

    part: a name of PARTS, or both_arms, both_legs; level: of arms, how high the hand is at the higher end,
    per arm length, -1 hanging to 1 overhead; returns: each goes there and back; times: how many of them;
    in_turn: one side after the other.
    """

    kind: str
    part: str
    start_s: float
    end_s: float
    direction: str = ""
    size: float = 0.0
    level: float = 0.0
    returns: bool = False
    times: int = 1
    in_turn: bool = False

    @property
    def duration_s(self) -> float:
        """How long all of it takes."""
        return self.end_s - self.start_s

    def overlap_s(self, other: "Deed") -> float:
        """How long both happen."""
        return min(self.end_s, other.end_s) - max(self.start_s, other.start_s)


def deeds(events: Iterable[Event], start_s: float, end_s: float, *, merge: bool = True) -> list[Deed]:
    """The deeds from start_s to end_s, in the order of time. merge: what both sides do alike is one deed."""
    seen = [event for event in events if _belongs(event, start_s, end_s)]
    single = sorted((_deed(event, start_s, end_s) for event in seen), key=_row)
    found = []
    for _, row in groupby(single, key=_row):
        found += _counted(_there_and_back(sorted(row, key=lambda deed: deed.start_s)))
    found = _without_own_parts(found)
    found = _both_sides(found) if merge else found
    return sorted(found, key=lambda deed: (deed.start_s, deed.end_s))


def _without_own_parts(found: list[Deed]) -> list[Deed]:
    """Deeds without the ways of an arm that make its punches, waves or claps, and without a lasting lean."""
    larger = [deed for deed in found if deed.kind in _MADE_OF_OTHERS]
    leans = any(deed.kind == "lean" and deed.direction == "forward" for deed in found)
    return [
        deed
        for deed in found
        if not (deed.kind in _PIECES and any(_is_piece(deed, whole) for whole in larger))
        and not (leans and deed.kind == "be_leaning")
    ]


def _is_piece(deed: Deed, whole: Deed) -> bool:
    same_arm = deed.part == whole.part or (whole.kind == "clap" and deed.part.endswith("arm"))
    return same_arm and deed.overlap_s(whole) >= INSIDE * deed.duration_s


def _belongs(event: Event, start_s: float, end_s: float) -> bool:
    inside_s = min(event.end_s, end_s) - max(event.start_s, start_s)
    return inside_s > 0 and inside_s >= INSIDE * min(event.duration_s, end_s - start_s)


def _deed(event: Event, start_s: float, end_s: float) -> Deed:
    first_s, last_s = max(event.start_s, start_s), min(event.end_s, end_s)
    share = (last_s - first_s) / event.duration_s if event.kind == "turn" else 1.0
    level = max(event.start, event.end) if event.part.endswith("arm") else 0.0
    return Deed(event.kind, event.part, first_s, last_s, event.direction, event.size * share, level)


def _row(deed: Deed) -> tuple[str, str]:
    """Deeds that can follow each other: of one part, and of one way to move it."""
    family = deed.kind.removeprefix("straighten_")
    if deed.part == "whole_body" or family in ("lunge", "lunge_to_floor", "side_lunge"):
        return "whole_body", "be" if family.startswith("be_") else ""
    if family in ("raise", "lower"):
        family = "raise"
    elif family in ("bend", "stretch"):
        family = "bend"
    return deed.part, family


def _both_sides(deeds: list[Deed]) -> list[Deed]:
    """Left and right as one where they do the same, at once or in turn."""
    found = [deed for deed in deeds if not deed.part.startswith(("left", "right"))]
    rights = [deed for deed in deeds if deed.part.startswith("right")]
    for left in (deed for deed in deeds if deed.part.startswith("left")):
        twin = next((right for right in rights if _alike(left, right)), None)
        if twin is None:
            found.append(left)
        else:
            rights.remove(twin)
            found.append(_both(left, twin))
    return found + rights


def _alike(left: Deed, right: Deed) -> bool:
    same = (left.kind, left.returns, left.part[5:]) == (right.kind, right.returns, right.part[6:])
    way = left.direction == right.direction or {left.direction, right.direction} == {"diagonal", "sideways"}
    near = abs(left.level - right.level) < ALIKE_LEVEL and abs(left.times - right.times) <= 1
    shorter_s = min(left.duration_s, right.duration_s)
    return same and way and near and left.overlap_s(right) >= INSIDE * shorter_s and left.kind != "step"


def _both(left: Deed, right: Deed) -> Deed:
    apart_s = max(abs(left.start_s - right.start_s), abs(left.end_s - right.end_s))
    return replace(
        left,
        part=_BOTH[left.part],
        start_s=min(left.start_s, right.start_s),
        end_s=max(left.end_s, right.end_s),
        level=(left.level + right.level) / 2,
        size=(left.size + right.size) / 2,
        times=max(left.times, right.times),
        in_turn=left.times > 1 and apart_s > AT_ONCE * left.duration_s / left.times,
    )


def _there_and_back(row: Sequence[Deed]) -> list[Deed]:
    found: list[Deed] = []
    for deed in row:
        last = found[-1] if found else None
        if last is not None and not last.returns and _is_back(last, deed):
            found[-1] = replace(last, end_s=deed.end_s, returns=True)
        else:
            found.append(deed)
    return found


def _is_back(deed: Deed, then: Deed) -> bool:
    if then.start_s - deed.end_s > TOGETHER_S:
        return False
    if deed.kind in _TWO_WAYS:
        return then.kind == deed.kind and then.direction != deed.direction
    return then.kind == _BACK.get(deed.kind) and abs(then.level - deed.level) < ALIKE_LEVEL


def _counted(row: Sequence[Deed]) -> list[Deed]:
    found: list[Deed] = []
    for deed in row:
        last = found[-1] if found else None
        if last is not None and _again(last, deed):
            if deed.kind in _LASTING or (deed.kind in _STAGES and not deed.returns):
                found[-1] = replace(last, end_s=deed.end_s, size=_joined_size(last, deed))
                continue
            times = last.times + 1
            size = (last.size * last.times + deed.size) / times
            level = (last.level * last.times + deed.level) / times
            found[-1] = replace(last, end_s=deed.end_s, times=times, size=size, level=level)
        else:
            found.append(deed)
    return found


def _again(last: Deed, deed: Deed) -> bool:
    same = (last.kind, last.part, last.returns) == (deed.kind, deed.part, deed.returns)
    # Hands that go up and down again and again do not go quite the same way each time.
    same &= last.direction == deed.direction or (deed.kind == "raise" and deed.returns)
    apart_s = 1.0 if deed.kind in _LASTING else TOGETHER_S
    return same and abs(last.level - deed.level) < ALIKE_LEVEL and deed.start_s - last.end_s < apart_s


def _joined_size(last: Deed, deed: Deed) -> float:
    """Turns add up; a pace is the mean."""
    if deed.kind == "turn":
        return last.size + deed.size
    return (last.size * last.duration_s + deed.size * deed.duration_s) / (last.duration_s + deed.duration_s)
