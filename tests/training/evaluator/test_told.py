"""What is said of clips: people's captions of their stretch, short texts, rule captions of pieces."""

from pathlib import Path

import numpy as np
import pytest

from training.data.clips import Caption, Clip
from training.data.vectors import Vectors
from training.data.windows import LONGEST
from training.evaluator import told as telling
from training.texts.clip_texts import ClipText

pytestmark = pytest.mark.training
LENGTHS = (90, 450)


@pytest.fixture
def clips(monkeypatch):
    def views(split, data):
        for number, length in enumerate(LENGTHS):
            captions = (Caption(1.0, 2.5, "a person waves"), Caption(4.0, 9.0, "walks on"))
            clip = Clip(f"clip{number}", "cmu", "07", split, "", None, "", ("wave",), captions, Path())
            for mirrored in (False, True):
                yield Vectors(clip, mirrored, np.zeros((length, 263), np.float32))

    def texts(clip, start_s, end_s, mirrored, chance):
        caption = f"Waves {start_s:.1f} to {end_s:.1f}, {chance.integers(10**6)}."
        return ClipText(("wave",), f"{caption} Left arm: waves. Torso: leans.", {})

    monkeypatch.setattr(telling, "vectors", lambda split, data: list(views(split, data)))
    monkeypatch.setattr(telling, "texts_of", texts)
    return telling.told("val", Path(), wordings=2)


def test_human_captions_are_of_their_stretch_within_the_clip(clips):
    spans = [[(s.first, s.end) for s in clip.of_kind("human")] for clip in clips]
    assert spans == [[(20, 50), (80, 90)], [(20, 50), (80, 180)]]
    assert all(clip.plain.clip is clip.mirrored.clip and clip.mirrored.mirrored for clip in clips)


def test_rule_captions_are_of_pieces_that_fill_the_clip(clips):
    for clip, length in zip(clips, LENGTHS, strict=True):
        said = clip.of_kind("rule")
        spans = sorted({(s.first, s.end) for s in said})
        assert [first for first, _ in spans] == [0, *(end for _, end in spans[:-1])]
        assert spans[-1][1] == length
        assert all(end - first <= LONGEST for first, end in spans)
        assert len({s.text for s in said}) == 2 * len(spans)


def test_a_rule_caption_has_no_parts_but_all_of_its_sentence(clips):
    texts = [s.text for s in clips[0].of_kind("rule")]
    assert all(text.startswith("Waves 0.0 to 4.5, ") and text.endswith(".") for text in texts)
    assert not any("arm" in text for text in texts)


def test_clips_told_alike_are_one_movement(clips):
    assert clips[0].movement == clips[1].movement
