"""Trains the motion editor; resumes from its checkpoint by the same command, exactly where it was."""

import logging
import math
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from inference.atomic import atomic_path
from training.data.statistics import Statistics
from training.editor.batches import Batches
from training.editor.described import Texts
from training.editor.losses import losses
from training.editor.network import Denoiser

RUNS = Path("runs/editor")
STATES = RUNS / "states.npz"
LEARNING_RATE, WARM_UP, WEIGHT_DECAY = 6e-4, 200, 0.01
CLIP_NORM = 1.0
AVERAGE = 0.999
SAVE_EVERY_S, LOG_EVERY = 120.0, 20
_log = logging.getLogger(__name__)


class TrainingError(Exception):
    """Training cannot go on; the message says why."""


@dataclass
class Trainer:
    """A network on its way: weights, their running average, optimiser, steps done."""

    network: Denoiser
    average: Denoiser
    optimiser: torch.optim.Optimizer
    steps: int
    done: int = 0

    @classmethod
    def fresh(cls, steps: int, statistics: Statistics, **sizes: int) -> "Trainer":
        """A network with random weights, for vectors of such statistics; sizes: as Denoiser's."""
        torch.manual_seed(0)
        network = Denoiser(**sizes)
        network.mean.copy_(torch.from_numpy(statistics.mean))
        network.std.copy_(torch.from_numpy(statistics.std))
        average = Denoiser(**sizes)
        average.load_state_dict(network.state_dict())
        weights = network.parameters()
        optimiser = torch.optim.AdamW(weights, LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True)
        return cls(network, average, optimiser, steps)

    def step(self, batch: dict[str, Tensor]) -> dict[str, float]:
        """One step on a batch; the losses by name. Raises TrainingError before anything is spoilt."""
        share = min((self.done + 1) / WARM_UP, 0.5 * (1 + math.cos(math.pi * self.done / self.steps)))
        for group in self.optimiser.param_groups:
            group["lr"] = LEARNING_RATE * max(share, 0.01)
        given = {name: value for name, value in batch.items() if name not in ("truth", "made")}
        with torch.autocast("cpu", torch.bfloat16):
            clean = self.network(**given)
        parts = losses(clean.float(), batch, self.network.mean, self.network.std)
        loss = sum(parts.values(), torch.zeros(()))
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


def checkpoint(texts: Texts, steps: int) -> Path:
    """Where the run of so many steps on such texts keeps its state."""
    return RUNS / f"{texts}-{steps}.pt"


def train(trainer: Trainer, batches: Batches, path: Path) -> None:
    """Train up to the trainer's steps, going on from the checkpoint `path` if it is there."""
    if path.exists():
        trainer.load(path)
    saved_s = began_s = time.monotonic()
    totals: dict[str, float] = {}
    while trainer.done < trainer.steps:
        for name, value in trainer.step(batches[trainer.done]).items():
            totals[name] = totals.get(name, 0) + value / LOG_EVERY
        if trainer.done % LOG_EVERY == 0:
            text = " ".join(f"{name} {value:.4f}" for name, value in totals.items())
            _log.info("%d %.0f s %s", trainer.done, time.monotonic() - began_s, text)
            totals.clear()
        if time.monotonic() - saved_s > SAVE_EVERY_S or trainer.done == trainer.steps:
            trainer.save(path)
            saved_s = time.monotonic()
