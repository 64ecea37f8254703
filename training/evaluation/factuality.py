"""Factuality: whether a text names what was changed: by the edit's parameters, never by our findings."""

from collections.abc import Sequence
from itertools import product

from inference.editing.form import edited_channels
from inference.editing.operators import OPERATORS, THROUGHOUT, Edit
from inference.editing.stretches import alike
from inference.errors import CoachError
from inference.language.amounts import LITTLE, MUCH
from inference.language.parser import parse
from inference.motion.redundancy import SIGNS
from training.evaluation.acted_mistakes import mends

ASPECTS = ("part", "quantity", "side", "direction", "phase", "magnitude")
# What else is asked of a text; see factuality.
BESIDES = ("akin", "no more")
# An amount just over the border of its band is still right.
NEAR = 1.25


def factuality(text: str, edits: Sequence[Edit]) -> dict[str, bool]:
    """Which aspects of the foremost edit a text has right, and `all` of them.

    Of what the text asks for, that counts which agrees best. A text that is not understood has nothing right;
    a phase that it does not tell is wrong, and every one is right of an edit throughout.
    `akin`: the quantity, or one that goes with it as bodies are made (deeper knees, lower hips), that way;
    `no more`: nothing is asked for but the edits and what goes with them.
    """
    try:
        parsed = parse(text)
    except CoachError:
        parsed = None
    if parsed is None or not parsed.edits:
        return dict.fromkeys((*ASPECTS, "all", *BESIDES), False)
    best = max(
        (_agreement(each, edits[0]) for each in parsed.edits),
        key=lambda found: list(found.values()).count(True),
    )
    besides = bool(parsed.rest) or parsed.action is not None
    meant = (any(_same(each, true) or _akin(each, true) for true in edits) for each in parsed.edits)
    return best | {
        "all": all(best.values()),
        "akin": any(_akin(each, edits[0]) for each in parsed.edits),
        "no more": not besides and all(meant),
    }


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


def names_fault(text: str, exercise: str) -> bool:
    """Whether a text asks for what makes an acted fault of a UI-PRMD exercise better."""
    try:
        said = parse(text).edits
    except CoachError:
        return False
    return any(mends(edit, exercise) for edit in said)


def _agreement(said: Edit, true: Edit) -> dict[str, bool]:
    quantity = said.operator == true.operator
    sided = OPERATORS[true.operator].sided
    return {
        "part": OPERATORS[said.operator].part == OPERATORS[true.operator].part,
        "quantity": quantity,
        "side": said.side == true.side if sided else True,
        "direction": quantity and said.magnitude * true.magnitude > 0,
        "phase": true.phase in {*alike(said.phase), THROUGHOUT},
        "magnitude": quantity and _as_large(said, true),
    }


def _akin(said: Edit, true: Edit) -> bool:
    """Whether one brings the other about, that way, on a side that both name."""
    way = 1 if said.magnitude * true.magnitude > 0 else -1
    pairs = list(product(edited_channels(said), edited_channels(true)))
    signs = [SIGNS.get(pair, SIGNS.get(pair[::-1])) for pair in pairs]
    return any(sign is not None and sign in (0, way) for sign in signs) or (
        way > 0 and any(one == other for one, other in pairs)
    )


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
