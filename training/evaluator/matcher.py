"""The matcher as it is used: features of motions and of sentences in one space, where like lies near like."""

from collections.abc import Sequence

import numpy as np

from inference import models
from inference.errors import MotionError
from inference.language.text_encoder import TextEncoder
from inference.motion.humanml3d import WIDTH
from training.data.windows import LONGEST, padded
from training.evaluator.network import FEATURES

MOTION, TEXT = "matcher_motion", "matcher_text"
BATCH = 32


class Matcher:
    """Both encoders of the matcher on `threads` threads. Raises ModelError if one is missing or changed."""

    def __init__(self, threads: int = 1) -> None:
        self._motion, self._text = models.load(MOTION, threads), models.load(TEXT, threads)
        self._states = TextEncoder(threads)

    def motion_features(self, motions: Sequence[np.ndarray]) -> np.ndarray:
        """Unit vectors (n, d) float32 of motions (N, 263), raw HumanML3D vectors, N any number.

        Only root and positions count. A motion longer than LONGEST vectors is the mean of equal pieces of it.
        Raises MotionError for an empty motion, another width, or values that are not finite.
        """
        pieces = [piece for motion in motions for piece in _pieces(motion)]
        counts = [len(_pieces(motion)) for motion in motions]
        encoded = self._by_length(pieces)
        means = np.add.reduceat(encoded, np.cumsum([0, *counts[:-1]]))
        return means / np.linalg.norm(means, axis=1, keepdims=True)

    def text_features(self, sentences: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, d) float32 of sentences."""
        features = []
        for first in range(0, len(sentences), BATCH):
            states, mask = self._states.states(sentences[first : first + BATCH])
            features.append(self._text.run(None, {"states": states, "mask": mask})[0])
        return np.concatenate(features)

    def _by_length(self, pieces: list[np.ndarray]) -> np.ndarray:
        order = np.argsort([len(piece) for piece in pieces], kind="stable")
        features = []
        for first in range(0, len(order), BATCH):
            values, mask = padded([pieces[row] for row in order[first : first + BATCH]])
            features.append(self._motion.run(None, {"features": values, "mask": mask})[0])
        return np.concatenate(features)[np.argsort(order)]


def _pieces(motion: np.ndarray) -> list[np.ndarray]:
    if motion.ndim != 2 or motion.shape[1] != WIDTH or not len(motion) or not np.isfinite(motion).all():
        raise MotionError(
            f"A motion is (N, {WIDTH}) finite numbers, N > 0; this one has shape {motion.shape}."
        )
    return np.array_split(motion[:, :FEATURES], -(-len(motion) // LONGEST))
