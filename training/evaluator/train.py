"""Trains the matcher; resumes from its checkpoint by the same command."""

import logging
import math
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.atomic import atomic_path
from training.data.statistics import Statistics
from training.data.vectors import Vectors
from training.evaluator.batches import Batches, all_sentences
from training.evaluator.network import FEATURES, Matcher, MotionEncoder
from training.evaluator.states import RUNS, States
from training.evaluator.told import told
from training.lifter.train import TrainingError

CHECKPOINT = "matcher.pt"
LEARNING_RATE, WARM_UP, WEIGHT_DECAY = 8e-4, 60, 0.05
CLIP_NORM = 1.0
AVERAGE = 0.99
# Past this the contrast is about single pairs (Radford et al., ICML 2021).
SHARPEST = 50.0
SIDES_COUNT = 0.5
# Motions of a batch are encoded in so many parts, each padded only to its own longest.
PARTS = 4
WORDINGS = 2
SAVE_EVERY_S, LOG_EVERY = 120.0, 25
_log = logging.getLogger(__name__)


@dataclass
class Trainer:
    """A network on its way: weights, their running average, optimiser, steps done."""

    network: Matcher
    average: Matcher
    optimiser: torch.optim.Optimizer
    steps: int
    done: int = 0

    @classmethod
    def fresh(cls, *, width: int, steps: int, statistics: Statistics) -> "Trainer":
        """A network with random weights; statistics: of the motions it will see."""
        torch.manual_seed(0)
        network, average = Matcher(width), Matcher(width)
        network.motion.mean.copy_(torch.from_numpy(statistics.mean[:FEATURES]))
        network.motion.std.copy_(torch.from_numpy(statistics.std[:FEATURES]))
        average.load_state_dict(network.state_dict())
        optimiser = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        return cls(network, average.eval(), optimiser, steps)

    def step(self, batch: dict[str, Tensor]) -> dict[str, float]:
        """One step on a batch; the losses by name. Raises TrainingError before anything is spoilt."""
        share = min((self.done + 1) / WARM_UP, 0.5 * (1 + math.cos(math.pi * self.done / self.steps)))
        for group in self.optimiser.param_groups:
            group["lr"] = LEARNING_RATE * max(share, 0.01)
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16):
            motions = _by_length(self.network.motion, batch["motion"], batch["motion_mask"])
            spoiled = _by_length(self.network.motion, batch["spoiled"], batch["spoiled_mask"])
            texts = self.network.text(batch["text"], batch["text_mask"])
        sharpness = self.network.log_sharpness.exp().clamp(max=SHARPEST)
        parts = losses(motions, texts, spoiled, sharpness, batch["judged"], batch["sided"])
        loss = parts["contrast"] + SIDES_COUNT * parts["sides"]
        if not torch.isfinite(loss):
            raise TrainingError(
                f"The loss of step {self.done + 1} is not finite: a sample is broken. "
                "The last checkpoint is whole; run the command again to go on from it."
            )
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), CLIP_NORM)
        self.optimiser.step()
        self.done += 1
        with torch.no_grad():
            # Young averages forget their random beginnings sooner.
            keep = min(AVERAGE, self.done / (self.done + 10))
            for slow, fast in zip(self.average.parameters(), self.network.parameters(), strict=True):
                slow.lerp_(fast, 1 - keep)
        return {name: float(value.detach()) for name, value in parts.items()}

    def save(self, path: Path) -> None:
        """Write everything that `load` needs, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "done": self.done,
        }
        with atomic_path(path) as temporary:
            torch.save(state, temporary)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.done = state["done"]


def losses(
    motions: Tensor, texts: Tensor, spoiled: Tensor, sharpness: Tensor, judged: Tensor, sided: Tensor
) -> dict[str, Tensor]:
    """Losses by name of unit vectors (2B, d), the second half of each being the first in a mirror.

    contrast: InfoNCE in both directions (van den Oord et al., 2018) over pairs that are `judged` (2B, 2B);
    motions that are `spoiled` (S, d) are none that any sentence tells of.
    sides: a motion is nearer to its own sentence than to the same with sides exchanged, where `sided` (2B,).
    """
    logits = sharpness * motions @ texts.T
    mirrored = logits.roll(len(logits) // 2, dims=1).diagonal()
    sides = functional.softplus(mirrored - logits.diagonal())[sided]
    logits = logits.masked_fill(~judged, -torch.inf)
    right = torch.arange(len(logits))
    offered = torch.cat([logits.T, sharpness * texts @ spoiled.T], dim=1)
    return {
        "contrast": (functional.cross_entropy(logits, right) + functional.cross_entropy(offered, right)) / 2,
        "sides": sides.sum() / max(len(sides), 1),
    }


def _by_length(encoder: MotionEncoder, features: Tensor, mask: Tensor) -> Tensor:
    """encoder(features, mask), short motions not padded to the longest of all."""
    order = mask.sum(dim=1).argsort()
    encoded = []
    for rows in order.chunk(PARTS):
        longest = int(mask[rows].sum(dim=1).max())
        encoded.append(encoder(features[rows, :longest], mask[rows, :longest]))
    return torch.cat(encoded)[order.argsort()]


def train(*, width: int, steps: int, data: Path) -> None:
    """Train up to `steps`, going on from the checkpoint in runs/evaluator if it is there."""
    path = RUNS / CHECKPOINT
    clips = told("train", data, WORDINGS)
    views: list[Vectors] = [view for clip in clips for view in (clip.plain, clip.mirrored)]
    trainer = Trainer.fresh(width=width, steps=steps, statistics=Statistics.of(views))
    if path.exists():
        trainer.load(path)
    # Another seed each time it is resumed: the first batches are not to come twice.
    batches = iter(Batches(clips, States(all_sentences(clips)), seed=trainer.done))
    saved_s = began_s = time.monotonic()
    while trainer.done < steps:
        parts = trainer.step(next(batches))
        if trainer.done % LOG_EVERY == 0:
            text = " ".join(f"{key} {value:.3f}" for key, value in parts.items())
            _log.info("%d %.0f s %s", trainer.done, time.monotonic() - began_s, text)
        if time.monotonic() - saved_s > SAVE_EVERY_S or trainer.done == steps:
            trainer.save(path)
            saved_s = time.monotonic()
