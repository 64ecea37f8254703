"""What edits ask for, in numbers."""

import numpy as np
import pytest

from inference.editing.asked import ASKED, asked
from inference.editing.operators import FORM, Edit


def named(edits: list[Edit]) -> dict[str, float]:
    values = asked(edits)
    return {ASKED[place]: float(values[place]) for place in np.flatnonzero(values)}


def test_amounts_are_told_in_usual_ones_on_their_side_and_with_their_phase() -> None:
    usual = FORM["knee_flexion"].usual
    assert named([Edit("knee_flexion", -2 * usual, "left", "at the bottom")]) == {
        "left knee_flexion": -2.0,
        "at the bottom": 1.0,
    }


@pytest.mark.parametrize("side", ["both", "none"])
def test_both_sides_are_asked_of_both_and_of_what_has_none(side: str) -> None:
    found = named([Edit("trunk_lean_forward", FORM["trunk_lean_forward"].usual, side)])  # type: ignore[arg-type]
    assert found == {"left trunk_lean_forward": 1.0, "right trunk_lean_forward": 1.0}


def test_more_edits_add_up_and_dynamics_ask_for_nothing() -> None:
    lean, stance = (Edit(name, FORM[name].usual) for name in ("trunk_lean_forward", "stance_width"))
    assert np.array_equal(asked([lean, stance, Edit("tempo", 0.5)]), asked([lean]) + asked([stance]))
    assert not asked([]).any()
