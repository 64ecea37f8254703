"""Stretches: the times of a motion that an edit means."""

from collections.abc import Sequence

import numpy as np

from inference.editing.operators import THROUGHOUT, Edit
from inference.editing.wishes import FADE_S, fading
from inference.errors import EditError
from inference.motion.active_span import active_span
from inference.motion.motion import Motion
from inference.motion.repetitions import PLAIN, Repetition, Span, thirds

# What people call alike, whatever moves: “as you lower” in a squat is on the way down.
_ALIKE = (("going down", "lowering", "sitting down"), ("coming up", "lifting", "standing up"))


def stretches(motion: Motion, edit: Edit, repetitions: Sequence[Repetition]) -> list[Span]:
    """The edit's phase in every repetition as far as its times allow, or all of these times, in order.

    Start, middle and end of a movement that has no such phases are its thirds, as `compare` has them.
    Raises EditError where the clip has no such phase or no such times.
    """
    first_s, last_s = window(motion, edit)
    if edit.phase == THROUGHOUT:
        return [Span(THROUGHOUT, first_s, last_s)]
    found = [
        Span(span.name, max(span.start_s, first_s), min(span.end_s, last_s))
        for span in _phases(motion, edit.phase, repetitions)
        if span.start_s <= last_s and span.end_s >= first_s
    ]
    if not found:
        raise EditError(f"There is no phase “{edit.phase}” from {first_s:.1f} s to {last_s:.1f} s.")
    return found


def _phases(motion: Motion, phase: str, repetitions: Sequence[Repetition]) -> list[Span]:
    """The phase in every repetition; start, middle or end of all that is done where no phase is called so."""
    phases = [span for repetition in repetitions for span in repetition.phases]
    names = dict.fromkeys(span.name for span in phases)
    if phase in PLAIN and phase not in names:
        return [third for third in thirds(*active_span(motion)) if third.name == phase]
    if not names:
        raise EditError(
            f"No repetitions are found in this motion, so it has no phase “{phase}”. "
            "Say from when to when it is to be changed instead."
        )
    meant = {phase} if phase in names else alike(phase)
    found = [span for span in phases if span.name in meant]
    if not found:
        raise EditError(
            f"This movement has no phase “{phase}”; it has {', '.join(f'“{name}”' for name in names)}."
        )
    return found


def alike(phase: str) -> set[str]:
    """A phase's name with those that mean the same way of another movement."""
    return {phase}.union(*(names for names in _ALIKE if phase in names))


def window(motion: Motion, edit: Edit) -> tuple[float, float]:
    """From when to when the edit may change anything, clip time inside the motion; raises EditError."""
    begin_s, end_s = float(motion.time_s[0]), float(motion.time_s[-1])
    first_s = begin_s if edit.start_s is None else edit.start_s
    last_s = end_s if edit.end_s is None else edit.end_s
    if first_s >= last_s or first_s >= end_s or last_s <= begin_s:
        raise EditError(
            f"There is nothing from {first_s:.1f} s to {last_s:.1f} s: the motion lasts from {begin_s:.1f} s "
            f"to {end_s:.1f} s."
        )
    return max(first_s, begin_s), min(last_s, end_s)


def presence(motion: Motion, spans: Sequence[Span], fade_s: float = FADE_S) -> np.ndarray:
    """1 inside the spans, fading to 0 around them, (T,)."""
    return np.max([fading(motion, span, fade_s) for span in spans], axis=0)
