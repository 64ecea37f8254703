import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from research_data import SHARED

from inference.motion.channels import CHANNELS
from training.data.clips import read_clips
from training.evaluation.acted_mistakes import FAULT_CHANNELS, fault_channels
from training.evaluation.differences import OTHER_COACHES, area_under_curve, draw_pairs, measure_pair

scores = st.lists(st.integers(0, 5), min_size=1, max_size=8)


@given(scores, scores)
@settings(deadline=None)
def test_area_under_curve_counts_pairs_in_the_right_order(wrong, right):
    values = np.array([*wrong, *right], float)
    labels = np.arange(len(values)) < len(wrong)
    pairs = [(a > b) + 0.5 * (a == b) for a in wrong for b in right]
    assert area_under_curve(values, labels) == pytest.approx(np.mean(pairs))


def test_fault_channels_are_channels_and_few():
    for exercise in FAULT_CHANNELS:
        assert fault_channels(exercise) <= set(CHANNELS)
        assert 3 <= len(fault_channels(exercise)) <= len(CHANNELS) / 4
    assert "knees_over_ankles" in fault_channels("deep squat")
    assert "trunk_lean_forward" not in fault_channels("standing shoulder abduction")


@pytest.mark.shared
def test_nobody_is_their_own_coach_with_the_same_repetition():
    clips = list(read_clips(SHARED / "data" / "motion", "uiprmd"))
    pairs = draw_pairs(clips)
    assert pairs == draw_pairs(clips)
    assert len(pairs) == (OTHER_COACHES + 1) * len(clips)
    assert {clip.exercise for clip in clips} == set(FAULT_CHANNELS)
    for pair in pairs:
        assert pair.coach.correct
        assert pair.coach.exercise == pair.trainee.exercise
        assert pair.coach.clip_id != pair.trainee.clip_id
    assert sum(pair.same_person for pair in pairs) == len(clips)


@pytest.mark.shared
def test_a_pair_is_measured_on_its_faults_channels():
    clips = list(read_clips(SHARED / "data" / "motion", "uiprmd"))
    pair = next(p for p in draw_pairs(clips) if p.trainee.exercise == "deep squat" and not p.trainee.correct)
    outcome = measure_pair(pair)
    assert outcome.focused_score > 0
    assert outcome.hits[0] <= outcome.hits[1]
    assert 0 < outcome.chance[0] < outcome.chance[1] < 1
