"""Factuality: whether a text names what was changed: by the edit's parameters, never by our findings."""

from collections.abc import Collection, Sequence

from inference.editing.form import edited_channels
from inference.editing.operators import OPERATORS, THROUGHOUT, Edit
from inference.errors import CoachError
from inference.language.amounts import LITTLE, MUCH
from inference.language.parser import parse

ASPECTS = ("part", "quantity", "side", "direction", "phase", "magnitude")
# An amount just over the border of its band is still right.
NEAR = 1.25


def factuality(text: str, edits: Sequence[Edit]) -> dict[str, bool]:
    """Which aspects of the foremost edit a text has right, and `all`: every one, and nothing invented.

    Of what the text asks for, that counts which agrees best. A text that is not understood has nothing right;
    a phase that it does not tell is wrong, unless the edit was throughout.
    """
    try:
        said = parse(text).edits
    except CoachError:
        said = ()
    if not said:
        return dict.fromkeys((*ASPECTS, "all"), False)
    best = max(
        (_agreement(each, edits[0]) for each in said), key=lambda found: list(found.values()).count(True)
    )
    invented = any(not any(_same(each, true) for true in edits) for each in said)
    return best | {"all": all(best.values()) and not invented}


def of_action(text: str, part: str, told: str) -> dict[str, bool]:
    """Which of part, side and direction of an action a text has right, and `all`.

    part: of skeleton.PARTS that was made anew, as it was `told`; a direction that was not told is not asked.
    """
    try:
        said, true = parse(text), parse(told, part)
    except CoachError:
        return dict.fromkeys(("part", "side", "direction", "all"), False)
    side = next((side for side in ("left", "right") if part.startswith(side)), "")
    found = {
        "part": said.part == part,
        "side": said.side == side if side else said.side not in ("left", "right"),
        "direction": not true.directions or bool(set(true.directions) & set(said.directions)),
    }
    return found | {"all": all(found.values())}


def names_fault(text: str, fault: Collection[str]) -> bool:
    """Whether a text asks for a change of a channel on which an acted fault shows."""
    try:
        said = parse(text).edits
    except CoachError:
        return False
    return any(channel in fault for edit in said for channel in edited_channels(edit))


def _agreement(said: Edit, true: Edit) -> dict[str, bool]:
    quantity = said.operator == true.operator
    sided = OPERATORS[true.operator].sided
    return {
        "part": OPERATORS[said.operator].part == OPERATORS[true.operator].part,
        "quantity": quantity,
        "side": said.side == true.side if sided else True,
        "direction": quantity and said.magnitude * true.magnitude > 0,
        "phase": said.phase == true.phase,
        "magnitude": quantity and _as_large(said, true),
    }


def _same(said: Edit, true: Edit) -> bool:
    """Whether what is asked for was done: not how much of it."""
    agreed = _agreement(said, true)
    timed = agreed["phase"] or THROUGHOUT in (said.phase, true.phase)
    return agreed["quantity"] and agreed["side"] and agreed["direction"] and timed


def _as_large(said: Edit, true: Edit) -> bool:
    """Whether both are little, usual, or a lot, or nearly the same."""
    usual = OPERATORS[true.operator].usual
    small, large = sorted((abs(said.magnitude), abs(true.magnitude)))
    return _band(small / usual) == _band(large / usual) or large <= NEAR * small


def _band(share: float) -> str:
    if share < LITTLE:
        return "little"
    return "a lot" if share > MUCH else "usual"
