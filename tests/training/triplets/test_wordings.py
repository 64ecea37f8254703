"""Wordings: every operator in every style; held-out families are for others than training alone."""

import pytest

from inference.editing.operators import OPERATORS, Edit
from inference.language.families import HELD_OUT
from training.triplets.wordings import wordings

pytestmark = pytest.mark.training


def _edits():
    for operator in OPERATORS.values():
        side = "left" if operator.sided else "none"
        yield Edit(operator.name, operator.usual, side)
        if operator.negative:
            yield Edit(operator.name, -operator.usual, side, "at the top")


def test_training_never_sees_a_family_that_is_held_out():
    for number, edit in enumerate(_edits()):
        for split in ("train", "val"):
            said = wordings((edit, Edit("trunk_lean_forward", 10.0)), split, 1, number)
            assert {wording.style for wording in said} == {"coach", "trainee", "physio"}
            assert any(wording.held_out for wording in said) == (split == "val")
            assert all(wording.held_out == (wording.family in HELD_OUT) for wording in said)
            assert len({wording.text for wording in said}) == len(said)


def test_words_depend_on_the_triplets_number_alone():
    edit = Edit("knee_flexion", 20.0, "left")
    assert wordings((edit,), "train", 1, 5) == wordings((edit,), "train", 1, 5)
    assert len({wordings((edit,), "train", 1, number) for number in range(20)}) > 10
