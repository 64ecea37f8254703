"""Token states of many sentences, encoded once and kept in runs/evaluator."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from inference.atomic import atomic_path
from inference.language.text_encoder import TextEncoder
from training.data.windows import padded

RUNS = Path("runs/evaluator")
# Sentences encoded at a time: they lie in memory padded.
CHUNK = 512


class States:
    """Token states (L, 384) float16 of known sentences."""

    def __init__(self, sentences: Iterable[str]) -> None:
        known = sorted(set(sentences))
        self._row = {text: row for row, text in enumerate(known)}
        path = RUNS / f"states-{hashlib.sha256(repr(known).encode()).hexdigest()[:12]}.npz"
        if not path.exists():
            _encode(known, path)
        with np.load(path) as kept:
            self._states, self._ends = kept["states"], kept["ends"]

    def of(self, sentences: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """States (B, L, 384) float32 with zeros behind, and mask (B, L). KeyError for an unknown sentence."""
        return padded([self._one(text) for text in sentences])

    def likeness(self, sentences: Sequence[str]) -> np.ndarray:
        """Cosines (B, B) of the sentences' vectors, which are their mean states; they hardly know sides."""
        means = np.stack([self._one(text).mean(axis=0, dtype=np.float32) for text in sentences])
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return means @ means.T

    def _one(self, text: str) -> np.ndarray:
        row = self._row[text]
        return self._states[self._ends[row] : self._ends[row + 1]]


def _encode(sentences: list[str], path: Path) -> None:
    encoder = TextEncoder(threads=1)
    rows: list[np.ndarray] = []
    for first in range(0, len(sentences), CHUNK):
        states, mask = encoder.states(sentences[first : first + CHUNK])
        rows += [each[there].astype(np.float16) for each, there in zip(states, mask, strict=True)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.savez(file, states=np.concatenate(rows), ends=np.cumsum([0, *map(len, rows)]))
