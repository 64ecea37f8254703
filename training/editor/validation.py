"""How well the running average of a run does on people it has not seen."""

from pathlib import Path

import torch

from inference.language.text_encoder import TextEncoder
from training.data.statistics import Statistics
from training.editor.batches import Batches
from training.editor.described import Described, Texts, seen
from training.editor.losses import losses
from training.editor.network import Denoiser
from training.editor.sample import inputs
from training.editor.states import Kept

# Windows drawn of the validation people, and batches measured.
POOL, BATCHES = 512, 8


def validated(network: Denoiser, data: Path) -> dict[str, float]:
    """Mean losses by name on described windows of the split val, all texts mixed."""
    statistics = Statistics(network.mean.numpy(), network.std.numpy())
    described = Described(seen("val", data), statistics, Texts.MIXED, POOL)
    batches = Batches(described, Kept(TextEncoder()))
    totals: dict[str, float] = {}
    for step in range(BATCHES):
        batch = batches[step]
        with torch.no_grad():
            found = losses(network(**inputs(batch)), batch, network.mean, network.std)
        for name, value in found.items():
            totals[name] = totals.get(name, 0.0) + float(value) / BATCHES
    return {f"val loss, {name}": round(value, 4) for name, value in totals.items()}
