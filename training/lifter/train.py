"""Trains the lifting network; resumes from its checkpoint by the same command."""

import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from inference.motion.skeleton import BONES, JOINTS
from training.lifter.batches import Batches
from training.lifter.network import BONE_NAMES, Lifter
from training.trainer import Batch, Losses, Recipe, Trainer

RUNS = Path("runs/lifter")
LEARNING_RATE, WARM_UP = 1.5e-3, 100
AVERAGE = 0.998


class LifterTrainer(Trainer[Lifter]):
    """A lifting network on its way."""

    @classmethod
    def fresh(cls, *, causal: bool, channels: int, steps: int, typical: Tensor) -> "LifterTrainer":
        """A network with random weights; typical: mean bone lengths (BONE_NAMES) in statures."""
        torch.manual_seed(0)
        network = Lifter(causal, channels)
        network.typical.copy_(typical)
        return cls(network, Recipe(LEARNING_RATE, WARM_UP, average=AVERAGE), steps)

    def losses(self, batch: Batch) -> Losses:
        """See `losses`."""
        with self.autocast():
            out = self.network(batch["features"])
        return losses(out, batch)


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
    seed = int(time.time()) if path.exists() else 0
    batches = iter(DataLoader(Batches(data, seed), batch_size=None, num_workers=1, prefetch_factor=4))
    typical = typical_bones(next(batches))
    trainer = LifterTrainer.fresh(causal=causal, channels=channels, steps=steps, typical=typical)
    trainer.run(lambda _: next(batches), path)
