"""Phrasings: an edit in words, in many ways. Numbers and sides come from the edit alone."""

from collections.abc import Collection, Sequence
from hashlib import sha256

from inference.editing.operators import OPERATORS, THROUGHOUT, Edit
from inference.language.amounts import said
from inference.language.dictionary import WORDS
from inference.language.families import FAMILIES, HELD_OUT
from inference.language.grammar import Phrasing, Statement, sentences
from inference.language.phases import SAID
from inference.language.styles import DEFAULT_STYLE, Style

# Families that training may see; HELD_OUT are for tests alone.
TRAINING = tuple(family for family in FAMILIES if family not in HELD_OUT)


def phrasings(
    edit: Edit, style: Style = DEFAULT_STYLE, families: Collection[str] | None = None
) -> list[Phrasing]:
    """Every sentence that asks for an edit, at least ten of each style; by default none of HELD_OUT families.

    A trainee reads rounded numbers, a physiotherapist exact ones, a coach calls "a little" and "a lot".
    `start_s` and `end_s` are not said: nobody has a clock in mind while moving.
    """
    among = TRAINING if families is None else [family for family in FAMILIES if family in families]
    return sentences(statement(edit, style), among)


def phrased(edit: Edit) -> Phrasing:
    """One of the phrasings for a trainee, always the same for the same edit."""
    return chosen(phrasings(edit), stable(f"{edit} {DEFAULT_STYLE}"))


def chosen(ways: Sequence[Phrasing], number: int) -> Phrasing:
    """One of several phrasings for each number, families equally likely."""
    named = sorted({way.family for way in ways})
    of_family = [way for way in ways if way.family == named[number % len(named)]]
    return of_family[number // len(named) % len(of_family)]


def statement(edit: Edit, style: Style) -> Statement:
    """What an edit says, for `sentences`."""
    words, operator = WORDS[edit.operator], OPERATORS[edit.operator]
    # Repetitions, halves and sides are of the whole movement.
    phase = THROUGHOUT if operator.unit == "count" else edit.phase
    amounts = said(abs(edit.magnitude), operator.unit, style, operator.usual, words.share_of)
    return Statement(words, edit.magnitude > 0, edit.side, amounts, SAID[phase], style)


def stable(text: str) -> int:
    """A number that is always the same for the same text."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big")
