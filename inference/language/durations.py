"""Durations: clauses that say in how many seconds something is to be done, as in "go down in two seconds"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from inference.editing.operators import OPERATORS, THROUGHOUT, Edit
from inference.language.clauses import Clause
from inference.language.frames import Frame, concepts
from inference.language.polarity import is_told
from inference.language.reading import Word

# Nothing moves there for which a time could be told: who counts there waits.
_HELD = ("at the top", "at the bottom")
# How long something takes now is no request, and who stays somewhere has no way to go.
_TELLING = ("takes", "lasts", "took", "lasted", "stay", "remain", "keep", "still", "there")
# Seconds of these are their own.
_OF_SECONDS = ("pause", "arm_delay", "leg_delay")
# What takes time where no phase and no way is told.
_WHOLE = {"movement", "repetition", "tempo", "time"}
_UP_DOWN = ("coming up", "going down")
_STAND_SIT = ("standing up", "sitting down")


def timed(clause: Clause, frame: Frame | None) -> Edit | None:
    """The tempo, or the pause, of a clause that tells seconds, None if it does not or is of something else.

    frame: what explains the clause, if anything does.
    """
    quantity = clause.quantity
    if quantity is None or quantity.kind != "s" or (frame is not None and frame.operator in _OF_SECONDS):
        return None
    way = phase_by_way(concepts(clause))
    if clause.unknown or (clause.nouns and not way and not concepts(clause) & _WHOLE):
        return None
    phase = clause.phase or way
    sign = clause.sign * (1 if frame is None else frame.sign)
    tempo = Edit(
        "tempo", sign * OPERATORS["tempo"].usual, phase=phase or THROUGHOUT, seconds=sign * quantity.value
    )
    if _is_difference(clause.words):
        longer = frame.operator == "tempo" if frame is not None else bool(phase) and not concepts(clause)
        return replace(tempo, relative=True) if longer else None
    if is_told(clause.words) or any(_tells(word) for word in clause.words):
        return None
    if phase in _HELD:
        return Edit("pause", min(quantity.value, OPERATORS["pause"].largest), phase=phase)
    if phase or concepts(clause) & _WHOLE:
        return replace(tempo, magnitude=OPERATORS["tempo"].usual, seconds=quantity.value)
    return None


def _tells(word: Word) -> bool:
    """Whether it says how long something takes now, how long it should not, or that nothing moves."""
    return "negations" in word or word.text in _TELLING


def phase_by_way(ways: Sequence[str] | frozenset[str]) -> str:
    """The phase that goes this way, as in "come up more slowly"; nothing where no way is told."""
    up, down = _STAND_SIT if {"stand", "sit"} & set(ways) else _UP_DOWN
    return up if "up" in ways else down if {"down", "deep"} & set(ways) else ""


def _is_difference(words: Sequence[Word]) -> bool:
    """Whether the seconds are by how much longer or shorter: "2 s longer", "by half a second"."""
    return any(
        ("quantity" in word and ("degree" in after or "excess" in after or after.text.endswith("er")))
        or (word.text == "by" and "quantity" in after)
        for word, after in pairwise(words)
    )
