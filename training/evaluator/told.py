"""Clips with what is said of them, as the matcher learns from them and is measured on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from training.data.clips import DEFAULT_DATA, FPS
from training.data.vectors import Vectors, vectors
from training.data.windows import LONGEST
from training.evaluator.sameness import movements
from training.texts.clip_texts import texts_of

SEED = 0

# Written by people for this stretch, given to the recording, worked out from the motion.
KINDS = ("human", "short", "rule")


@dataclass(frozen=True)
class Sentence:
    """What is said, in which of KINDS, of vectors `first` to `end` (half open)."""

    kind: str
    text: str
    first: int
    end: int


@dataclass(frozen=True, eq=False)
class Told:
    """A clip: its vectors as they are and in a mirror, what is said of it as it is, and its movement.

    movement: the same number for all clips of the split that may be described alike (sameness.movements).
    """

    plain: Vectors
    mirrored: Vectors
    sentences: tuple[Sentence, ...]
    movement: int

    @property
    def person(self) -> str:
        """Who moves."""
        return self.plain.clip.subject

    def of_kind(self, kind: str) -> list[Sentence]:
        """The sentences of one of KINDS."""
        return [sentence for sentence in self.sentences if sentence.kind == kind]


def told(split: str, data: Path = DEFAULT_DATA, wordings: int = 1) -> list[Told]:
    """Every clip of a split (train, val, test; by person); each rule caption in so many wordings."""
    views = vectors(split, data)
    chance = np.random.default_rng(SEED)
    sentences = [(*_given(view), *_worked_out(view, wordings, chance)) for view in views[::2]]
    numbers = movements([[s.text for s in said if s.kind != "rule"] for said in sentences])
    return [Told(*each) for each in zip(views[::2], views[1::2], sentences, numbers, strict=True)]


def _given(view: Vectors) -> Iterator[Sentence]:
    whole = len(view.values)
    for caption in view.captions:
        first, end = (min(round(time_s * FPS), whole) for time_s in (caption.start_s, caption.end_s))
        yield Sentence("human", caption.text, first, end)
    for text in view.texts:
        yield Sentence("short", text, 0, whole)


def _worked_out(view: Vectors, wordings: int, chance: np.random.Generator) -> Iterator[Sentence]:
    """Captions of the clip, or of equal pieces of it that are no longer than a window."""
    count = len(view.values)
    bounds = np.linspace(0, count, -(-count // LONGEST) + 1).astype(int).tolist()
    for first, end in pairwise(bounds):
        for _ in range(wordings):
            refined = texts_of(view.clip, first / FPS, end / FPS, False, chance).refined
            # Then come the parts, one by one: more than the text encoder reads.
            yield Sentence("rule", f"{refined.partition('. ')[0].removesuffix('.')}.", first, end)
