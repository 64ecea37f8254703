"""The tokenizer's table: a row for each tokenizer and split; one that loses nothing has no error."""

from dataclasses import replace

import numpy as np
import pytest
from motions import squat

from inference.motion.humanml3d import features
from training.data.clips import Clip
from training.data.vectors import Vectors
from training.evaluation import tokenizer_table

pytestmark = pytest.mark.training
CLIP = Clip("x", "uiprmd", "s08", "test", "squat", True, "squat s08", ("squats",), (), None)


class Exact:
    """Loses nothing, and has three codes a column."""

    def __init__(self, stride):
        self.stride = stride

    def encode(self, movement):
        self._values = movement
        return np.repeat(np.arange(3)[:, None], 2, axis=1)

    def decode(self, codes):
        return self._values


class Matcher:
    """Two dimensions of any motion."""

    def motion_features(self, motions):
        return np.array([[len(motion), motion[:, 3].mean()] for motion in motions])


def _cells(section, name, split):
    """The columns of the row, of every table that has one."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines()]
    return [row for row in rows if row[:2] == [name, split]]


def test_a_tokenizer_that_loses_nothing_has_no_error_and_keeps_every_difference(monkeypatch):
    views = [
        Vectors(replace(CLIP, correct=depth > 1.2), False, features(squat(depth_rad=depth)))
        for depth in (1.7, 1.0)
    ]
    monkeypatch.setattr(Clip, "motion", lambda _: squat().resampled(20))
    monkeypatch.setattr(tokenizer_table, "EDITS", tokenizer_table.EDITS[-1:])
    monkeypatch.setattr(tokenizer_table, "vectors", lambda *_, **__: views)
    monkeypatch.setattr(tokenizer_table, "read_clips", lambda *_: [CLIP])
    monkeypatch.setattr(tokenizer_table, "Matcher", Matcher)
    monkeypatch.setattr(tokenizer_table, "Tokenizer", lambda: Exact(4))
    monkeypatch.setattr(tokenizer_table.TrainedTokenizer, "of", lambda _: Exact(1))
    section = tokenizer_table.rows()
    for name, rate, prompt in (("CigTime's", "40", "800"), ("ours, shipped", "10", "200")):
        for split in ("val", "test"):
            errors, codes = _cells(section, name, split)
            assert errors[2:5] == ["0.0 (0.0–0.0)"] * 3
            assert errors[5] == "1.000"
            assert codes[2:5] == ["1", "1.00", "1.00"]
            assert codes[5].startswith("1.00 of ")
            assert codes[6] == "too few (2)"
            assert codes[-3:] == ["3 + 3", rate, prompt]
    assert "| left elbow flexion +20° | 1 |" in section
    assert section.count("| 1.00 |") >= 2
