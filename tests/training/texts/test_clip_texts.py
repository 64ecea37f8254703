"""Texts of a window: the sentences that are about it, the captioner's, and all of it in a mirror."""

from dataclasses import replace

import numpy as np
import pytest
from motions import arm_raise, squat

from training.data.clips import Caption, Clip
from training.texts import clip_texts
from training.texts.clip_texts import texts_of

pytestmark = pytest.mark.training

COLUMNS = "clip_id,source,subject,frames,seconds,split,exercise,correct,pair_group,licence,texts,captions"
CLIP = Clip(
    clip_id="a",
    source="cmu",
    subject="a",
    split="train",
    exercise="",
    correct=None,
    pair_group="",
    texts=("raise the left arm",),
    captions=(Caption(0.0, 2.0, "a left arm goes up"), Caption(0.0, 30.0, "a person exercises")),
    data=None,
)


@pytest.fixture
def clip(tmp_path, monkeypatch) -> Clip:
    """A left arm is raised twice; events are kept in a folder of their own."""
    monkeypatch.setattr(clip_texts, "RUNS", tmp_path / "runs")
    clip_texts._events.cache_clear()
    motions = {"a": arm_raise(2, elevation_rad=1.5, sides=("left",)), "b": squat()}
    joints = {name: motion.resampled(20).joints_in_world for name, motion in motions.items()}
    np.savez(tmp_path / "cmu.npz", **{k: np.rint(v * 1000).astype(np.int16) for k, v in joints.items()})
    rows = [f'{name},cmu,{name},9,9,train,,,,free,"[]","[]"' for name in motions]
    (tmp_path / "clips.csv").write_text("\n".join([COLUMNS, *rows]) + "\n")
    return replace(CLIP, data=tmp_path)


def test_sentences_about_the_window_come_first(clip: Clip) -> None:
    chance = np.random.default_rng(0)
    assert texts_of(clip, 0, 2.5, False, chance).original == ("a left arm goes up", "raise the left arm")
    assert texts_of(clip, 0, 25, False, chance).original == ("a person exercises", "raise the left arm")
    assert texts_of(clip, 2.5, 5, False, chance).original == ("raise the left arm",)


def test_captions_count_what_is_in_the_window(clip: Clip) -> None:
    whole = texts_of(clip, 0, 6, False, np.random.default_rng(0))
    assert "twice" in whole.parts["left_arm"]
    half = texts_of(clip, 0, 2.6, False, np.random.default_rng(0))
    assert "twice" not in half.refined
    assert "left arm" in half.refined


def test_in_a_mirror_sides_are_swapped_everywhere(clip: Clip) -> None:
    plain = texts_of(clip, 0, 6, False, np.random.default_rng(0))
    seen = texts_of(clip, 0, 6, True, np.random.default_rng(0))
    assert seen.original[-1] == "raise the right arm"
    assert seen.parts["right_arm"] == plain.parts["left_arm"].replace("left", "right")
    assert "left" not in seen.refined


def test_events_are_found_once(clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts_of(clip, 0, 6, False, np.random.default_rng(0))
    clip_texts._events.cache_clear()
    monkeypatch.setattr(clip_texts, "events", lambda motion: pytest.fail("found again"))
    assert texts_of(clip, 0, 6, False, np.random.default_rng(0)) == before
