"""A sample of the editor's training, and batches of samples as the network and its losses want them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inference.editing.conditions import States, Words, conditions
from inference.editing.feature_parts import columns
from inference.editing.noise import noised
from inference.editing.whole_tokens import whole_tokens
from inference.motion.humanml3d import WIDTH
from training.data.windows import padded


@dataclass(frozen=True, eq=False)
class Sample:
    """values (T, 263), normalised; known (T, GROUPS) bool; words; source (S, 263) of a relative edit."""

    values: np.ndarray
    known: np.ndarray
    words: Words
    source: np.ndarray | None = None


def batch(
    samples: Sequence[Sample], levels: np.ndarray, encoder: States, chance: np.random.Generator
) -> dict:
    """Arrays by the names of Denoiser.forward's inputs, and truth and made for the losses.

    levels (B,): of noise. Source tokens are there if any sample has a source.
    """
    truth, valid = _even([sample.values for sample in samples])
    known, _ = _even([sample.known.astype(np.float32) for sample in samples])
    nothing = np.zeros((0, WIDTH), np.float32)
    source, source_mask = _even([nothing if s.source is None else s.source for s in samples])
    noise = chance.standard_normal(truth.shape, np.float32)
    noisy = noised(truth, noise, levels[:, None, None])
    made = 1 - columns(known)
    return {
        "noisy": np.where(made > 0, noisy, truth).astype(np.float32),
        "known": known,
        "valid": valid,
        "level": levels.astype(np.float32),
        "source": source,
        "source_mask": source_mask,
        "truth": truth,
        "made": made,
    } | conditions([sample.words for sample in samples], encoder)


def _even(values: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """As `padded`, to whole tokens; the mask in floats."""
    array, mask = padded(values)
    return whole_tokens(array), whole_tokens(mask)
