"""Sentences about movement: the human ones of ../shared/data/texts, split by motion, and sides exchanged."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from training.data.clips import DEFAULT_DATA, read_clips

DEFAULT_TEXTS = Path("../shared/data/texts/humanml3d_captions_2427.tsv")
# Of ten motions one is for validation and one for the test.
SHARES = ("val", "test", *["train"] * 8)

# No part of a longer word, so that "upright" stays; "left-hand", "left_arm" and "leftwards" are sides.
_SIDE = re.compile(
    r"(?<![a-z])(?:left|right)(?=(?:wards?|s|y)?(?![a-z]))"
    r"|(?<![a-z])(?P<against>(?:counter|anti)[- ]?)?clock-?wise(?![a-z])",
    re.IGNORECASE,
)
_OTHER = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class HumanSentence:
    """A sentence that a person wrote of a motion of HumanML3D from start_s to end_s; M ids are mirrored."""

    motion_id: str
    start_s: float
    end_s: float
    text: str

    @property
    def base_id(self) -> str:
        """The id of the motion as it was recorded."""
        return self.motion_id.removeprefix("M")


def swap_sides(text: str) -> str:
    """The text as it holds in a mirror: left and right, clockwise and counterclockwise exchanged."""
    return _SIDE.sub(_swapped, text)


def _swapped(found: re.Match[str]) -> str:
    word = found[0]
    other = _OTHER.get(word.lower(), "clockwise" if found["against"] else "counterclockwise")
    if word.isupper():
        return other.upper()
    return other.capitalize() if word[0].isupper() else other


def human_sentences(
    split: str, texts: Path = DEFAULT_TEXTS, data: Path = DEFAULT_DATA
) -> list[HumanSentence]:
    """The sentences of a split (train, val, test), all of one motion and of its mirror image in one.

    Motions of which a clip in `data` was cut are where the clip's person is, the others by a hash of the id.
    """
    place = _places(texts, data)
    return [sentence for sentence in _read(texts) if place[sentence.base_id] == split]


@cache
def _places(texts: Path, data: Path) -> dict[str, str]:
    """The split of each base id."""
    seen = {caption.text: clip.split for clip in read_clips(data) for caption in clip.captions}
    place: dict[str, str] = {}
    for sentence in _read(texts):
        number = int.from_bytes(hashlib.sha256(sentence.base_id.encode()).digest()[:4])
        place.setdefault(sentence.base_id, SHARES[number % len(SHARES)])
        for text in (sentence.text, swap_sides(sentence.text)):
            place[sentence.base_id] = seen.get(text, place[sentence.base_id])
    return place


def _read(texts: Path) -> Iterator[HumanSentence]:
    with texts.open(encoding="utf-8") as file:
        for line in file:
            motion_id, start_s, end_s, text = line.rstrip("\n").split("\t")
            yield HumanSentence(motion_id, float(start_s), float(end_s), text)
