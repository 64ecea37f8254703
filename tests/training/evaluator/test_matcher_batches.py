"""What the matcher learns from: pairs, their mirror images, windows, tempo, spoiled motions, token states."""

from pathlib import Path

import numpy as np
import pytest

from inference.language.text_encoder import TextEncoder
from training.data.clips import Clip
from training.data.vectors import Vectors
from training.evaluator import states as stored
from training.evaluator.batches import LEAST_SHARE, TEMPO, Batches, all_sentences, at_tempo
from training.evaluator.network import FEATURES
from training.evaluator.spoiling import SIZE_M, spoiled
from training.evaluator.told import Sentence, Told

pytestmark = pytest.mark.training
LENGTH = 100


class Initials:
    """Stands in for token states: a sentence is one token, whose first number is its last word's initial."""

    def of(self, sentences):
        states = np.zeros((len(sentences), 1, 384), np.float32)
        states[:, 0, 0] = [ord(text.split()[-1][0]) for text in sentences]
        return states, np.ones(states.shape[:2], bool)

    def likeness(self, sentences):
        return np.eye(len(sentences))


def _told(number: int, first: int = 0, end: int = LENGTH) -> Told:
    clip = Clip(f"clip{number}", "cmu", "01", "train", "", None, "", ("",), (), Path())
    values = np.full((LENGTH, 263), float(number + 1), np.float32)
    # The last position tells which vector it is, the mirror image changes its sign.
    values[:, FEATURES - 1] = np.arange(1, LENGTH + 1)
    text = f"raises the {'left' if number % 2 else 'right'}"
    sentence = Sentence("short", text, first, end)
    return Told(Vectors(clip, False, values), Vectors(clip, True, -values), (sentence,), number)


@pytest.fixture
def batch():
    return next(iter(Batches([_told(number) for number in range(12)], Initials(), seed=0, pairs=8)))


def test_the_second_half_is_the_first_in_a_mirror(batch):
    motion, text = batch["motion"].numpy(), batch["text"].numpy()[:, 0, 0]
    assert np.array_equal(motion[8:], -motion[:8])
    assert {*text[:8]} == {ord("l"), ord("r")}
    assert np.all(text[:8] + text[8:] == ord("l") + ord("r"))
    assert batch["sided"].all()


def test_a_batch_has_no_clip_twice_and_some_spoiled_motions(batch):
    numbers = batch["motion"][:8, 0, 10].numpy()
    assert len(set(numbers)) == 8
    assert len(batch["spoiled"]) == 4
    assert batch["spoiled_mask"].any(dim=1).all()


@pytest.mark.parametrize(("first", "end"), [(0, LENGTH), (20, 60), (90, 95)])
def test_a_window_lies_in_the_sentences_stretch_and_is_most_of_it(first, end):
    batches = iter(Batches([_told(0, first, end)], Initials(), seed=1, pairs=1))
    for _ in range(20):
        batch = next(batches)
        seen = batch["motion"][0, batch["motion_mask"][0], FEATURES - 1].numpy()
        assert first + 1 <= seen.min() < seen.max() <= end
        assert np.ptp(seen) + 1 >= min(LEAST_SHARE * (end - first), end - first) - TEMPO[1] - 1


def test_another_tempo_is_the_same_way_in_another_time():
    values = np.zeros((121, FEATURES), np.float32)
    values[:, 1] = 0.05
    values[:, 10] = np.linspace(0, 1, 121)
    faster = at_tempo(values, 1.2)
    assert len(faster) == 101
    assert faster[:-1, 1].sum() == pytest.approx(values[:-1, 1].sum(), rel=1e-4)
    assert np.allclose(faster[:, 10], np.linspace(0, 1, 101), atol=1e-5)
    assert np.array_equal(at_tempo(values, 1.0), values)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_spoiled_has_errors_of_a_size_that_is_seen(seed):
    values = np.zeros((80, FEATURES), np.float32)
    errors = spoiled(values, np.random.default_rng(seed))
    assert errors.shape == values.shape
    assert 0.9 * SIZE_M[0] < errors[:, 3:].std() < 1.1 * SIZE_M[1]
    assert not values.any()


def test_states_are_the_encoders_and_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "RUNS", tmp_path)
    sentences = ["raises the right", "a person walks forward slowly"]
    states = stored.States([*sentences, sentences[0]])
    found, mask = states.of(sentences)
    wanted, there = TextEncoder().states(sentences)
    assert np.array_equal(mask, there)
    assert np.allclose(found, wanted, atol=2e-3)
    likeness = states.likeness(sentences)
    assert np.allclose(np.diag(likeness), 1, atol=1e-5)
    assert likeness[0, 1] < 0.9
    monkeypatch.setattr(stored, "TextEncoder", None)
    assert np.array_equal(stored.States(sentences).of(sentences)[0], found)


def test_every_sentence_of_a_batch_is_known_also_in_a_mirror():
    assert all_sentences([_told(0), _told(1)]) == {"raises the right", "raises the left"}
