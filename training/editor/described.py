"""Samples of motions that a text describes: made from nothing, or a part or a span of them (in-painting)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np

from inference.editing.carried import HEIGHTS, SEEN_FROM_CARRIER, SEEN_FROM_FLOOR
from inference.editing.conditions import Words
from inference.editing.feature_parts import columns, groups_of
from training.data.statistics import Statistics
from training.data.vectors import Vectors, vectors
from training.data.windows import LONGEST, SHORTEST, Window, random_window
from training.editor.masks import drawn
from training.editor.sample import Sample
from training.texts.clip_texts import ClipText, texts_of

# Windows are drawn once, so that each of their texts is encoded once.
POOL = 8_000
# As often a window is all of the clip that fits in.
WHOLE = 0.5
# How often nothing at all is said, what guidance needs; no part's sentence is; one of them is not; and, where
# a part is edited, nothing but what this part does: so people ask for it.
SILENT, NO_PARTS, PART_DROPPED, PART_ALONE = 0.1, 0.25, 0.2, 0.4
# What another person lends: what such a part does must follow from the text, not from the rest of the body.
# Not where it would sink into the floor.
LENT = ("left_arm", "right_arm", "left_leg", "right_leg", "upper_body", "lower_body")
SUNK_M = 0.05


class Texts(StrEnum):
    """FG-MDM's rows: texts as people wrote them, refined ones with a sentence for each part, both in turn."""

    ORIGINAL = "original"
    REFINED = "refined"
    MIXED = "mixed"


_REFINED = {Texts.ORIGINAL: 0.0, Texts.REFINED: 1.0, Texts.MIXED: 0.5}


def seen(split: str, data: Path) -> list[Vectors]:
    """The views of a split, their joints seen from what carries them."""
    return [replace(view, values=view.values @ SEEN_FROM_CARRIER) for view in vectors(split, data)]


class Described:
    """Draws samples from a pool of windows of views (seen from carriers); long clips come more often, not in
    proportion.
    """

    def __init__(
        self, views: Sequence[Vectors], statistics: Statistics, texts: Texts, pool: int = POOL
    ) -> None:
        self._statistics, self._texts = statistics, texts
        chance = np.random.default_rng(0)
        likely = np.sqrt([len(view.values) for view in views])
        views = [views[i] for i in chance.choice(len(views), pool, p=likely / likely.sum())]
        self._windows = [_window(view, chance) for view in views]
        self._said = cache(self._told)

    def __call__(self, chance: np.random.Generator) -> Sample:
        """A window with a mask and what is said of it."""
        index, lender = chance.integers(len(self._windows), size=2).tolist()
        values, lent = self._windows[index].values, self._windows[lender].values
        mask = drawn(len(values), chance)
        words = self._words(self._said(index), mask.part, chance)
        said = self._said(lender).parts.get(mask.part)
        whole = mask.part in LENT and not mask.known.all(axis=1).any()
        if whole and said and len(lent) <= len(values) and self._texts is not Texts.ORIGINAL:
            both = np.where(columns(groups_of(mask.part)), lent, values[: len(lent)])
            if (both @ SEEN_FROM_FLOOR)[:, HEIGHTS].min() > -SUNK_M:
                values, words = both, Words(said, {mask.part: said}, mask.part)
        values = self._statistics.normalised(values).astype(np.float32)
        return Sample(values, mask.known[: len(values)], Words() if chance.random() < SILENT else words)

    def sentences(self) -> set[str]:
        """Everything that may be said."""
        told = map(self._said, range(len(self._windows)))
        return {text for said in told for text in (*said.original, said.refined, *said.parts.values())}

    def _told(self, index: int) -> ClipText:
        window = self._windows[index]
        view = window.vectors
        return texts_of(view.clip, *window.span_s, view.mirrored, np.random.default_rng(index))

    def _words(self, said: ClipText, part: str, chance: np.random.Generator) -> Words:
        original = said.original[chance.integers(len(said.original))]
        if self._texts is Texts.ORIGINAL:
            return Words(original, part=part)
        if part in said.parts and chance.random() < PART_ALONE:
            return Words(said.parts[part], {part: said.parts[part]}, part)
        text = said.refined if chance.random() < _REFINED[self._texts] else original
        return Words(text, _kept(said.parts, chance), part)


def _window(view: Vectors, chance: np.random.Generator) -> Window:
    return random_window(view, chance, LONGEST if chance.random() < WHOLE else SHORTEST)


def _kept(parts: Mapping[str, str], chance: np.random.Generator) -> dict[str, str]:
    if chance.random() < NO_PARTS:
        return {}
    return {part: text for part, text in parts.items() if chance.random() >= PART_DROPPED}
