"""Edited: a motion with edits carried out: form first, then how limbs and body go, then the clock."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

import numpy as np

from inference.editing.clock import CLOCK, retimed
from inference.editing.form import formed, travels, wished
from inference.editing.limb_delay import DELAYS, delayed
from inference.editing.operators import OPERATORS, Edit
from inference.editing.pieces import ORDER, reordered
from inference.editing.seconds import in_shares
from inference.editing.travel import travelled
from inference.errors import EditError
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import mirrored

# What is this far below the floor, or less, is the thickness of a sole.
FLOOR_M = 0.03


def edited(motion: Motion, edits: Sequence[Edit]) -> Motion:
    """The motion with all the edits carried out; phases, sides and times are those of the motion as given.

    Bones stay as long as they are, joints inside their limits, and standing feet in their places. Edits of
    size 0 ask for nothing; without any other it is the very same motion. Raises EditError where an edit
    cannot be carried out on this motion, with what to do.
    """
    edits = [_sound(edit) for edit in edits if edit.magnitude]
    if not edits:
        return motion
    repetitions = find_repetitions(motion)
    edits = [in_shares(motion, edit, repetitions) for edit in edits]
    result = formed(motion, wished(motion, edits, repetitions))
    for edit in edits:
        if edit.operator == "travel" or (edit.operator == "range" and travels(motion)):
            result = travelled(result, edit, repetitions)
        elif edit.operator in DELAYS:
            result = delayed(result, edit, repetitions)
    paces = [edit for edit in edits if edit.operator in CLOCK]
    now_s = motion.time_s
    if paces:
        result, now_s = retimed(result, paces, repetitions)
    for edit in edits:
        if edit.operator in ORDER:
            result = reordered(result, _on_clock(edit, motion.time_s, now_s))
        elif edit.operator == "mirror":
            result = mirrored(result)
    _check_floor(motion, result)
    return result


def _check_floor(before: Motion, after: Motion) -> None:
    """Raise EditError if the edit has put the body through the floor, further than it was in it before."""
    deeper_m = min(before.joints_in_world[..., 1].min(), 0) - after.joints_in_world[..., 1].min()
    if deeper_m > FLOOR_M:
        raise EditError(
            f"The body would go {100 * deeper_m:.0f} cm into the floor. Ask for less, or for another moment."
        )


def _sound(edit: Edit) -> Edit:
    if edit.operator not in OPERATORS:
        raise EditError(f"There is no edit “{edit.operator}”; there are {', '.join(OPERATORS)}.")
    if not isfinite(edit.magnitude) or not isfinite(edit.seconds or 0):
        raise EditError(f"How much the {edit.operator.replace('_', ' ')} is to change must be a number.")
    return edit


def _on_clock(edit: Edit, time_s: np.ndarray, now_s: np.ndarray) -> Edit:
    """The edit with its times on the new clock."""
    start_s, end_s = (
        None if at_s is None else float(np.interp(at_s, time_s, now_s)) for at_s in (edit.start_s, edit.end_s)
    )
    return replace(edit, start_s=start_s, end_s=end_s)
