"""Wordings: an instruction as different people would say it, to different people."""

from collections.abc import Callable, Sequence
from typing import get_args

import numpy as np

from inference.editing.operators import Edit
from inference.language.families import HELD_OUT
from inference.language.grammar import Phrasing, Statement, sentences
from inference.language.phrasings import TRAINING, chosen, statement
from inference.language.styles import Style
from training.triplets.triplet import Wording

# In every style; of the families that are held out, outside training alone.
EACH, EACH_HELD_OUT = 2, 1


def wordings(edits: Sequence[Edit], split: str, seed: int, number: int) -> tuple[Wording, ...]:
    """The edits in every style, always the same for this number of a stream; a sentence for each edit.

    In other splits than train also in families that are held out.
    """
    chance = np.random.default_rng([seed, number, 2])
    families = [(TRAINING, EACH)]
    if split != "train":
        families.append((HELD_OUT, EACH_HELD_OUT))
    return in_every_style(lambda style: [statement(edit, style) for edit in edits], families, chance)


def in_every_style(
    said: Callable[[Style], Sequence[Statement]],
    families: Sequence[tuple[Sequence[str], int]],
    chance: np.random.Generator,
) -> tuple[Wording, ...]:
    """Statements in every style, a sentence for each; of families so many wordings, fewer where some are
    drawn twice.
    """
    made = [
        _worded(said(style), style, of, chance)
        for style in get_args(Style)
        for of, count in families
        for _ in range(count)
    ]
    return tuple({wording.text: wording for wording in made}.values())


def _worded(
    said: Sequence[Statement], style: Style, families: Sequence[str], chance: np.random.Generator
) -> Wording:
    """The first one's family goes for the second as well: nobody changes the tone between two sentences."""
    ways = list[Phrasing]()
    for each in said:
        of = [ways[0].family] if ways else families
        ways.append(chosen(sentences(each, of), int(chance.integers(2**31))))
    return Wording(" ".join(way.text for way in ways), style, ways[0].family, ways[0].family in HELD_OUT)
