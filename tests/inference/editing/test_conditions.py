"""What is said reaches the network: words, parts, sides and directions, and nothing where nothing is said."""

import numpy as np
import pytest

from inference.editing.conditions import FIELDS, Words, conditions, fields
from inference.language.text_encoder import STATE_SIZE
from inference.motion.skeleton import PARTS


class Counting:
    """Encodes a sentence as one state a word, each of them how many words there are."""

    def states(self, sentences, length=None):
        counts = np.array([len(sentence.split()) for sentence in sentences])
        mask = np.arange(max(counts.max(), 2)) < np.maximum(counts, 2)[:, None]
        return mask[..., None] * counts[:, None, None] * np.ones(STATE_SIZE, np.float32), mask


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("raise the left arm", {"left", "up"}),
        ("raise your right knee higher to the left", {"left", "right", "up", "leftward"}),
        ("lower both arms slowly", {"left", "right", "down", "slower"}),
        ("step out to the side", {"out"}),
        ("stand upright and bright", set()),
        ("turn counterclockwise", {"leftward"}),
        ("turn clockwise", {"rightward"}),
    ],
)
def test_sides_and_directions_are_named(text: str, named: set[str]) -> None:
    found = fields(Words(text, part="left_arm"))
    assert {name for name, value in zip(FIELDS, found, strict=True) if value} == named | {"left_arm"}


def test_sides_exchanged_are_other_fields() -> None:
    assert not np.array_equal(
        fields(Words("kick with the left foot")), fields(Words("kick with the right foot"))
    )


def test_words_and_part_sentences_come_with_their_masks() -> None:
    said = [Words("one two three", {"head": "nods twice", "left_arm": "waves"}, "head"), Words("one two")]
    given = conditions(said, Counting())
    assert given["text"].shape == (2, 3, STATE_SIZE)
    assert given["text_mask"].tolist() == [[1, 1, 1], [1, 1, 0]]
    parts = tuple(PARTS)
    assert given["parts_mask"].sum() == 2
    assert given["parts"][0, parts.index("head"), 0] == 2
    assert given["parts"][0, parts.index("left_arm"), 0] == 1


def test_nothing_said_is_nothing_given() -> None:
    given = conditions([Words()], Counting())
    assert all((value == 0).all() for value in given.values())
