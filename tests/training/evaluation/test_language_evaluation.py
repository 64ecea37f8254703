import pytest

from inference.editing.operators import OPERATORS, Edit
from inference.language.families import FAMILIES
from inference.language.parser import Parsed, parse
from training.evaluation.language import (
    COACHING,
    HUMAN,
    REFUSED,
    SENTENCES,
    Said,
    _asked,
    _label,
    _labels,
    _share,
    _told,
    _understood,
)

pytestmark = pytest.mark.training

EDIT = Edit("knee_flexion", 20, "left", "at the bottom")


def said(found: Edit | None) -> Said:
    return Said(EDIT, "trainee", "imperative", "", found)


def test_an_edit_that_comes_back_is_understood_and_another_is_mistaken() -> None:
    assert said(EDIT).meant
    assert said(EDIT).exact
    assert not said(EDIT).mistaken
    elsewhere = Edit("knee_flexion", 25, "left")
    assert (said(elsewhere).meant, said(elsewhere).exact) == (True, False)
    for other in (
        Edit("knee_flexion", -20, "left"),
        Edit("knee_flexion", 20, "both"),
        Edit("hip_flexion", 20, "left"),
    ):
        assert (said(other).meant, said(other).mistaken) == (False, True)
    assert (said(None).meant, said(None).mistaken) == (False, False)


def test_shares_have_wilsons_interval() -> None:
    assert _share(8, 10) == "80 % (49–94)"  # Wilson 1927, as in any table of it
    assert _share(10, 10) == "100 % (72–100)"


def test_labels_name_operators_parts_and_as_many_sentences_as_are_told() -> None:
    human, coaching = _labels(HUMAN), _labels(COACHING)
    assert [len([r for r in human if r["split"] == split]) for split in ("development", "test")] == [100, 100]
    assert len({row["id"].removeprefix("M") for row in human}) == 200
    assert [len([r for r in coaching if r["split"] == split]) for split in ("development", "test")] == [
        32,
        32,
    ]
    for row in coaching:
        for way in row["edits"].replace(";", "|").split("|") if row["edits"] else ():
            operator, side, _ = _label(way)
            assert operator[-1] in "+-"
            assert OPERATORS[operator[:-1]].sided == (side in ("left", "right", "both"))


def test_an_instruction_is_right_in_all_that_it_asks_for() -> None:
    row = {"edits": "knee_flexion+ left @ at the bottom;tempo+", "action": "", "part": "", "side": ""}
    assert _asked(row, parse("Bend your left knee more at the bottom. Slow down.")) == (True, True, True)
    assert _asked(row, parse("Bend your right knee more at the bottom. Slow down.")) == (True, False, True)
    assert _asked(row, parse("Bend your left knee more. Slow down.")) == (True, True, False)
    assert _asked(row, parse("Bend your left knee more at the bottom.")) == (False, False, False)
    assert _asked(row, None) == (False, False, False)


def test_sentences_are_labelled_with_operators_and_each_is_there_once() -> None:
    rows = _labels(SENTENCES)
    assert len({row["text"] for row in rows}) == len(rows)
    assert [sum(row["split"] == split for row in rows) for split in ("development", "test")] == [319, 158]
    ways = [way for row in rows for way in row["edits"].replace(";", "|").split("|") if way != REFUSED]
    for operator, side, _ in map(_label, ways):
        assert OPERATORS[operator[:-1]].sided == (side in ("left", "right", "both")), (operator, side)
    assert {_label(way)[0][:-1] for way in ways} == set(OPERATORS)


def test_what_no_edit_does_is_right_where_it_is_refused() -> None:
    no_edit, either = {"edits": "-"}, {"edits": "-|knee_flexion+ left"}
    bent = parse("Bend your left knee more.")
    assert _understood(no_edit, None) == _understood(either, None) == (True, True, True)
    assert _understood(either, bent) == (True, True, True)
    assert _understood(no_edit, bent) == (False, False, False)
    assert _understood({"edits": "knee_flexion+ left"}, None) == (False, False, False)


def test_what_tells_no_movement_should_be_refused() -> None:
    nothing = {"part": "-", "side": "-", "directions": "-"}
    assert _told(nothing, None) == (True, True, True)
    assert not any(_told(nothing, Parsed((), "x", "head", "none")))
    up = {"part": "left_arm", "side": "left", "directions": "up,down"}
    assert _told(up, Parsed((), "x", "left_arm", "left", ("down", "up"))) == (True, True, True)
    assert _told(up, None) == (False, False, False)


def test_held_out_families_are_families() -> None:
    from inference.language.families import HELD_OUT

    assert set(HELD_OUT) < set(FAMILIES)
