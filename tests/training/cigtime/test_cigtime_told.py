"""What the findings tell of an instruction: what was edited, as it was measured; the acted fault first."""

import json
from dataclasses import replace

import numpy as np
import pytest

from inference.correction.factcheck import problems
from inference.motion.finding import Finding, Phase
from training.cigtime.told import told, told_edits
from training.triplets.triplet import Triplet

pytestmark = pytest.mark.training
BOTTOM = Phase("at the bottom", 0.5, 1.0, 0.5, 1.0)


def _finding(channel, difference, part="left_leg", side="left"):
    return Finding(
        f"{channel}@at-the-bottom", channel, part, side, BOTTOM, 90.0 + difference, 90.0, difference, "deg",
        3.0, 2.0, (1, 1), ("left_knee",),
    )  # fmt: skip


KNEE, ELBOW = _finding("left_knee_flexion", -22.0), _finding("left_elbow_flexion", 30.0, "left_arm")
LEAN = _finding("trunk_lean_forward", 15.0, "torso", "none")


def _triplet(*findings, **changes):
    joints = np.zeros((1, 22, 3), np.float16)
    made = Triplet(
        source_id="a", target_id="b", subject="p1", target_subject="p1", split="train", origin="kinematic",
        direction="real_to_edited", other="same", warp=1.0, noise=False, source=joints, target=joints,
        mask_part="left_leg", start_s=0.0, end_s=2.0, operator="knee_flexion", magnitude=30.0, unit="deg",
        side="left", phase="throughout", second=None, texts=(),
        findings=json.dumps([finding.to_json() for finding in findings]), exercise="", fault=(), number=0,
        seed=0,
    )  # fmt: skip
    return replace(made, **changes)


def test_what_was_edited_is_told_as_it_was_measured():
    [edit] = told_edits(_triplet(ELBOW, KNEE))
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
    told_first = told_edits(_triplet(ELBOW, LEAN, KNEE, **real))
    assert [edit.operator for edit in told_first] == ["trunk_lean_forward", "knee_flexion"]
    assert [edit.operator for edit in told_edits(_triplet(ELBOW, **real))] == ["elbow_flexion"]
