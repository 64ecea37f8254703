"""Actions: which parts of the body a text concerns, on which side, and which way they go."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inference.editing.operators import OPERATORS, Edit
from inference.language.clauses import Clause, Side
from inference.language.reading import Word
from inference.motion.channels import CHANNELS

_LIMBS = {
    "leg": ("knee", "thigh", "shin", "leg", "ankle", "foot", "toe", "heel"),
    "arm": ("arm", "upper_arm", "forearm", "elbow", "hand", "palm"),
    "torso": ("trunk", "shoulder", "shoulder_blade", "belly"),
    "head": ("head", "chin", "neck", "eye"),
    "lower_body": ("hip", "stance", "step"),
}
_OF_NOUN = {noun: limb for limb, nouns in _LIMBS.items() for noun in nouns}
_PAIRED = ("leg", "arm")
_COVERED = {
    "upper_body": {"left_arm", "right_arm", "torso", "head"},
    "lower_body": {"left_leg", "right_leg"},
}
# What follows these is where something goes, not what goes: "hands on the hips".
_TOWARDS = (
    "on", "to", "onto", "over", "above", "at", "near", "towards", "toward", "against", "behind", "of",
    "up to",
)  # fmt: skip
_DIRECTIONS = ("up", "down", "forward", "back", "left", "right", "in", "out", "around")
_MEANING = {"deep": "down", "side": "out", "together": "in", "apart": "out", "overhead": "up"}
_OF_DEED = {
    "jump": "up", "hop": "up", "leap": "up", "climb": "up", "jumping jack": "up", "jumping jacks": "up",
    "get up": "up", "kneel": "down", "crouch": "down", "duck": "down", "bow": "forward down",
    "bend over": "down", "bend down": "down", "squat": "down", "sit": "down", "lie": "down", "lay": "down",
    "fall": "down", "side to side": "left right", "from side to side": "left right",
}  # fmt: skip
# What moves where nobody names a part.
_OF_MOTION = {"lean": "torso", "bend": "torso", "look": "head"} | dict.fromkeys(
    ("turn", "around", "squat", "sit", "stand", "lunge", "travel", "side_to_side"), "whole_body"
)


class Concerned(NamedTuple):
    """The part of skeleton.PARTS, None if nobody can tell; its side; directions as they are named."""

    part: str | None
    side: Side
    directions: tuple[str, ...]


def concerned(said: Sequence[Clause], acting: Sequence[bool], edits: Sequence[Edit]) -> Concerned:
    """What clauses, of which some are to be acted, and edits concern together."""
    actions = [clause for clause, acts in zip(said, acting, strict=True) if acts]
    parts = _acting(actions) | {part for edit in edits for part in _edited(edit)}
    sides = {side for clause in actions for side in _sides_of(clause)} | {_side(edit) for edit in edits} - {
        "none"
    }
    side = "none" if not sides else next(iter(sides)) if len(sides) == 1 else "both"
    directions = dict.fromkeys(way for clause in said for way in _directions(clause))
    return Concerned(_covering(parts), side, tuple(directions))  # type: ignore[arg-type] # left, right, both, none


def _covering(parts: set[str]) -> str | None:
    """The smallest part that has them all."""
    basic = {p for part in parts for p in _COVERED.get(part, {part})}
    if len(basic) <= 1:
        return next(iter(basic), None)
    return next((name for name, covered in _COVERED.items() if basic <= covered), "whole_body")


def _edited(edit: Edit) -> Iterable[str]:
    part = OPERATORS[edit.operator].part
    if part not in _PAIRED:
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


def _acting(actions: Sequence[Clause]) -> set[str]:
    """The parts that act: those that are named, and else those that such deeds take."""
    found = set()
    for clause in actions:
        for limb, _ in _moved(clause.words):
            found |= (
                {f"{side}_{limb}" for side in clause.sides or ("left", "right")}
                if limb in _PAIRED
                else {limb}
            )
    named = {part.rpartition("_")[2] for part in found}
    for clause in actions:
        taken = set(clause.activities)
        if not clause.nouns:
            taken |= {_OF_MOTION[motion] for motion in clause.motions if motion in _OF_MOTION}
        for part in taken - named - {""}:
            found |= {f"left_{part}", f"right_{part}"} if part in _PAIRED else {part}
    return found or ({"whole_body"} if actions else set())


def _sides_of(clause: Clause) -> set[str]:
    if clause.sides and any(_OF_NOUN.get(noun) in _PAIRED for noun in clause.nouns):
        return set(clause.sides)
    return (
        {str(clause.side)} - {"none"} if any(limb in _PAIRED for limb, _ in _moved(clause.words)) else set()
    )


def _directions(clause: Clause) -> list[str]:
    ways = [_MEANING.get(motion, motion) for motion in clause.motions]
    deeds = [word.means.get("plain", "") for word in clause.words if {"activity", "motion"} & set(word.means)]
    ways += [way for deed in deeds for way in _OF_DEED.get(deed, "").split()]
    aside = {"left", "right"} & set(ways)
    if "turn" in clause.motions and not aside:
        ways.append("around")
    if aside and any("around" in deed for deed in deeds):
        ways = [way for way in ways if way != "around"]
    return [way for way in ways if way in _DIRECTIONS]
