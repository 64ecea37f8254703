"""Masks: parts, spans, both and neither all occur, and the named part is what is made."""

import numpy as np
import pytest

from inference.editing.feature_parts import groups_of
from training.editor.masks import drawn

pytestmark = pytest.mark.training


def test_only_the_named_part_is_made_within_one_span():
    chance = np.random.default_rng(0)
    for _ in range(300):
        mask = drawn(40, chance)
        made = ~mask.known
        inside = made.any(axis=1)
        assert inside.any()
        assert (np.diff(np.flatnonzero(inside)) == 1).all()
        assert (made[inside] == groups_of(mask.part)).all()


def test_all_kinds_are_drawn():
    chance = np.random.default_rng(0)
    masks = [drawn(40, chance) for _ in range(2000)]
    spans = np.array([mask.known.all(axis=1).any() for mask in masks])
    wholes = np.array([mask.part == "whole_body" for mask in masks])
    assert (wholes & ~spans).mean() == pytest.approx(0.4, abs=0.05)
    assert (~wholes & ~spans).mean() == pytest.approx(0.35, abs=0.05)
    assert (wholes & spans).mean() == pytest.approx(0.1, abs=0.05)
    assert (~wholes & spans).mean() == pytest.approx(0.15, abs=0.05)
