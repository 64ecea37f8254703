"""Trains the motion editor; resumes from its checkpoint by the same command, exactly where it was."""

from pathlib import Path

import torch

from training.data.statistics import Statistics
from training.editor.described import Texts
from training.editor.losses import losses
from training.editor.network import Denoiser
from training.editor.sample import inputs
from training.trainer import Batch, Losses, Recipe, Trainer

RUNS = Path("runs/editor")
STATES = RUNS / "states.npz"
LEARNING_RATE, WARM_UP = 6e-4, 200
LOG_EVERY = 20


class EditorTrainer(Trainer[Denoiser]):
    """A motion editor on its way."""

    @classmethod
    def fresh(cls, steps: int, statistics: Statistics, **sizes: int) -> "EditorTrainer":
        """A network with random weights, for vectors of such statistics; sizes: as Denoiser's."""
        torch.manual_seed(0)
        network = Denoiser(**sizes)
        network.mean.copy_(torch.from_numpy(statistics.mean))
        network.std.copy_(torch.from_numpy(statistics.std))
        return cls(network, Recipe(LEARNING_RATE, WARM_UP, log_every=LOG_EVERY), steps)

    def losses(self, batch: Batch) -> Losses:
        """See `losses`."""
        with self.autocast():
            clean = self.network(**inputs(batch))
        return losses(clean.float(), batch, self.network.mean, self.network.std)


def checkpoint(texts: Texts, steps: int) -> Path:
    """Where the run of so many steps on such texts keeps its state."""
    return RUNS / f"{texts}-{steps}.pt"
