"""What a network makes of a motion: which parts and times, in windows, and how it is put back."""

from collections.abc import Iterator

import numpy as np

from inference.editing.carried import SEEN_FROM_CARRIER, SEEN_FROM_FLOOR
from inference.editing.feature_parts import GROUPS, ROOT, columns, groups_of
from inference.editing.grafting import grafted
from inference.editing.planted import planted
from inference.errors import EditError
from inference.motion.humanml3d import FPS
from inference.motion.motion import Motion

# The networks see so many vectors at a time, and of those so many that were there in the window before.
WINDOW, OVERLAP = 196, 20


def wanted(
    motion: Motion, length: int, part: str | None, start_s: float | None, end_s: float | None
) -> np.ndarray:
    """What is to be made of so many vectors of a motion, (length, GROUPS) bool.

    part: of skeleton.PARTS, None for the whole body; start_s, end_s: clip time, None for the clip's ends.
    Raises EditError where nothing is left.
    """
    time_s = motion.start_s + np.arange(length) / FPS
    inside = np.ones(length, bool)
    inside &= start_s is None or time_s >= start_s
    inside &= end_s is None or time_s <= end_s
    if not inside.any():
        raise EditError("There is nothing of the motion in that span of time; give another start or end.")
    return inside[:, None] & groups_of(part or "whole_body")


def windows(length: int) -> Iterator[slice]:
    """Windows over so many vectors, each with OVERLAP of the one before."""
    for first in range(0, max(length - OVERLAP, 1), WINDOW - OVERLAP):
        yield slice(first, min(first + WINDOW, length))


def put_back(motion: Motion, raw: np.ndarray, values: np.ndarray, made: np.ndarray) -> Motion:
    """The motion with vectors that were made of it; standing feet do not slide.

    raw (N, 263): its own; values (N, 263): the edit's, seen from carriers; made (N, GROUPS) bool: what is
    taken of those (CigTime, equation 5).
    """
    # In the vectors' own unit: what is kept goes through no scale.
    edited = np.where(columns(made), values, raw @ SEEN_FROM_CARRIER) @ SEEN_FROM_FLOOR
    result = grafted(motion, raw, edited, made)
    return _standing(result) if made[:, GROUPS.index(ROOT)].all() else result


def _standing(motion: Motion) -> Motion:
    """The motion with feet that do not slide while they stand; as it is where legs cannot reach that far."""
    try:
        return planted(motion, motion.contacts)
    except EditError:
        return motion
