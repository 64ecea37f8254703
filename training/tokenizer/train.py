"""Trains a tokenizer; resumes from its checkpoint by the same command."""

import logging
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.atomic import atomic_path
from inference.tokens.steps import whole_steps
from training.data.geometry import joints_of, limbs_of
from training.data.statistics import GROUPS, Statistics
from training.data.vectors import Vectors, vectors
from training.data.windows import padded, random_window
from training.tokenizer.network import MotionTokenizer, Variant
from training.tokenizer.varied import varied_vectors

RUNS = Path("runs/tokenizer")
BATCH, WINDOW = 64, 64
LEARNING_RATE, WARM_UP, WEIGHT_DECAY = 1.5e-3, 100, 0.01
CLIP_NORM = 1.0
# Of the groups of features; rotations are never read back.
GROUP_WEIGHTS = (4.0, 4.0, 4.0, 1.0, 0.25, 1.0, 1.0)
# Metres become numbers of about one.
WEIGHTS = {"features": 1.0, "posture": 10.0, "path": 4.0, "limbs": 3.0, "steps": 20.0, "commitment": 0.02}
SAVE_EVERY_S, LOG_EVERY = 120.0, 50
_log = logging.getLogger(__name__)


class TrainingError(Exception):
    """Training cannot go on; the message says why."""


@dataclass(frozen=True)
class Round:
    """A stretch of training, in which the learning rate goes up and slowly down (SGDR, 2017).

    varied: on varied clips as well as on recorded ones.
    """

    steps: int
    varied: bool


@dataclass
class Trainer:
    """A tokenizer on its way: weights and codebooks, optimiser, rounds, steps done."""

    network: MotionTokenizer
    optimiser: torch.optim.Optimizer
    rounds: tuple[Round, ...]
    done: int = 0

    @classmethod
    def fresh(cls, variant: Variant, rounds: tuple[Round, ...], statistics: Statistics) -> "Trainer":
        """A tokenizer with random weights, for features of such statistics."""
        torch.manual_seed(0)
        network = MotionTokenizer(variant)
        network.mean.copy_(torch.from_numpy(statistics.mean))
        network.std.copy_(torch.from_numpy(statistics.std))
        optimiser = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        return cls(network, optimiser, rounds)

    def step(self, values: Tensor, mask: Tensor) -> dict[str, float]:
        """One step on raw features (B, T, 263) with their mask (B, T); the weighted losses by name.

        Raises TrainingError, before anything could be saved, where the loss is not a number.
        """
        now, into = self.current()
        share = min((into + 1) / WARM_UP, 0.5 * (1 + math.cos(math.pi * into / now.steps)))
        for group in self.optimiser.param_groups:
            group["lr"] = LEARNING_RATE * max(share, 0.01)
        with torch.autocast(values.device.type, torch.bfloat16):
            found, commitment = self.network(values, mask)
        parts = losses(found.float(), values, mask, self.network) | {"commitment": commitment}
        parts = {name: WEIGHTS[name] * value for name, value in parts.items()}
        loss = torch.stack(list(parts.values())).sum()
        if not torch.isfinite(loss):
            raise TrainingError(
                f"The loss of step {self.done + 1} is not finite: a clip is broken. "
                "The last checkpoint is whole; run the command again to go on from it."
            )
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), CLIP_NORM)
        self.optimiser.step()
        self.done += 1
        return {name: float(value.detach()) for name, value in parts.items()}

    @property
    def steps(self) -> int:
        """Steps of all rounds."""
        return sum(each.steps for each in self.rounds)

    def current(self) -> tuple[Round, int]:
        """The round that is on, and how many of its steps are done."""
        into = self.done
        for now in self.rounds[:-1]:
            if into < now.steps:
                return now, into
            into -= now.steps
        return self.rounds[-1], into

    def save(self, path: Path) -> None:
        """Write everything that `load` needs, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "done": self.done,
        }
        with atomic_path(path) as temporary:
            torch.save(state, temporary)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.done = state["done"]


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


def batch(found: Sequence[Vectors], stride: int, chance: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Raw features (BATCH, WINDOW, 263) and their mask; long clips come more often, not in proportion."""
    likely = np.sqrt([len(view.values) for view in found])
    drawn = chance.choice(len(found), BATCH, p=likely / likely.sum())
    windows = (random_window(found[i], chance, WINDOW, WINDOW).values for i in drawn)
    values, mask = padded([whole_steps(window, stride) for window in windows])
    return torch.from_numpy(values), torch.from_numpy(mask)


def train(name: str, variant: Variant, rounds: tuple[Round, ...], data: Path) -> None:
    """Train all rounds, going on from runs/tokenizer/<name>.pt if it is there."""
    path = RUNS / f"{name}.pt"
    recorded = vectors("train", data)
    every = recorded + varied_vectors(recorded, data)
    trainer = Trainer.fresh(variant, rounds, Statistics.of(recorded))
    if path.exists():
        trainer.load(path)
    saved_s = began_s = time.monotonic()
    while trainer.done < trainer.steps:
        # Batches are numbered: a resumed training sees what it would have seen.
        chance = np.random.default_rng([0, trainer.done])
        clips = every if trainer.current()[0].varied else recorded
        parts = trainer.step(*batch(clips, variant.stride, chance))
        if trainer.done % LOG_EVERY == 0:
            text = " ".join(f"{key} {value:.3f}" for key, value in parts.items())
            _log.info("%d %.0f s %s", trainer.done, time.monotonic() - began_s, text)
        if time.monotonic() - saved_s > SAVE_EVERY_S or trainer.done == trainer.steps:
            trainer.save(path)
            saved_s = time.monotonic()
