"""Retrieval and sides of pairs whose answer is known."""

import numpy as np
import pytest

from training.evaluation.matching_table import Pairs

pytestmark = pytest.mark.training
COUNT = 40


def _pairs(told_apart: int) -> Pairs:
    """Forty motions, each like its own sentence; of the first `told_apart` the mirror image is elsewhere."""
    places = np.eye(2 * COUNT)
    own, mirrored = places[:COUNT], places[COUNT:].copy()
    mirrored[told_apart:] = own[told_apart:]
    return Pairs(
        motions=own,
        texts=own,
        mirrored_motions=mirrored,
        mirrored_texts=mirrored,
        sentences=[f"text {index}" for index in range(COUNT)],
        sided=np.arange(COUNT) < COUNT // 2,
        movements=np.arange(COUNT),
        people=[f"s{index % 4}" for index in range(COUNT)],
    )


def test_the_own_text_is_found_and_its_mirror_image_is_not():
    pairs = _pairs(told_apart=COUNT)
    rows = np.arange(COUNT)
    found = pairs.retrieval(pairs.texts, rows)
    assert [found[name].value for name in ("R@1", "R@2", "R@3", "MM-Dist")] == [1, 1, 1, 0]
    exchanged = pairs.retrieval(pairs.mirrored_texts, rows)
    assert exchanged["MM-Dist"].value == pytest.approx(2**0.5)


def test_sides_count_where_the_sentence_names_some():
    assert _pairs(told_apart=COUNT).sides().value == 1
    assert _pairs(told_apart=COUNT // 2).sides().value == 1
    assert _pairs(told_apart=5).sides().value == pytest.approx(5 / 20)
    assert _pairs(told_apart=0).sides().value == 0
