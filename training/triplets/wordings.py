"""Wordings: an instruction as different people would say it, to different people."""

from collections.abc import Sequence
from typing import get_args

import numpy as np

from inference.editing.operators import Edit
from inference.language.families import HELD_OUT
from inference.language.phrasings import TRAINING, phrased
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
    return in_every_style(edits, families, chance)


def in_every_style(
    edits: Sequence[Edit], families: Sequence[tuple[Sequence[str], int]], chance: np.random.Generator
) -> tuple[Wording, ...]:
    """The edits in every style; of families so many wordings, fewer where some are drawn twice."""
    said = [
        _said(edits, style, of, chance)
        for style in get_args(Style)
        for of, count in families
        for _ in range(count)
    ]
    return tuple({wording.text: wording for wording in said}.values())


def _said(
    edits: Sequence[Edit], style: Style, families: Sequence[str], chance: np.random.Generator
) -> Wording:
    """The first edit's family goes for the second as well: nobody changes the tone between two sentences."""
    ways = [phrased(edits[0], style, families, chance)]
    ways += [phrased(edit, style, [ways[0].family], chance) for edit in edits[1:]]
    text = " ".join(way.text for way in ways)
    return Wording(text, style, ways[0].family, ways[0].family in HELD_OUT)
