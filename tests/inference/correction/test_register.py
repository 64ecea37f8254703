"""A coach says what to do; a bare noun is left to where nothing else says as much."""

from itertools import product
from typing import get_args

import pytest

from inference.correction.register import speaks
from inference.editing.operators import Edit
from inference.language.phrasings import phrasings
from inference.language.styles import Style

EDITS = (
    Edit("knee_flexion", 20.0, "both", "at the bottom"),
    Edit("knee_inward", -0.06, "left", "at the bottom"),
    Edit("trunk_lean_forward", -15.0),
    Edit("stance_width", 0.1, phase="at the top"),
)


@pytest.mark.parametrize(("edit", "style"), list(product(EDITS, get_args(Style))))
def test_every_family_speaks_but_for_bare_cues(edit: Edit, style: Style) -> None:
    assert {way.family for way in phrasings(edit, style) if not speaks(way.text)} == {"cue"}


def test_one_bare_sentence_is_enough() -> None:
    assert not speaks("Bend both knees more. At the bottom: about 20° less forward lean.")
    assert speaks("Bend both knees more. At the bottom, lean about 20° less forward.")
