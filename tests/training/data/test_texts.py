"""Sides of sentences are exchanged as a mirror does; no motion's sentences are in two splits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from research_data import SHARED

from training.data.clips import read_clips
from training.data.texts import human_sentences, swap_sides

DATA = SHARED / "data" / "motion"
TEXTS = SHARED / "data" / "texts" / "humanml3d_captions_2427.tsv"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("raise the left arm", "raise the right arm"),
        ("Left, then RIGHT.", "Right, then LEFT."),
        ("left_knee, right-hand, leftwards", "right_knee, left-hand, rightwards"),
        ("stands upright in bright light", "stands upright in bright light"),
        ("turns clockwise", "turns counterclockwise"),
        ("Counter-clockwise or anticlockwise", "Clockwise or clockwise"),
    ],
)
def test_a_mirror_exchanges_sides_and_nothing_else(text, seen):
    assert swap_sides(text) == seen


@given(st.lists(st.sampled_from(["left", "RIGHT", "Clockwise", "counterclockwise", "bend", "upright"])))
def test_a_mirror_in_a_mirror_changes_nothing(words):
    assert swap_sides(swap_sides(" ".join(words))) == " ".join(words)


@pytest.mark.shared
def test_human_sentences_are_split_by_motion_and_with_the_clips():
    splits = {split: human_sentences(split, TEXTS, DATA) for split in ("train", "val", "test")}
    assert sum(map(len, splits.values())) == 7248
    motions = {split: {sentence.base_id for sentence in found} for split, found in splits.items()}
    assert not any(motions[a] & motions[b] for a, b in (("train", "val"), ("train", "test"), ("val", "test")))
    assert min(map(len, motions.values())) > 200
    said = {caption.text: clip.split for clip in read_clips(DATA) for caption in clip.captions}
    apart = [(said[s.text], split) for split, found in splits.items() for s in found if s.text in said]
    assert len(apart) > 100
    assert all(own == split for own, split in apart)
