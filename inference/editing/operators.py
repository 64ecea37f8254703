"""Operators: the edits that a coach can ask for, each with its unit, sizes and sides. Data only.

Edits of form change a quantity of `channels`, so each of them is called as its quantity. Edits of dynamics
change when things happen, not how they look.
"""

from dataclasses import dataclass
from typing import Literal

from inference.motion.channels import CHANNELS, quantity

Unit = Literal["deg", "m", "ratio", "s", "count"]
THROUGHOUT = "throughout"


@dataclass(frozen=True)
class Operator:
    """One kind of edit.

    unit: of the magnitude (deg, m, ratio, s, count); positive: what a magnitude above zero does;
    part: what it changes, without a side (leg, arm) where `sided`; usual: the size of the edit where nobody
    says how much; largest: more than this is not asked for; negative: whether there is a way back.
    """

    name: str
    unit: Unit
    positive: str
    part: str
    sided: bool
    usual: float
    largest: float
    negative: bool = True


@dataclass(frozen=True)
class Edit:
    """One edit of one movement.

    operator: a name of OPERATORS; magnitude: signed, in the operator's unit; side: left, right or both where
    the operator is sided, else none; phase: where in every repetition, as `repetitions` names phases, or
    throughout; start_s, end_s: clip time, or None for the whole clip; seconds: of tempo, how long it is to
    take, or where `relative` by how much longer, for `edited` to work out the magnitude on the motion: until
    then that is the usual one, with its sign if that is known.
    """

    operator: str
    magnitude: float
    side: Literal["left", "right", "both", "none"] = "none"
    phase: str = THROUGHOUT
    start_s: float | None = None
    end_s: float | None = None
    seconds: float | None = None
    relative: bool = False


# Where nobody says how much, and the most that is asked for, in tolerances: what a coach surely sees.
_USUAL, _LARGEST = 2.0, 5.0
# A person's leg from hip to ankle: lengths are measured per leg length, and asked for in metres.
_LEG_M = 0.8
# Paces are another's to change: `tempo` and `travel` below.
_NOT_FORM = ("speed", "tempo")


def _form() -> dict[str, Operator]:
    """An operator for each quantity of the body, its sizes from the channel's tolerance."""
    found = {}
    for channel in CHANNELS.values():
        name = quantity(channel.name)
        if name in _NOT_FORM:
            continue
        sided = channel.side in ("left", "right")
        size = channel.shown(channel.tolerance, _LEG_M)
        found[name] = Operator(
            name=name,
            unit=channel.shown_unit,  # type: ignore[arg-type] # those of the channels that are left
            positive=channel.positive,
            part=channel.part.rpartition("_")[2] if sided else channel.part,
            sided=sided,
            usual=_USUAL * size,
            largest=_LARGEST * size,
        )
    return found


_DYNAMICS = (
    Operator("range", "ratio", "the whole movement larger", "whole_body", False, 0.2, 0.5),
    Operator("arm_range", "ratio", "the arm's movement larger", "arm", True, 0.25, 0.6),
    Operator("leg_range", "ratio", "the leg's movement larger", "leg", True, 0.25, 0.6),
    Operator("tempo", "ratio", "taking longer", "whole_body", False, 0.3, 1.0),
    Operator("pause", "s", "staying there for longer", "whole_body", False, 1.0, 5.0, negative=False),
    Operator("arm_delay", "s", "the arm moving later", "arm", True, 0.3, 1.0),
    Operator("leg_delay", "s", "the leg moving later", "leg", True, 0.3, 1.0),
    Operator("travel", "ratio", "covering more ground", "whole_body", False, 0.25, 0.6),
    Operator("repetitions", "count", "more repetitions", "whole_body", False, 1, 5),
    Operator("swap", "count", "its two halves in the other order", "whole_body", False, 1, 1, negative=False),
    Operator("mirror", "count", "left and right exchanged", "whole_body", False, 1, 1, negative=False),
)

FORM: dict[str, Operator] = _form()
DYNAMICS: dict[str, Operator] = {operator.name: operator for operator in _DYNAMICS}
OPERATORS: dict[str, Operator] = FORM | DYNAMICS

_SIGNS = {"deg": "°", "m": " m", "s": " s", "ratio": "", "count": ""}


def in_words(edit: Edit) -> str:
    """An edit for lists and reasons: which side, what, when and how much."""
    side = {"left": "left ", "right": "right ", "both": "both sides' "}.get(edit.side, "")
    when = "" if edit.phase == THROUGHOUT else f" {edit.phase}"
    sign = _SIGNS[OPERATORS[edit.operator].unit]
    if edit.seconds is not None:
        size = f"{edit.seconds:+.3g} s" if edit.relative else f"taking {edit.seconds:.3g} s"
        return f"{edit.operator}{when}: {size}"
    return f"{side}{edit.operator.replace('_', ' ')}{when}: {edit.magnitude:+.3g}{sign}"
