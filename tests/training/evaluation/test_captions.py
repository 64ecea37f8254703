"""Deeds and sides in two texts: found, also elsewhere, the other side."""

import pytest

from training.evaluation.captions import DEEDS, SIDED, Pair, _found, _sides

pytestmark = pytest.mark.training


def test_shares_are_of_what_people_name() -> None:
    pairs = [
        Pair("a man kicks", "A person kicks with the left leg."),
        Pair("roundhouse left", "Someone stands still."),
        Pair("walk", "A person walks."),
        Pair("run", "A person runs, then kicks the left leg forward."),
    ]
    assert _found(pairs, *DEEDS["kick"]) == "50% of 2, else 50%"
    assert _found(pairs, *DEEDS["clap"]) == "–"


def test_sides_are_the_same_the_other_or_not_named() -> None:
    pairs = [
        Pair("roundhouse left", "A person kicks with the left leg."),
        Pair("he kicks his left foot", "A person kicks with the right leg."),
        Pair("right foot up", "A person stands still."),
        Pair("left leg, then right leg", "A person kicks with the left leg."),  # both: not counted
    ]
    assert _sides(pairs, *SIDED["leg"]) == "33% / 33% / 33% of 3"
    turns = [Pair("walk turn left 45", "A person walks and makes a quarter turn to the left.")]
    assert _sides(turns, *SIDED["turn"]) == "100% / 0% / 0% of 1"
