"""Clock: the same movement slower, faster, or held still for a while.

An edit of pace is a new clock: when each moment of the motion takes place. Paces change smoothly, so that no
joint's speed jumps.
"""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d

from inference.editing.moments import at_moments
from inference.editing.operators import THROUGHOUT, Edit
from inference.editing.stretches import stretches
from inference.errors import EditError
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition

# One pace goes over into another within about this time, 1 σ.
EASING_S = 0.05
# Coming to rest takes as long as this, and so does setting off again.
STOPPING_S = 0.3
# Nobody does it faster than this.
SHORTEST = 0.2
# The clock is reckoned so finely.
_STEPS_HZ = 500.0

CLOCK = ("tempo", "pause")


def retimed(
    motion: Motion, edits: Sequence[Edit], repetitions: Sequence[Repetition]
) -> tuple[Motion, np.ndarray]:
    """The motion on the clock of the edits of CLOCK, and when each of its old frames now is, (T,) clip time.

    Tempo makes a stretch last 1 + magnitude times as long; a pause holds its moment for so many seconds.
    Raises EditError for phases and moments that the motion does not have.
    """
    at_s = np.linspace(0, motion.duration_s, max(int(motion.duration_s * _STEPS_HZ), 2))
    pace = np.ones(len(at_s))
    for edit in edits:
        if edit.operator == "tempo":
            pace *= _pace(motion, edit, repetitions, at_s)
    lasts_s = np.concatenate([[0], np.cumsum((pace[1:] + pace[:-1]) / 2 * np.diff(at_s))])
    for edit in edits:
        if edit.operator == "pause":
            for moment_s in _moments(motion, edit, repetitions):
                at_s, lasts_s = _held(at_s, lasts_s, moment_s - motion.start_s, edit.magnitude)
    frames_s = np.arange(int(lasts_s[-1] * motion.fps + 1e-6) + 1) / motion.fps
    now_s = motion.start_s + np.interp(motion.time_s - motion.start_s, at_s, lasts_s)
    return at_moments(motion, np.interp(frames_s, lasts_s, at_s) * motion.fps), now_s


def _pace(motion: Motion, edit: Edit, repetitions: Sequence[Repetition], at_s: np.ndarray) -> np.ndarray:
    """How long each moment lasts, 1: as long as it did, at times at_s."""
    if 1 + edit.magnitude < SHORTEST:
        raise EditError(
            f"Nobody does it in {1 + edit.magnitude:.0%} of the time; ask for {SHORTEST:.0%} or more."
        )
    pace = np.ones(len(at_s))
    for span in stretches(motion, edit, repetitions):
        inside = (at_s >= span.start_s - motion.start_s) & (at_s <= span.end_s - motion.start_s)
        soft = gaussian_filter1d(inside.astype(float), EASING_S / (at_s[1] - at_s[0]), mode="nearest")
        pace += edit.magnitude * soft * inside.sum() / max(soft.sum(), 1e-9)
    return np.maximum(pace, SHORTEST)


def _moments(motion: Motion, edit: Edit, repetitions: Sequence[Repetition]) -> list[float]:
    """When to pause, clip time: where repetitions turn, or in the middle of other phases and of times."""
    if edit.magnitude <= 0:
        raise EditError("A pause lasts longer than no time at all; say for how many seconds to hold it.")
    spans = stretches(motion, edit, repetitions)
    if edit.phase != THROUGHOUT:
        turning = {repetition.phases[1].start_s: repetition.turn_s for repetition in repetitions}
        return [turning.get(span.start_s, (span.start_s + span.end_s) / 2) for span in spans]
    turns = [r.turn_s for r in repetitions if spans[0].start_s <= r.turn_s <= spans[0].end_s]
    if turns:
        return turns
    if edit.start_s is None and edit.end_s is None:
        raise EditError(
            "No turning point is found in this motion to pause at. Say from when to when instead."
        )
    return [(spans[0].start_s + spans[0].end_s) / 2]


def _held(
    at_s: np.ndarray, lasts_s: np.ndarray, moment_s: float, seconds: float
) -> tuple[np.ndarray, np.ndarray]:
    """A clock (moments at_s, and when they are) that stops at a moment for so long.

    The pace falls to nothing and rises again along half cosines: stopping, which takes STOPPING_S, covers
    what would have taken half of it.
    """
    stopping_s = min(STOPPING_S, seconds / 2)
    held_s = np.interp(moment_s, at_s, lasts_s)
    begin_s = max(held_s - stopping_s / 2, 0.0)
    end_s = min(held_s + stopping_s / 2, lasts_s[-1])
    before, after = lasts_s < begin_s, lasts_s > end_s
    spent_s = np.linspace(0, 1, int(stopping_s * _STEPS_HZ) + 2)
    covered = spent_s + np.sin(np.pi * spent_s) / np.pi
    to_rest = begin_s + (held_s - begin_s) * covered
    away = end_s - (end_s - held_s) * covered[::-1]
    still_s = seconds - 2 * stopping_s + (end_s - begin_s)
    stop_s = begin_s + stopping_s * spent_s
    go_s = stop_s[-1] + still_s + stopping_s * spent_s
    moments = np.concatenate([lasts_s[before], to_rest, away, lasts_s[after]])
    later_s = np.concatenate([lasts_s[before], stop_s, go_s, lasts_s[after] + seconds])
    return np.interp(moments, lasts_s, at_s), later_s
