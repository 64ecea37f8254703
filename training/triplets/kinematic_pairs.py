"""Kinematic pairs: a recording and an edited one: the same, another repetition, or another person's."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inference.editing.edited import edited
from inference.editing.form import edited_channels
from inference.editing.operators import DYNAMICS, FORM, OPERATORS, THROUGHOUT, Edit
from inference.errors import EditError
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import typical_bone_lengths, with_bones
from training.triplets.change import Change, inside
from training.triplets.done_as_told import check_done
from training.triplets.draws import Asked, Draw
from training.triplets.elsewhere import LIMBS, check_body, check_elsewhere, untouched
from training.triplets.pair import Pair
from training.triplets.rejected import Rejected
from training.triplets.takes import LONGEST_S, Takes
from training.triplets.time_warp import time_warped

_SLOTS = ("away", "turn", "back")
# Another recording differs by itself: what it differs by, over what the edit did to the edited channel.
AS_MUCH = (0.5, 2.0)


def kinematic_pair(draw: Draw, takes: Takes, chance: np.random.Generator) -> Pair:
    """The pair of a draw, checked. Raises Rejected."""
    taken = takes.motion(draw.take)
    try:
        done = [_edit(asked, taken) for asked in draw.asked]
        change = Change(taken, edited(taken, done))
        _check(change, done)
        beside = takes.motion(draw.beside) if draw.other != "same" else taken
        if draw.other != "same":
            _check_beside(change, done, with_bones(beside, typical_bone_lengths(taken)))
    except EditError as error:
        raise Rejected("cannot be edited") from error
    source, target = (change.after, beside) if draw.backwards else (beside, change.after)
    names = (draw.take, draw.beside) if draw.backwards else (draw.beside, draw.take)
    warp = 1.0
    if draw.warped:
        target, warp = time_warped(target, chance)
    if max(source.duration_s, target.duration_s) > LONGEST_S:
        raise Rejected("too long")
    return Pair(
        source=source,
        target=target,
        takes=names,
        direction="edited_to_real" if draw.backwards else "real_to_edited",
        edits=tuple(undone(edit) if draw.backwards else edit for edit in done),
        warp=warp,
    )


def undone(edit: Edit) -> Edit:
    """The edit that takes back another."""
    if OPERATORS[edit.operator].unit == "ratio" and edit.operator in DYNAMICS:
        return replace(edit, magnitude=1 / (1 + edit.magnitude) - 1)
    return replace(edit, magnitude=-edit.magnitude) if OPERATORS[edit.operator].negative else edit


def _edit(asked: Asked, motion: Motion) -> Edit:
    """The edit in the phases that the movement has."""
    phase = THROUGHOUT
    if asked.slot in _SLOTS:
        repetitions = find_repetitions(motion)
        if not repetitions:
            raise Rejected("no repetitions")
        phase = repetitions[0].phase_names[_SLOTS.index(asked.slot)]
    return Edit(asked.operator, asked.magnitude, asked.side, phase)


def _check(change: Change, edits: Sequence[Edit]) -> None:
    for edit in edits:
        check_done(change, edit)
    check_body(change)
    if all(edit.operator in FORM or edit.operator in LIMBS for edit in edits):
        check_elsewhere(change, edits)


def _check_beside(change: Change, edits: Sequence[Edit], beside: Motion) -> None:
    """Raise Rejected unless the edit is what sets the recordings apart, and by about as much as was told."""
    other = measure(beside)
    repetitions = find_repetitions(beside, other)
    for edit in edits:
        where = [change.inside(edit), inside(beside, edit, repetitions)]
        apart = {}
        for name in edited_channels(edit):
            before, after = (_mean(values[name], where[0]) for values in (change.own, change.other))
            there = _mean(other[name], where[1])
            if not AS_MUCH[0] <= (after - there) / (after - before) <= AS_MUCH[1]:
                raise Rejected("the other recording differs too much in this")
            apart[name] = abs(after - there) / CHANNELS[name].tolerance
        for name in untouched(edits):
            away = abs(_mean(change.other[name], where[0]) - _mean(other[name], where[1]))
            if away / CHANNELS[name].tolerance > max(apart.values()):
                raise Rejected("the other recording differs more in something else")


def _mean(values: np.ndarray, where: np.ndarray) -> float:
    known = values[where][np.isfinite(values[where])]
    return float(known.mean()) if known.size else np.nan
