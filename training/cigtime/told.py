"""Told: an instruction as the findings tell it: what of it they show, in their numbers.

An edit of the hip may show in the hand, and forty degrees be measured as thirty-five. A model that reads the
findings can learn which of them matters; what they do not tell, it could only learn to make up.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inference.correction.factcheck import problems
from inference.correction.facts import facts
from inference.editing.operators import THROUGHOUT, Edit
from inference.editing.stretches import alike
from inference.language.grammar import Statement
from inference.language.phrasings import TRAINING, statement
from inference.language.styles import Style
from training.evaluation.acted_mistakes import mends
from training.triplets.real_pairs import SAID, undoing
from training.triplets.triplet import Triplet, Wording
from training.triplets.wordings import in_every_style

# In every style, at most.
WAYS = 6
# Sentences about a person are for whoever reads them as captions; a coach says "you".
SPOKEN = tuple(family for family in TRAINING if family != "third_person")
_STREAM = 3


def told(triplet: Triplet) -> tuple[Wording, ...]:
    """What the findings tell of an instruction, in wordings that the program may show; none if nothing."""
    asked = told_edits(triplet)
    if not asked:
        return ()

    def said(style: Style) -> list[Statement]:
        return [replace(statement(edit, style), beyond=beyond) for edit, beyond in asked]

    chance = np.random.default_rng([triplet.seed, triplet.number, _STREAM])
    ways = in_every_style(said, [(SPOKEN, WAYS)], chance)
    return tuple(way for way in ways if not problems(way.text, triplet.measured))


def told_edits(triplet: Triplet) -> tuple[tuple[Edit, bool], ...]:
    """What undoes those findings that the instruction is about, the most important first, and whether it is
    on the quantity's negative side, where other words fit.

    Of real pairs: what mends an acted fault, by the data's own table; where nothing does, what is foremost.
    """
    asked = [(edit, fact.opposite) for fact in facts(triplet.measured) for edit in undoing(fact)]
    if triplet.origin == "real":
        mending = [each for each in asked if mends(each[0], triplet.exercise)]
        return tuple((mending or asked)[:SAID])
    return tuple(each for each in asked if _among(triplet.edits, each[0]))[:SAID]


def _among(edits: Sequence[Edit], asked: Edit) -> bool:
    return any(
        edit.operator == asked.operator
        and edit.magnitude * asked.magnitude > 0
        and ("both" in (edit.side, asked.side) or edit.side == asked.side)
        and (THROUGHOUT in (edit.phase, asked.phase) or asked.phase in alike(edit.phase))
        for edit in edits
    )
