"""Trains the lifting network; resumes from its checkpoint by the same command."""

import logging
import math
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader

from inference.atomic import atomic_path
from inference.motion.skeleton import BONES, JOINTS
from training.lifter.batches import Batches
from training.lifter.network import BONE_NAMES, Lifter

RUNS = Path("runs/lifter")
LEARNING_RATE, WARM_UP, WEIGHT_DECAY = 1.5e-3, 100, 0.01
CLIP_NORM = 1.0
AVERAGE = 0.998
SAVE_EVERY_S, LOG_EVERY = 120.0, 50
_log = logging.getLogger(__name__)


class TrainingError(Exception):
    """Training cannot go on; the message says why."""


@dataclass
class Trainer:
    """A network on its way: weights, their running average, optimiser, steps done."""

    network: Lifter
    average: Lifter
    optimiser: torch.optim.Optimizer
    steps: int
    done: int = 0

    @classmethod
    def fresh(cls, *, causal: bool, channels: int, steps: int, typical: Tensor) -> "Trainer":
        """A network with random weights; typical: mean bone lengths (BONE_NAMES) in statures."""
        torch.manual_seed(0)
        network, average = (Lifter(causal, channels) for _ in range(2))
        network.typical.copy_(typical)
        average.load_state_dict(network.state_dict())
        optimiser = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        return cls(network, average, optimiser, steps)

    def step(self, batch: dict[str, Tensor]) -> dict[str, float]:
        """One step on a batch; the losses by name. Raises TrainingError before anything is spoilt."""
        share = min((self.done + 1) / WARM_UP, 0.5 * (1 + math.cos(math.pi * self.done / self.steps)))
        for group in self.optimiser.param_groups:
            group["lr"] = LEARNING_RATE * max(share, 0.01)
        device = next(self.network.parameters()).device
        batch = {name: value.to(device) for name, value in batch.items()}
        with torch.autocast(device.type, torch.bfloat16):
            out = self.network(batch["features"])
        parts = losses(out, batch)
        loss = sum(parts.values(), torch.zeros((), device=device))
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


def losses(out: dict[str, Tensor], truth: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weighted losses by name, lengths in statures; errors have a predicted Laplace spread (Kendall 2017)."""
    miss = (out["poses"] - truth["poses"]).abs()
    step = (out["poses"].diff(dim=1) - truth["poses"].diff(dim=1)).abs()
    depth = (out["log_depth"] - truth["log_depth"]).abs()
    velocity = (out["velocity"] - truth["velocity"]).abs()
    up = (out["up"] - truth["up"]).norm(dim=-1)
    limbs = (_limbs(out["poses"]) - _limbs(truth["poses"])).abs()
    return {
        "poses": 25 * miss.mean() + 0.5 * _laplace(miss, out["log_sigma"]),
        # Angles are between limbs, and errors of positions add up along them (Sun et al., ICCV 2017).
        "limbs": 20 * limbs.mean(),
        "steps": 60 * step.mean(),
        "rotations": 0.5 * (out["rotations"] - truth["rotations"]).abs().mean(),
        "bones": 10 * (out["bones"] - truth["bones"]).abs().mean(),
        "depth": 0.2 * _laplace(depth, out["log_depth_sigma"]),
        "velocity": 0.3 * _laplace(velocity, out["log_velocity_sigma"]),
        "up": 2 * up.mean() + 0.2 * _laplace(up, out["log_up_sigma"]),
        "contact": 0.3 * functional.binary_cross_entropy_with_logits(out["contact"], truth["contact"]),
    }


def _laplace(miss: Tensor, log_sigma: Tensor) -> Tensor:
    return (miss * torch.exp(-log_sigma) + log_sigma).mean()


def _limbs(poses: Tensor) -> Tensor:
    parents, children = map(list, zip(*BONES, strict=True))
    return poses[..., children, :] - poses[..., parents, :]


def typical_bones(batch: dict[str, Tensor]) -> Tensor:
    """Mean bone lengths in statures (BONE_NAMES) of a batch's truth."""
    bones = batch["bones"].mean(dim=(0, 1))
    names = [JOINTS[child].split("_")[-1] for _, child in BONES]
    return torch.stack(
        [torch.stack([bones[i] for i, own in enumerate(names) if own == n]).mean() for n in BONE_NAMES]
    )


def train(name: str, *, causal: bool, channels: int, steps: int, data: Path) -> None:
    """Train up to `steps`, going on from runs/lifter/<name>.pt if it is there."""
    path = RUNS / f"{name}.pt"
    device = "cuda" if torch.cuda.is_available() else "cpu"
    seed = int(time.time()) if path.exists() else 0
    batches = iter(DataLoader(Batches(data, seed), batch_size=None, num_workers=1, prefetch_factor=4))
    trainer = Trainer.fresh(
        causal=causal, channels=channels, steps=steps, typical=typical_bones(next(batches))
    )
    trainer.network.to(device)
    trainer.average.to(device)
    if path.exists():
        trainer.load(path)
    saved_s = began_s = time.monotonic()
    while trainer.done < steps:
        parts = trainer.step(next(batches))
        if trainer.done % LOG_EVERY == 0:
            text = " ".join(f"{key} {value:.3f}" for key, value in parts.items())
            _log.info("%d %.0f s %s", trainer.done, time.monotonic() - began_s, text)
        if time.monotonic() - saved_s > SAVE_EVERY_S or trainer.done == steps:
            trainer.save(path)
            saved_s = time.monotonic()
