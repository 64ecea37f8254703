"""A sample of the editor's training, and batches of samples as the network and its losses want them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from torch import Tensor

from inference.editing.conditions import States, Words, conditions
from inference.editing.feature_parts import columns
from inference.editing.noise import noised
from inference.editing.whole_tokens import whole_tokens
from training.data.windows import padded


@dataclass(frozen=True, eq=False)
class Sample:
    """values (T, 263), normalised; known (T, GROUPS) bool; words."""

    values: np.ndarray
    known: np.ndarray
    words: Words


def batch(
    samples: Sequence[Sample], levels: np.ndarray, encoder: States, chance: np.random.Generator
) -> dict:
    """Arrays by the names of Denoiser.forward's inputs, and truth and made for the losses.

    levels (B,): of noise.
    """
    truth, valid = even([sample.values for sample in samples])
    known, _ = even([sample.known.astype(np.float32) for sample in samples])
    noise = chance.standard_normal(truth.shape, np.float32)
    noisy = noised(truth, noise, levels[:, None, None])
    made = 1 - columns(known)
    return {
        "noisy": np.where(made > 0, noisy, truth).astype(np.float32),
        "known": known,
        "valid": valid,
        "level": levels.astype(np.float32),
        "truth": truth,
        "made": made,
    } | conditions([sample.words for sample in samples], encoder)


def inputs(batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Of a batch what the network is fed; the losses alone know the rest."""
    return {name: value for name, value in batch.items() if name not in ("truth", "made")}


def even(values: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """As `padded`, to whole tokens; the mask in floats."""
    array, mask = padded(values)
    return whole_tokens(array), whole_tokens(mask)
