"""Token states of training sentences, each encoded once: a step's time is the transformer's."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from inference.atomic import atomic_path
from inference.editing.conditions import LONGEST, States
from inference.language.text_encoder import STATE_SIZE

# Sentences encoded at a time: they lie in memory padded.
CHUNK = 512


class Kept:
    """An encoder that remembers what it has encoded, in 16-bit floats, some of it in a file."""

    def __init__(self, encoder: States) -> None:
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}

    def prepare(self, sentences: Iterable[str], path: Path) -> None:
        """Know the sentences by their states in the file, which is written if it lacks one."""
        wanted = set(sentences)
        if path.exists():
            with np.load(path, allow_pickle=False) as file:
                known = file["sentences"].tobytes().decode().split("\n")
                self._known |= zip(known, np.split(file["states"], file["ends"][:-1]), strict=True)
        if wanted <= self._known.keys():
            return
        self._encode(wanted)
        names = sorted(wanted)
        rows = [self._known[name] for name in names]
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as temporary, temporary.open("wb") as file:
            text = np.frombuffer("\n".join(names).encode(), np.uint8)
            np.savez(
                file, sentences=text, states=np.concatenate(rows), ends=np.cumsum([len(r) for r in rows])
            )

    def states(self, sentences: Sequence[str], length: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """As the encoder's, but of LONGEST tokens at most, whatever `length`."""
        self._encode(sentences)
        found = [self._known[sentence] for sentence in sentences]
        mask = np.arange(max(len(row) for row in found)) < np.array([len(row) for row in found])[:, None]
        states = np.zeros((*mask.shape, STATE_SIZE), np.float32)
        states[mask] = np.concatenate(found)
        return states, mask

    def _encode(self, sentences: Iterable[str]) -> None:
        unknown = sorted(set(sentences) - self._known.keys(), key=len)
        for first in range(0, len(unknown), CHUNK):
            chunk = unknown[first : first + CHUNK]
            for sentence, row, mask in zip(chunk, *self._encoder.states(chunk, LONGEST), strict=True):
                self._known[sentence] = row[mask].astype(np.float16)
