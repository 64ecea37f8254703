"""A text that repairs something is shown with what it rests on; otherwise what was measured is shown."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from motions import squat
from saying import writer

from inference.correction import writer as writing
from inference.correction.correction import Correction
from inference.correction.describer import describe
from inference.correction.verification import NO_TIME
from inference.correction.writer import NONE_HELPS
from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.errors import Cancelled
from inference.motion.differences import compare
from inference.pipeline import correct
from inference.stopwatch import Stopwatch

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[3] / "assets" / "correction.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def pair():
    trainee = squat()
    coach = edited(trainee, [Edit("trunk_lean_forward", 22.0), Edit("elbow_flexion", 40.0, "left")])
    comparison = compare(trainee, coach)
    assert {"trunk_lean_forward", "left_elbow_flexion"} <= {f.channel for f in comparison.findings}
    return trainee, coach, comparison


def _id(pair, channel):
    return next(finding.id for finding in pair[2].findings if finding.channel == channel)


LEAN, ELBOW = "Lean forward about 20° more.", "Bend your left elbow about 40° more."


def test_a_helping_text_is_shown_with_its_findings(pair):
    says = writer("Bend both knees less.", f"{LEAN} {ELBOW}")
    watch = Stopwatch()
    written = says.write(*pair, watch=watch)
    assert [sentence.text for sentence in written.sentences] == [LEAN, ELBOW]
    assert [sentence.findings for sentence in written.sentences] == [
        (_id(pair, "trunk_lean_forward"),),
        (_id(pair, "left_elbow_flexion"),),
    ]
    assert {sentence.author for sentence in written.sentences} == {"model"}
    assert says.model.read.count(1007) == 6
    assert not written.warnings
    assert written.repaired > 0.8
    assert list(watch.timings_s) == ["write", "verify"]


def test_what_cannot_stand_alone_stays_with_its_sentence(pair):
    for text in (f"Good. {LEAN}", f"{LEAN} Lean forward more at the bottom.", f"{LEAN} Well done."):
        [sentence] = writer(text).write(*pair).sentences
        assert sentence.text == text
        assert sentence.findings == (_id(pair, "trunk_lean_forward"),)


def test_others_that_help_and_what_was_measured_say_the_same_in_other_words(pair):
    other, wrong = "Try to bend your left elbow about 40° more.", "Bend your left elbow about 40° less."
    written = writer(ELBOW, other, wrong, LEAN).write(*pair)
    [sentence] = written.sentences
    assert sentence.text in (ELBOW, other)
    assert {ELBOW, other} - {sentence.text} == set(sentence.alternatives[:1])
    said = next(s for s in describe(pair[2].findings, limit=None) if s.findings == sentence.findings)
    assert {said.text, *said.alternatives} <= {sentence.text, *sentence.alternatives}
    assert wrong not in sentence.alternatives
    assert LEAN not in sentence.alternatives


def test_where_nothing_helps_the_measured_sentences_are_shown_and_it_is_said(pair):
    written = writer("Bend both knees less.", "Lift a heavier weight.", "Well done.").write(*pair)
    assert written.sentences == describe(pair[2].findings, pair[2].within)
    assert written.warnings == (NONE_HELPS,)
    assert written.repaired is None


def test_where_no_text_helps_others_are_written_and_nobody_hears_them(pair):
    harms, heard = "Bend both knees less.", list[str]()
    says = writer(harms, harms, again=(harms, "Well done.", LEAN))
    written = says.write(*pair, count=2, heard=heard.append)
    texts = [tried.candidate.text for tried in written.verification.tried]
    assert texts == [harms, harms, "Well done.", LEAN]
    assert written.verification.to_json()["chosen"] == 3
    assert [sentence.text for sentence in written.sentences] == [LEAN]
    assert written.repaired > 0.3
    assert "".join(heard).strip() == harms


def test_writing_again_can_be_stopped(pair):
    def progress(fraction):
        if told:
            raise Cancelled("Stopped.")
        told.append(fraction)

    told = list[float]()
    # There is one text to verify, and none after it: what is stopped is the writing.
    with pytest.raises(Cancelled):
        writer("Bend both knees less.").write(*pair, progress=progress)


def test_without_findings_nothing_is_written(pair):
    trainee = pair[0]
    says = writer(LEAN)
    written = says.write(trainee, trainee, compare(trainee, trainee))
    assert written.verification is None
    assert says.model.read == []


def test_it_can_be_stopped_while_it_writes_and_while_it_verifies(pair):
    def stop(said):
        raise Cancelled("Stopped.")

    for when in ({"heard": stop}, {"progress": stop}):
        with pytest.raises(Cancelled):
            writer(LEAN).write(*pair, **when)


def test_without_time_the_likeliest_is_carried_out_and_the_others_are_left(pair, monkeypatch):
    monkeypatch.setattr(writing, "VERIFYING_S", 0.0)
    verification = writer(LEAN, ELBOW).write(*pair).verification
    assert verification.chosen == 0
    assert verification.tried[1].problems == (NO_TIME,)


def test_a_correction_in_the_writers_words_keeps_what_was_measured(pair):
    trainee, coach, _ = pair
    measured, written = correct(trainee, coach), correct(trainee, coach, writer=writer(LEAN))
    assert written.text == LEAN
    assert written.findings == measured.findings
    assert written.verification["chosen"] == 0
    assert 0 <= written.verification["after"] < 1
    as_written = json.loads(written.dumps())
    jsonschema.validate(as_written, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert Correction.from_json(as_written).sentences == written.sentences
    assert replace(written, text="", sentences=(), verification=None) == replace(
        measured, text="", sentences=(), timings_s=written.timings_s
    )


def test_what_was_verified_before_takes_no_time_from_others(pair):
    watch = Stopwatch()
    watch.timings_s["verify"] = 100.0
    verification = writer(LEAN, ELBOW).write(*pair, watch=watch).verification
    assert not any(tried.problems for tried in verification.tried)
