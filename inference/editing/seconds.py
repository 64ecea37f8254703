"""Seconds: a tempo told in seconds, as the share of what the movement takes that an edit of tempo is."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inference.editing.clock import SHORTEST
from inference.editing.operators import THROUGHOUT, Edit
from inference.editing.stretches import stretches
from inference.errors import EditError
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition


def in_shares(motion: Motion, edit: Edit, repetitions: Sequence[Repetition]) -> Edit:
    """The edit with its magnitude by what the motion takes now, if it is told in seconds; else the edit.

    Its seconds are those of the phase in a typical (median) repetition; throughout, those of a repetition,
    or of all that is to be changed where nothing is repeated. Raises EditError where the motion has no such
    phase, or where nobody could be so fast.
    """
    if edit.seconds is None:
        return edit
    whole = edit.phase == THROUGHOUT
    spans = repetitions if whole and repetitions else stretches(motion, edit, repetitions)
    now_s = float(np.median([span.end_s - span.start_s for span in spans]))
    then_s = now_s + edit.seconds if edit.relative else edit.seconds
    if then_s < SHORTEST * now_s:
        what = "The movement" if whole else f"“{edit.phase.capitalize()}”"
        raise EditError(
            f"{what} takes {now_s:.1f} s now, and nobody does it in {max(then_s, 0):.1f} s; "
            f"ask for {SHORTEST * now_s:.1f} s or more."
        )
    return replace(edit, magnitude=then_s / now_s - 1, seconds=None, relative=False)
