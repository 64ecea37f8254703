"""A text that repairs something is shown with what it rests on; otherwise what was measured is shown."""

import numpy as np
import pytest
from motions import squat

from inference.correction.describer import describe
from inference.correction.language_model import Candidate
from inference.correction.prompt import Vocabulary
from inference.correction.writer import NONE_HELPS, write
from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.motion.differences import compare


class Writes:
    """A language model that always writes the same texts."""

    vocabulary = Vocabulary(1, 2, 1000)

    def __init__(self, *texts: str) -> None:
        self.texts, self.read = texts, []

    def encode(self, text: str) -> list[int]:
        return [len(word) for word in text.split()]

    def candidates(self, prompt: list[int], count: int) -> list[Candidate]:
        self.read = prompt
        return [Candidate(text, -1.0) for text in self.texts]


@pytest.fixture(scope="module")
def pair():
    trainee = squat()
    coach = edited(trainee, [Edit("trunk_lean_forward", 22.0)])
    return trainee, coach, compare(trainee, coach)


def _codes(motion):
    return np.full((3, 2), 7)


def test_a_helping_text_is_shown_with_its_findings(pair):
    model = Writes("Bend both knees less.", "Lean forward about 20° more. Lean forward more at the bottom.")
    written = write(model, _codes, *pair)
    assert [sentence.text for sentence in written.sentences] == [
        "Lean forward about 20° more.",
        "Lean forward more at the bottom.",
    ]
    lean = next(f.id for f in pair[2].findings if f.channel == "trunk_lean_forward")
    assert all(sentence.findings == (lean,) for sentence in written.sentences)
    assert model.read.count(1007) == 6
    assert not written.warnings


def test_where_nothing_helps_the_measured_sentences_are_shown_and_it_is_said(pair):
    written = write(Writes("Bend both knees less.", "Lift a heavier weight."), _codes, *pair)
    assert written.sentences == describe(pair[2].findings, pair[2].within)
    assert written.warnings == (NONE_HELPS,)


def test_without_findings_nothing_is_written(pair):
    trainee = pair[0]
    model = Writes("Lean forward more.")
    written = write(model, _codes, trainee, trainee, compare(trainee, trainee))
    assert written.verification is None
    assert model.read == []
