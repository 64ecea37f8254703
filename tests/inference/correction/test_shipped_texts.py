"""The language model that is shipped: its texts are sound, in the style that was asked for, and they help."""

import re
from typing import get_args

import pytest
from motions import squat

from inference.correction.writer import Writer
from inference.language.styles import Style
from inference.motion.differences import Comparison, compare
from inference.motion.motion import Motion

Pair = tuple[Motion, Motion, Comparison]
NUMBER = re.compile(r"\d")


@pytest.fixture(scope="module")
def shipped() -> Writer:
    return Writer.shipped()


@pytest.fixture(scope="module")
def pair() -> Pair:
    """Not as deep as the coach, and both knees 6 cm further in."""
    trainee, coach = squat(2, depth_rad=1.3, knee_inward_m=0.06), squat(2)
    return trainee, coach, compare(trainee, coach)


@pytest.mark.parametrize("style", get_args(Style))
def test_what_is_shown_helps_and_rests_on_findings(shipped: Writer, pair: Pair, style: Style) -> None:
    written = shipped.write(*pair, style=style)
    assert written.repaired is not None
    assert written.repaired > 0.25
    assert {sentence.author for sentence in written.sentences} == {"model"}
    assert all(sentence.findings for sentence in written.sentences)
    told = " ".join(sentence.text for sentence in written.sentences)
    assert bool(NUMBER.search(told)) == (style != "coach")
    assert any(word in told.lower() for word in ("knee", "deep", "low", "hip", "sit", "sink"))


def test_the_likeliest_text_is_heard_and_the_others_differ(shipped: Writer, pair: Pair) -> None:
    heard: list[str] = []
    written = shipped.write(*pair, heard=heard.append)
    assert written.verification is not None
    texts = [tried.candidate.text for tried in written.verification.tried]
    assert "".join(heard).strip() == texts[0]
    assert len(texts) == 6
    assert len(set(texts)) >= 3


def test_nothing_is_written_where_nothing_is_to_be_said(shipped: Writer) -> None:
    motion = squat(2)
    written = shipped.write(motion, motion, compare(motion, motion))
    assert written.verification is None
    assert {sentence.author for sentence in written.sentences} == {"program"}
