"""Of several texts the one that repairs most when it is carried out is chosen; none if none does."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import squat

from inference.correction.describer import describe
from inference.correction.language_model import Candidate
from inference.correction.verification import repaired, verify
from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.motion.differences import compare
from inference.motion.repetitions import find_repetitions

WORDS = [
    "Lean forward", "about 20°", "more", "Bend", "both knees", "left elbow", "less", "twice", "pause", "jump",
    "half", "a lot", "seconds", "at the bottom", ".", ",", "…", "“", "0", "-5", "1e9", "1000%", "±",
]  # fmt: skip


@pytest.fixture(scope="module")
def pair():
    trainee = squat()
    coach = edited(trainee, [Edit("trunk_lean_forward", 22.0)])
    comparison = compare(trainee, coach)
    assert [finding.channel for finding in comparison.findings][:1] == ["trunk_lean_forward"]
    return trainee, coach, comparison


def _verified(pair, *texts, likelihoods=None):
    values = likelihoods or [-1.0] * len(texts)
    candidates = [Candidate(text, value) for text, value in zip(texts, values, strict=True)]
    return verify(candidates, *pair)


def test_the_measured_sentence_repairs_what_was_measured(pair):
    [sentence] = describe(pair[2].findings, limit=1)
    found = _verified(pair, "Lean forward a little.", sentence.text)
    assert found.chosen == 1
    assert found.tried[1].repaired > 0.8
    assert found.tried[1].repaired > found.tried[0].repaired + 0.2


def test_what_was_measured_of_a_movement_without_repetitions_can_be_carried_out():
    whole = squat(moving_s=3.0)
    [repetition] = find_repetitions(whole)
    trainee = whole.cut(repetition.start_s, repetition.arrives_s)
    coach = edited(trainee, [Edit("trunk_lean_sideways", 20.0, phase="end")])
    comparison = compare(trainee, coach)
    [sentence] = describe(comparison.findings, limit=1)
    assert "at the end" in sentence.text.lower()
    assert _verified((trainee, coach, comparison), sentence.text).tried[0].repaired > 0.8


def test_what_contradicts_the_findings_is_not_even_tried(pair):
    def editor(motion, edits):
        raise AssertionError("carried out")

    candidates = [Candidate("Lean back more.", -0.1), Candidate("Bend your left elbow more.", -0.1)]
    found = verify(candidates, *pair, editor=editor)
    assert found.chosen is None
    assert all(tried.problems for tried in found.tried)


def test_of_equally_good_texts_the_likelier_is_chosen(pair):
    texts = ("Lean forward about 20° more.", "Try to lean forward about 20° more.")
    assert _verified(pair, *texts, likelihoods=[-2.0, -0.5]).chosen == 1
    assert _verified(pair, *texts, likelihoods=[-0.5, -2.0]).chosen == 0


def test_of_equally_good_texts_one_that_speaks_is_chosen(pair):
    texts = ("Lean forward about 20° more.", "About 20° more forward lean.")
    assert _verified(pair, *texts, likelihoods=[-2.0, -0.5]).chosen == 0


def test_a_text_about_nothing_that_was_found_is_not_chosen(pair):
    assert _verified(pair, "Well done.").tried[0].problems


def test_by_hand_the_clips_stay_as_they_were_laid_over_each_other(pair):
    trainee, coach, _ = pair
    by_hand = compare(trainee, coach, offset_s=0.0)
    text = [Candidate("Lean forward about 20° more.", -1.0)]
    [tried] = verify(text, trainee, coach, by_hand, offset_s=0.0).tried
    after = compare(edited(trainee, [Edit("trunk_lean_forward", 20.0)]), coach, offset_s=0.0)
    assert tried.repaired == repaired(by_hand, after)


def test_an_edit_that_spoils_something_else_counts_less(pair):
    def careless(motion, edits):
        return edited(motion, [*edits, Edit("elbow_flexion", 50.0, "left")])

    text = [Candidate("Lean forward about 20° more.", -1.0)]
    careful, spoilt = (verify(text, *pair, editor=editor).tried[0].repaired for editor in (edited, careless))
    assert spoilt < careful - 0.3


def test_what_follows_from_something_else_is_no_loss_of_its_own(pair):
    before = pair[2]
    raised = {"left_shoulder_elevation": 3.0}
    following = {"left_shoulder_abduction": 4.0, "left_wrist_height": 3.0, "left_hip_flexion": 3.0}
    unrelated = {"left_elbow_flexion": 3.0}
    after = [replace(before, scores=before.scores | more) for more in (raised, raised | following, unrelated)]
    alone, together, other = (repaired(before, each) for each in after)
    assert alone == together < 0
    assert repaired(before, replace(before, scores=before.scores | raised | unrelated)) == pytest.approx(
        alone + other
    )


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_whatever_is_written_is_judged(pair, words):
    [tried] = _verified(pair, " ".join(words)).tried
    assert tried.problems or tried.repaired <= 1


def test_texts_that_ask_for_the_same_are_carried_out_once(pair):
    carried_out = []

    def counting(motion, edits):
        carried_out.append(edits)
        return motion

    texts = ("Lean forward about 20° more.", "Try to lean forward about 20° more.") * 2
    found = verify([Candidate(text, -1.0) for text in texts], *pair, editor=counting)
    assert len(carried_out) == 1
    assert found.chosen is None
    assert found.to_json()["after"] == 1.0
