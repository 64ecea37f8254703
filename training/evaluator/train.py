"""Trains the matcher; resumes from its checkpoint by the same command."""

import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.data.statistics import Statistics
from training.data.vectors import Vectors
from training.evaluator.batches import Batches, all_sentences
from training.evaluator.network import FEATURES, Matcher, MotionEncoder
from training.evaluator.states import RUNS, States
from training.evaluator.told import told
from training.trainer import Batch, Losses, Recipe, Trainer

CHECKPOINT = "matcher.pt"
LEARNING_RATE, WARM_UP, WEIGHT_DECAY = 8e-4, 60, 0.05
AVERAGE = 0.99
# Past this the contrast is about single pairs (Radford et al., ICML 2021).
SHARPEST = 50.0
SIDES_COUNT = 0.5
# Motions of a batch are encoded in so many parts, each padded only to its own longest.
PARTS = 4
WORDINGS = 2
LOG_EVERY = 25


class MatcherTrainer(Trainer[Matcher]):
    """A matcher on its way."""

    @classmethod
    def fresh(cls, *, width: int, steps: int, statistics: Statistics) -> "MatcherTrainer":
        """A network with random weights; statistics: of the motions it will see."""
        torch.manual_seed(0)
        network = Matcher(width)
        network.motion.mean.copy_(torch.from_numpy(statistics.mean[:FEATURES]))
        network.motion.std.copy_(torch.from_numpy(statistics.std[:FEATURES]))
        return cls(network, Recipe(LEARNING_RATE, WARM_UP, WEIGHT_DECAY, AVERAGE, LOG_EVERY), steps)

    def losses(self, batch: Batch) -> Losses:
        """See `losses`."""
        with self.autocast():
            motions = _by_length(self.network.motion, batch["motion"], batch["motion_mask"])
            spoiled = _by_length(self.network.motion, batch["spoiled"], batch["spoiled_mask"])
            texts = self.network.text(batch["text"], batch["text_mask"])
        sharpness = self.network.log_sharpness.exp().clamp(max=SHARPEST)
        return losses(motions, texts, spoiled, sharpness, batch["judged"], batch["sided"])


def losses(
    motions: Tensor, texts: Tensor, spoiled: Tensor, sharpness: Tensor, judged: Tensor, sided: Tensor
) -> dict[str, Tensor]:
    """Weighted losses by name of unit vectors (2B, d), the second half of each being the first in a mirror.

    contrast: InfoNCE in both directions (van den Oord et al., 2018) over pairs that are `judged` (2B, 2B);
    motions that are `spoiled` (S, d) are none that any sentence tells of.
    sides: a motion is nearer to its own sentence than to the same with sides exchanged, where `sided` (2B,).
    """
    logits = sharpness * motions @ texts.T
    mirrored = logits.roll(len(logits) // 2, dims=1).diagonal()
    sides = functional.softplus(mirrored - logits.diagonal())[sided]
    logits = logits.masked_fill(~judged, -torch.inf)
    right = torch.arange(len(logits), device=logits.device)
    offered = torch.cat([logits.T, sharpness * texts @ spoiled.T], dim=1)
    return {
        "contrast": (functional.cross_entropy(logits, right) + functional.cross_entropy(offered, right)) / 2,
        "sides": SIDES_COUNT * sides.sum() / max(len(sides), 1),
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
    clips = told("train", data, WORDINGS)
    views: list[Vectors] = [view for clip in clips for view in (clip.plain, clip.mirrored)]
    trainer = MatcherTrainer.fresh(width=width, steps=steps, statistics=Statistics.of(views))
    path = RUNS / CHECKPOINT
    # Another seed each time it is resumed: the first batches are not to come twice.
    seed = int(time.time()) if path.exists() else 0
    batches = iter(Batches(clips, States(all_sentences(clips)), seed))
    trainer.run(lambda _: next(batches), path)
