"""Token states: one per token, the same in any company, and they tell left from right."""

import numpy as np
import pytest

from inference.language.text_encoder import STATE_SIZE, TextEncoder

LEFT = "A person waves with the left hand."
LONGER = "A person squats three times with both arms held out in front and then stands still."


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder(threads=1)


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_one_state_per_token_and_none_elsewhere(encoder: TextEncoder) -> None:
    states, mask = encoder.states([LEFT, LONGER, ""], length=24)
    assert states.shape == (3, 24, STATE_SIZE)
    assert states.dtype == np.float32
    assert mask.sum(axis=1).tolist() == [
        10,
        20,
        2,
    ]  # pieces of words, full stop, and the tokens of start and end
    assert (np.abs(states).max(axis=-1) > 0).tolist() == mask.tolist()


def test_a_sentence_is_the_same_in_any_company_and_room(encoder: TextEncoder) -> None:
    alone, _ = encoder.states([LEFT])
    many, _ = encoder.states([LONGER] * 20 + [LEFT], length=40)
    np.testing.assert_allclose(many[-1, : alone.shape[1]], alone[0], atol=1e-4)


def test_swapped_sides_show_in_the_token_of_the_side(encoder: TextEncoder) -> None:
    states, _ = encoder.states([LEFT, LEFT.replace("left", "right"), LEFT.replace("A", "The")])
    side = 6
    assert cosine(states[0, side], states[1, side]) < 0.95
    assert cosine(states[0, side], states[2, side]) > 0.99
    # The vector of the sentence, the mean, hardly knows.
    assert cosine(states[0].mean(axis=0), states[1].mean(axis=0)) > 0.98


def test_longer_sentences_are_cut(encoder: TextEncoder) -> None:
    states, mask = encoder.states([LONGER * 20], length=12)
    assert states.shape == (1, 12, STATE_SIZE)
    assert mask.all()
    assert encoder.states([LONGER * 20])[0].shape[1] == 128


def test_no_sentences_have_no_states(encoder: TextEncoder) -> None:
    states, mask = encoder.states([])
    assert states.shape == (0, 0, STATE_SIZE)
    assert mask.shape == (0, 0)
