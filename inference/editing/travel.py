"""Travel: the same path over the ground, longer or shorter, with steps to match."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inference.editing.form import travels
from inference.editing.operators import Edit
from inference.editing.planted import planted
from inference.editing.stretches import presence, stretches
from inference.errors import EditError
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition


def travelled(motion: Motion, edit: Edit, repetitions: Sequence[Repetition]) -> Motion:
    """The motion with each stretch of its path 1 + magnitude times as long; the clock stays.

    Feet stand where the path has taken the body meanwhile, and never slide. Raises EditError for somebody who
    stays in one place, and for steps that are too long for the legs.
    """
    if not travels(motion):
        raise EditError(
            "The person stays in one place, so there is no way to make longer or shorter. "
            "Who steps out from there takes a longer step."
        )
    more = edit.magnitude * presence(motion, stretches(motion, edit, repetitions))
    joints = motion.joints_in_world.astype(np.float64)
    steps = np.diff(joints[:, 0], axis=0, prepend=joints[:1, 0]) * [1, 0, 1]
    further = np.cumsum(more[:, None] * steps, axis=0)
    return planted(replace(motion, joints_in_world=joints + further[:, None], view=None), motion.contacts)
