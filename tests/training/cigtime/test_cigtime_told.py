"""What the findings tell of an instruction: what was edited, as it was measured; the acted fault first."""

import pytest
from found import finding
from instructed import triplet

from inference.correction.factcheck import problems
from inference.editing.operators import Edit
from training.cigtime.told import told, told_edits

pytestmark = pytest.mark.training
KNEE, ELBOW = finding("left_knee_flexion", -22.0), finding("left_elbow_flexion", 30.0)
LEAN = finding("trunk_lean_forward", 15.0)
ASKED = {"operator": "knee_flexion", "side": "left", "phase": "throughout", "magnitude": 30.0}


def _triplet(*findings, **changes):
    return triplet(Edit(**(ASKED | changes)), findings)


def test_what_was_edited_is_told_as_it_was_measured():
    [(edit, _)] = told_edits(_triplet(ELBOW, KNEE))
    assert (edit.operator, edit.side, edit.phase) == ("knee_flexion", "left", "at the bottom")
    assert edit.magnitude == pytest.approx(22.0)


@pytest.mark.parametrize(
    "changes",
    [{"magnitude": -30.0}, {"operator": "hip_flexion"}, {"side": "right"}, {"phase": "at the top"}],
)
def test_what_the_findings_do_not_show_is_not_told(changes):
    assert told(_triplet(ELBOW, KNEE, **changes)) == ()


def test_it_is_said_in_many_ways_that_may_all_be_shown():
    ways = told(_triplet(KNEE, ELBOW))
    assert {way.style for way in ways} == {"coach", "trainee", "physio"}
    assert len(ways) > 9
    assert not any(problems(way.text, [KNEE, ELBOW]) for way in ways)
    assert not any("person" in way.text for way in ways)


def test_of_real_pairs_what_mends_the_acted_fault_is_told_before_what_is_foremost():
    real = {"origin": "real", "direction": "real_to_real", "exercise": "deep squat"}
    told_first = told_edits(triplet(measured=[ELBOW, LEAN, KNEE], **real))
    assert [edit.operator for edit, _ in told_first] == ["trunk_lean_forward", "knee_flexion"]
    assert [edit.operator for edit, _ in told_edits(triplet(measured=[ELBOW], **real))] == ["elbow_flexion"]


def test_on_the_other_side_of_nothing_other_words_are_used():
    back = finding("left_hip_flexion", -15.0, trainee=-25.0, coach=-10.0)
    ways = told(_triplet(back, operator="hip_flexion"))
    assert "extension" in " ".join(way.text for way in ways if way.style == "physio")
