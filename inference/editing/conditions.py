"""What the diffusion editor is told: states of the text's words, a vector for each part's sentence, fields.

Sentence encoders hardly tell left from right (design decision 9), so part, side and direction are also said
outright, in fields.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from inference.language.text_encoder import STATE_SIZE
from inference.motion.skeleton import PARTS

_TOWARDS = r"(?:to|towards?) (?:the|his|her|their|your|its)"
_SIDES = {"left": "left|both", "right": "right|both"}
_DIRECTIONS = {
    "up": "up|upwards?|rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|high(?:er)?|overhead|jump(?:s|ed|ing)?",
    "down": "down|downwards?|lower(?:s|ed|ing)?|drop(?:s|ped|ping)?|low|deep(?:er)?|squat(?:s|ted|ting)?",
    "forward": "forwards?|ahead|front",
    "backward": "back|backwards?|behind",
    "leftward": rf"{_TOWARDS} left|leftwards?|turn(?:s|ed|ing)? left|(?:counter|anti)-?clockwise",
    "rightward": rf"{_TOWARDS} right|rightwards?|turn(?:s|ed|ing)? right|clockwise",
    "in": "in|inwards?|inside|together|closer|narrow(?:er)?|across",
    "out": "out|outwards?|apart|wide(?:r)?|away|sides?|sideways",
    "more": "more|further|farther|larger|bigger|longer|increase(?:d|s)?|fully",
    "less": "less|fewer|smaller|shorter|decrease(?:d|s)?|reduce(?:d|s)?",
    "faster": "fast(?:er)?|quick(?:ly|er)?|sooner|earlier",
    "slower": "slow(?:ly|er)?|later",
}
_NAMED = {
    name: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    for name, words in (_SIDES | _DIRECTIONS).items()
}

# The columns of the fields: the part that is edited, then sides and directions that the text names.
FIELDS = (*PARTS, *_NAMED)
_PARTS = tuple(PARTS)
# Longer texts are cut; what each part does comes last, and again as the parts' own sentences.
LONGEST = 64


class States(Protocol):
    """What encodes sentences, as inference.language.text_encoder.TextEncoder."""

    def states(self, sentences: Sequence[str], length: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Token states (B, L, 384) of sentences, and where there is a token (B, L)."""


@dataclass(frozen=True)
class Words:
    """What is said of a motion: a text, sentences for parts of skeleton.PARTS, and which part is edited."""

    text: str = ""
    sentences: Mapping[str, str] = field(default_factory=dict)
    part: str | None = None


def conditions(said: Sequence[Words], encoder: States) -> dict[str, np.ndarray]:
    """The network's inputs for B texts, float32.

    text (B, L, 384) and text_mask (B, L), parts (B, 9, 384) and parts_mask (B, 9), fields (B, FIELDS). Words
    without anything leave all of it empty: that is what guidance compares to.
    """
    count = len(said)
    states, mask = encoder.states([words.text for words in said], LONGEST)
    mask = mask & np.array([bool(words.text) for words in said])[:, None]
    longest = max(int(mask.sum(axis=1).max()), 1)
    parts = np.zeros((count, len(PARTS), STATE_SIZE), np.float32)
    parts_mask = np.zeros((count, len(PARTS)), np.float32)
    places = [(row, part) for row, words in enumerate(said) for part in words.sentences]
    if places:
        rows, columns = np.array([(row, _PARTS.index(part)) for row, part in places]).T
        own, there = encoder.states([said[row].sentences[part] for row, part in places], LONGEST)
        parts[rows, columns] = own.sum(axis=1) / there.sum(axis=1, keepdims=True)
        parts_mask[rows, columns] = 1
    return {
        "text": (states * mask[..., None])[:, :longest].astype(np.float32),
        "text_mask": mask[:, :longest].astype(np.float32),
        "parts": parts,
        "parts_mask": parts_mask,
        "fields": np.stack([fields(words) for words in said]),
    }


def fields(words: Words) -> np.ndarray:
    """FIELDS (23,) float32: 1 where something is named."""
    named = [part == words.part for part in PARTS]
    named += [pattern.search(words.text) is not None for pattern in _NAMED.values()]
    return np.array(named, np.float32)
