"""Trains a tokenizer; resumes from its checkpoint by the same command."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from inference.tokens.steps import whole_steps
from training.data.geometry import joints_of, limbs_of
from training.data.statistics import GROUPS, Statistics
from training.data.vectors import Vectors, vectors
from training.data.windows import padded, random_window
from training.tokenizer.network import MotionTokenizer, Variant
from training.tokenizer.varied import varied_vectors
from training.trainer import Batch, Losses, Recipe, Trainer, rising_and_falling

RUNS = Path("runs/tokenizer")
BATCH, WINDOW = 64, 64
LEARNING_RATE, WARM_UP = 1.5e-3, 100
# Of the groups of features; rotations are never read back.
GROUP_WEIGHTS = (4.0, 4.0, 4.0, 1.0, 0.25, 1.0, 1.0)
# Metres become numbers of about one.
WEIGHTS = {"features": 1.0, "posture": 10.0, "path": 4.0, "limbs": 3.0, "steps": 20.0, "commitment": 0.02}


@dataclass(frozen=True)
class Round:
    """A stretch of training, in which the learning rate goes up and slowly down (SGDR, 2017).

    varied: on varied clips as well as on recorded ones.
    """

    steps: int
    varied: bool


class TokenizerTrainer(Trainer[MotionTokenizer]):
    """A tokenizer on its way, through its rounds. Its codebooks follow by themselves: see `codebooks`."""

    def __init__(self, network: MotionTokenizer, rounds: tuple[Round, ...]) -> None:
        super().__init__(network, Recipe(LEARNING_RATE, WARM_UP, average=0), sum(r.steps for r in rounds))
        self.rounds = rounds

    @classmethod
    def fresh(cls, variant: Variant, rounds: tuple[Round, ...], statistics: Statistics) -> "TokenizerTrainer":
        """A tokenizer with random weights, for features of such statistics."""
        torch.manual_seed(0)
        network = MotionTokenizer(variant)
        network.mean.copy_(torch.from_numpy(statistics.mean))
        network.std.copy_(torch.from_numpy(statistics.std))
        return cls(network, rounds)

    def losses(self, batch: Batch) -> Losses:
        """See `losses`, and the codebooks' commitment."""
        values, mask = batch["values"], batch["mask"]
        with self.autocast():
            found, commitment = self.network(values, mask)
        parts = losses(found.float(), values, mask, self.network) | {"commitment": commitment}
        return {name: WEIGHTS[name] * value for name, value in parts.items()}

    def share(self) -> float:
        """As in any training, in each round anew."""
        now, into = self.current()
        return rising_and_falling(into, now.steps, WARM_UP)

    def current(self) -> tuple[Round, int]:
        """The round that is on, and how many of its steps are done."""
        into = self.done
        for now in self.rounds[:-1]:
            if into < now.steps:
                return now, into
            into -= now.steps
        return self.rounds[-1], into


def losses(found: Tensor, values: Tensor, mask: Tensor, network: MotionTokenizer) -> dict[str, Tensor]:
    """How far normalised features `found` (B, T, 263) are from raw ones, where the mask (B, T) is True.

    features: smooth L1, normalised. Of the joints they stand for: posture (m, seen from the root), path (m,
    in the world), limbs (direction, about rad; angles are between limbs), steps (m a frame).
    """
    weights = torch.repeat_interleave(torch.tensor(GROUP_WEIGHTS), torch.tensor(GROUPS)).to(found.device)
    miss = functional.smooth_l1_loss(found, (values - network.mean) / network.std, reduction="none")
    raw = found * network.std + network.mean
    joints, truth = joints_of(raw), joints_of(values)
    pairs = mask[:, 1:] & mask[:, :-1]
    return {
        "features": (miss * weights)[mask].mean(),
        "posture": (raw - values)[..., 3:67][mask].abs().mean(),
        "path": (joints - truth)[mask].abs().mean(),
        "limbs": (limbs_of(joints) - limbs_of(truth))[mask].abs().mean(),
        "steps": (joints.diff(dim=1) - truth.diff(dim=1))[pairs].abs().mean(),
    }


def batch(found: Sequence[Vectors], stride: int, chance: np.random.Generator) -> Batch:
    """Raw values (BATCH, WINDOW, 263) and their mask; long clips come more often, not in proportion."""
    likely = np.sqrt([len(view.values) for view in found])
    drawn = chance.choice(len(found), BATCH, p=likely / likely.sum())
    windows = (random_window(found[i], chance, WINDOW, WINDOW).values for i in drawn)
    values, mask = padded([whole_steps(window, stride) for window in windows])
    return {"values": torch.from_numpy(values), "mask": torch.from_numpy(mask)}


def train(name: str, variant: Variant, rounds: tuple[Round, ...], data: Path) -> None:
    """Train all rounds, going on from runs/tokenizer/<name>.pt if it is there."""
    recorded = vectors("train", data)
    every = recorded + varied_vectors(recorded, data)
    trainer = TokenizerTrainer.fresh(variant, rounds, Statistics.of(recorded))

    def batch_of(step: int) -> Batch:
        # Batches are numbered: a resumed training sees what it would have seen.
        clips = every if trainer.current()[0].varied else recorded
        return batch(clips, variant.stride, np.random.default_rng([0, step]))

    trainer.run(batch_of, RUNS / f"{name}.pt")
