"""Trains the source-conditioned editor; resumes from its checkpoint by the same command."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from inference.editing.carried import SEEN_FROM_FLOOR
from inference.editing.conditions import States
from training.data.geometry import joints_of
from training.data.statistics import Statistics
from training.editor.losses import COLUMN_WEIGHTS
from training.editor.sample import inputs
from training.relative.network import Changer, begun
from training.relative.samples import Batches
from training.trainer import Batch, Losses, Recipe, Trainer
from training.triplets.triplet import Triplet

CHECKPOINT = Path("runs/relative/state.pt")
LEARNING_RATE, WARM_UP, LOG_EVERY = 1e-3, 50, 20
# Changes smaller than this, rms of normalised columns and of joints, are not weighed as whole edits.
LEAST, LEAST_M = 0.07, 0.01
CHECKED = 8


class RelativeTrainer(Trainer[Changer]):
    """A source-conditioned editor on its way."""

    @classmethod
    def fresh(cls, steps: int, editor: dict[str, Tensor]) -> "RelativeTrainer":
        """A network that begins with the diffusion editor's weights."""
        torch.manual_seed(0)
        return cls(begun(editor), Recipe(LEARNING_RATE, WARM_UP, log_every=LOG_EVERY), steps)

    def losses(self, batch: Batch) -> Losses:
        """See `losses`."""
        with self.autocast():
            changed = self.network(**inputs(batch))
        return losses(changed.float(), batch, self.network.mean, self.network.std)


def losses(changed: Tensor, batch: Batch, mean: Tensor, std: Tensor) -> Losses:
    """What is missing of the change, as a share of it: 1 for the source as it is, 0 for the target.

    Edits are of all sizes, and as squares the largest few of a hundred would be a third of what is learnt.
    changed (B, T, 263): predicted, normalised; batch: see training.relative.samples; mean, std (263,).
    """
    source, truth, made = batch["source"], batch["truth"], batch["made"]
    weights = COLUMN_WEIGHTS.to(mean.device) * made
    whole = torch.where(made > 0, changed, truth)
    own = torch.where(made > 0, source, truth)
    on_floor = torch.from_numpy(SEEN_FROM_FLOOR).to(mean.device)
    joints, was, wanted = (joints_of((values * std + mean) @ on_floor) for values in (whole, own, truth))
    there = batch["valid"][..., None, None].expand_as(joints)
    return {
        "vectors": _share(whole - truth, own - truth, weights, LEAST),
        "joints": _share(joints - wanted, was - wanted, there, LEAST_M),
    }


def missing(network: Changer, triplets: Sequence[Triplet], encoder: States) -> float:
    """The vectors' loss over CHECKED batches of triplets."""
    statistics = Statistics(network.mean.numpy(), network.std.numpy())
    batches, total = Batches(triplets, statistics, encoder), 0.0
    for step in range(CHECKED):
        batch = batches[step]
        with torch.no_grad():
            found = losses(network(**inputs(batch)), batch, network.mean, network.std)
        total += float(found["vectors"]) / CHECKED
    return round(total, 3)


def _share(left: Tensor, change: Tensor, weights: Tensor, least: float) -> Tensor:
    """Mean over a batch of Σ left² / Σ change², for changes of at least so much, rms."""
    left, change, count = (
        (weights * values).flatten(1).sum(1) for values in (left**2, change**2, torch.ones_like(left))
    )
    return (left / (change + least**2 * count)).mean()
