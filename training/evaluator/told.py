"""Clips with what is said of them, as the matcher learns from them and is measured on them."""

from dataclasses import dataclass
from pathlib import Path

from training.data.clips import DEFAULT_DATA, FPS, Caption
from training.data.vectors import Vectors, vectors
from training.evaluator.sameness import movements

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


def told(split: str, data: Path = DEFAULT_DATA) -> list[Told]:
    """Every clip of a split (train, val, test; by person)."""
    views = vectors(split, data)
    sentences = [_sentences(view) for view in views[::2]]
    numbers = movements([[s.text for s in said if s.kind != "rule"] for said in sentences])
    return [Told(*each) for each in zip(views[::2], views[1::2], sentences, numbers, strict=True)]


def _sentences(view: Vectors) -> tuple[Sentence, ...]:
    whole = len(view.values)

    def human(caption: Caption) -> Sentence:
        first, end = (min(round(time_s * FPS), whole) for time_s in (caption.start_s, caption.end_s))
        return Sentence("human", caption.text, first, end)

    short = (Sentence("short", text, 0, whole) for text in view.texts)
    return (*map(human, view.captions), *short)
