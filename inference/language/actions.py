"""Actions: which parts of the body a text concerns, on which side, and which way they go."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inference.editing.operators import OPERATORS, Edit
from inference.language.clauses import Clause, Side
from inference.language.reading import Word
from inference.motion.channels import CHANNELS

_LIMBS = {
    "leg": ("knee", "thigh", "shin", "leg", "ankle", "foot", "toe", "heel"),
    "arm": ("arm", "upper_arm", "forearm", "elbow", "hand"),
    "torso": ("trunk", "shoulder"),
    "head": ("head", "chin", "neck"),
    "lower_body": ("hip", "stance", "step"),
}
_OF_NOUN = {noun: limb for limb, nouns in _LIMBS.items() for noun in nouns}
_COVERED = {
    "upper_body": {"left_arm", "right_arm", "torso", "head"},
    "lower_body": {"left_leg", "right_leg"},
}
# What follows these is where something goes, not what goes: "hands on the hips".
_TOWARDS = (
    "on",
    "to",
    "onto",
    "over",
    "above",
    "at",
    "near",
    "towards",
    "toward",
    "against",
    "behind",
    "of",
    "up to",
)
_DIRECTIONS = ("up", "down", "forward", "back", "left", "right", "in", "out", "around")
_MEANING = {
    "overhead": "up",
    "deep": "down",
    "side": "out",
    "together": "in",
    "apart": "out",
    "squat": "down",
    "sit": "down",
}
_OF_ACTIVITY = {
    "jump": "up", "hop": "up", "leap": "up", "climb": "up", "jumping jack": "up", "kneel": "down", "crouch": "down",
    "duck": "down", "bow": "down", "bend over": "down", "bend down": "down", "circle": "around",
}  # fmt: skip


class Concerned(NamedTuple):
    """The part of skeleton.PARTS, None if nobody can tell; its side; directions in the order they are named."""

    part: str | None
    side: Side
    directions: tuple[str, ...]


def concerned(said: Sequence[Clause], edits: Sequence[Edit]) -> Concerned:
    """What clauses and edits concern together."""
    parts = {part for clause in said for part in _parts_of(clause)} | {
        p for edit in edits for p in _edited(edit)
    }
    sides = {side for clause in said for side in _sides_of(clause)} | {_side(edit) for edit in edits} - {
        "none"
    }
    side = "none" if not sides else next(iter(sides)) if len(sides) == 1 else "both"
    directions = dict.fromkeys(way for clause in said for way in _directions(clause.words))
    return Concerned(_covering(parts), side, tuple(directions))  # type: ignore[arg-type] # left, right, both, none


def _covering(parts: set[str]) -> str | None:
    """The smallest part that has them all."""
    basic = {p for part in parts for p in _COVERED.get(part, {part})}
    if len(basic) <= 1:
        return next(iter(basic), None)
    return next((name for name, covered in _COVERED.items() if basic <= covered), "whole_body")


def _edited(edit: Edit) -> Iterable[str]:
    part = OPERATORS[edit.operator].part
    if part not in ("leg", "arm"):
        return (part,)
    return [f"{side}_{part}" for side in ("left", "right") if edit.side in (side, "both", "none")]


def _side(edit: Edit) -> str:
    if (
        edit.operator in CHANNELS
    ):  # those of both legs or arms together have a side, though edits of them none
        return CHANNELS[edit.operator].side
    return edit.side


def _moved(words: Sequence[Word]) -> list[tuple[str, Word]]:
    """The nouns of what moves itself, by limb."""
    found = []
    for at, word in enumerate(words):
        if "noun" not in word or word.means["noun"] not in _OF_NOUN:
            continue
        before = [
            w.text
            for w in words[max(at - 3, 0) : at]
            if w.text not in ("the", "both", "left", "right", "side")
        ]
        if not before or before[-1] not in _TOWARDS:
            found.append((_OF_NOUN[word.means["noun"]], word))
    return found


def _parts_of(clause: Clause) -> set[str]:
    limbs = {limb for limb, _ in _moved(clause.words)}
    named = {part for _, part in clause.activities}
    limbs |= {part for part in named if part not in ("arm", "leg") or part not in limbs}
    found = set()
    for limb in limbs:
        if limb in ("leg", "arm"):
            sides = clause.sides or ("left", "right")
            found |= {f"{side}_{limb}" for side in sides}
        else:
            found.add(limb)
    return found


def _sides_of(clause: Clause) -> set[str]:
    if not any(limb in ("leg", "arm") for limb, _ in _moved(clause.words)):
        return set()
    return {clause.side} - {"none"}


def _directions(words: Sequence[Word]) -> Iterable[str]:
    turning = any(word.means.get("motion") == "turn" for word in words)
    ways = []
    for word in words:
        motion = word.means.get("motion", "")
        way = _MEANING.get(motion, motion)
        if way in _DIRECTIONS and "side" not in word:
            ways.append(way)
        elif "activity" in word:
            ways.append(_OF_ACTIVITY.get(word.means.get("inflected", word.text), ""))
    if turning and not {"left", "right", "around"} & set(ways):
        ways.append("around")
    return filter(None, ways)
