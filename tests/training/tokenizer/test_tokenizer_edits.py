"""What is left of an edit: all of it where tokens lose nothing, none where they lose it."""

import numpy as np
import pytest
from motions import squat

from inference.editing.operators import Edit
from training.data.clips import Clip
from training.tokenizer.edits import Edited, Kept, kept

pytestmark = pytest.mark.training


class Faithful:
    """Codes are the features themselves."""

    def encode(self, movement):
        return movement

    def decode(self, codes):
        return codes


class Forgetful(Faithful):
    """Whatever was done, it was what it saw first."""

    def __init__(self):
        self._first = None

    def decode(self, codes):
        self._first = codes if self._first is None else self._first
        return self._first


@pytest.fixture(scope="module")
def sample():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Clip, "motion", lambda _: squat(repetitions=1).resampled(20))
        clip = Clip("x", "uiprmd", "1", "test", "", True, "", ("squats",), (), None)
        return Edited.of(Edit("elbow_flexion", 20, "left"), [clip])


def test_an_edit_does_what_it_says_and_tokens_that_lose_nothing_keep_it(sample):
    found = kept(Faithful(), sample)
    assert sample.channel == "left_elbow_flexion"
    assert found.done == pytest.approx([20], abs=4)
    assert found.told == pytest.approx(found.done)
    assert found.survive == 1


def test_tokens_that_forget_keep_nothing(sample):
    found = kept(Forgetful(), sample)
    assert found.told == pytest.approx([0])
    assert found.survive == 0


def test_clips_on_which_an_edit_cannot_be_done_are_left_out(monkeypatch):
    monkeypatch.setattr(Clip, "motion", lambda _: squat(repetitions=1).resampled(20))
    clip = Clip("x", "uiprmd", "1", "test", "", True, "", ("squats",), (), None)
    assert Edited.of(Edit("knee_flexion", 9999, "left"), [clip]).pairs == []


def test_half_the_size_is_the_limit():
    done, told = np.array([10.0, 10, -10, -10]), np.array([6.0, 4, -6, 6])
    assert Kept(done, told).survive == 0.5
