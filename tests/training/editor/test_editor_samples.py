"""What is said in training: FG-MDM's rows, sides that are seen, silence, and no wording that is held out."""

from types import SimpleNamespace

import numpy as np
import pytest
from motions import squat, walk

from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.conditions import Words
from inference.editing.feature_parts import columns, groups_of
from inference.editing.grafting import vectors
from training.data.statistics import Statistics
from training.editor import described
from training.editor.described import SILENT, Described, Texts
from training.texts.clip_texts import ClipText

pytestmark = pytest.mark.training
SCALE = Statistics(np.zeros(263, np.float32), np.ones(263, np.float32))
SAID = ClipText(("original",), "refined", {"left_arm": "waves", "right_arm": "waves", "left_leg": "steps"})


@pytest.fixture
def views(monkeypatch):
    monkeypatch.setattr(described, "texts_of", lambda *_: SAID)
    return [
        SimpleNamespace(clip=None, mirrored=False, values=vectors(m(fps=20)) @ SEEN_FROM_CARRIER)
        for m in (squat, walk)
    ]


def drawn(views, texts, count=400):
    draw, chance = Described(views, SCALE, texts, pool=8), np.random.default_rng(0)
    return [draw(chance) for _ in range(count)]


def test_each_row_has_its_texts(views):
    said = {texts: [sample.words for sample in drawn(views, texts)] for texts in Texts}
    assert {words.text for words in said[Texts.ORIGINAL]} == {"", "original"}
    assert not any(words.sentences for words in said[Texts.ORIGINAL])
    assert {words.text for words in said[Texts.REFINED]} == {"", "refined", "waves", "steps"}
    assert {words.text for words in said[Texts.MIXED]} == {"", "original", "refined", "waves", "steps"}
    assert Described(views, SCALE, Texts.MIXED, pool=8).sentences() == {
        "original",
        "refined",
        "waves",
        "steps",
    }


def test_a_part_alone_is_the_part_that_is_made(views):
    alone = [
        words for words in (s.words for s in drawn(views, Texts.MIXED)) if words.text in ("waves", "steps")
    ]
    assert alone
    assert all(words.sentences == {words.part: SAID.parts[words.part]} for words in alone)


def test_sometimes_nothing_is_said_of_all_or_of_parts(views):
    said = [sample.words for sample in drawn(views, Texts.MIXED, 2000)]
    assert np.mean([words == Words() for words in said]) == pytest.approx(SILENT, abs=0.02)
    spoken = [words for words in said if words.text in ("original", "refined")]
    counts = np.array([len(words.sentences) for words in spoken])
    assert {0, 1, 2, 3} == set(counts)
    # Each of three sentences stays with 0.8, unless all are left out.
    assert counts[counts > 0].mean() == pytest.approx(3 * 0.8 / (1 - 0.2**3), abs=0.1)


def test_what_is_lent_is_the_lenders_on_the_own_body(views):
    texts = {index: ClipText((f"{index}",), "", {"left_arm": f"waves {index}"}) for index in range(2)}
    draw, chance = Described(views, SCALE, Texts.MIXED, pool=8), np.random.default_rng(0)
    draw._said = lambda index: texts[int(draw._windows[index].vectors is views[1])]
    lent = [s for s in (draw(chance) for _ in range(600)) if s.words.text == "waves 1" and is_squat(s.values)]
    arm = columns(groups_of("left_arm"))
    whole = [s for s in lent if len(s.values) > 40]
    assert whole
    squats, walks = (view.values for view in views)
    for sample in whole:
        assert (sample.known == ~groups_of("left_arm")).all()
        assert is_in(sample.values[:, ~arm], squats[:, ~arm])
        assert is_in(sample.values[:, arm], walks[:, arm])


def is_squat(values):
    """Whether legs are of the squat: the walk never stands as low."""
    return values[:, 3].min() < 0.75


def is_in(piece, values):
    """Whether a stretch of values is the piece."""
    starts = range(len(values) - len(piece) + 1)
    return any(np.allclose(values[first : first + len(piece)], piece, atol=1e-5) for first in starts)
