"""`python -m training.relative …`: train, then export; training goes on where it was."""

import logging
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)
Triplets = Annotated[Path, typer.Option(help="Where `training.triplets --kind exact` wrote to.")]
_TRIPLETS = Path("runs/exact")
STEPS = 6000


@app.command()
def train(triplets: Triplets = _TRIPLETS, steps: int = STEPS) -> None:
    """Train the source-conditioned editor from the diffusion editor's weights, or go on."""
    import torch

    from inference.language.text_encoder import TextEncoder
    from training.data.statistics import Statistics
    from training.editor.__main__ import STEPS as EDITOR_STEPS
    from training.editor.described import Texts
    from training.editor.states import Kept
    from training.editor.train import checkpoint
    from training.relative.samples import Batches, usable
    from training.relative.train import CHECKPOINT, RelativeTrainer

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    editor = torch.load(checkpoint(Texts.MIXED, EDITOR_STEPS), weights_only=True)["average"]
    trainer = RelativeTrainer.fresh(steps, editor)
    statistics = Statistics(editor["mean"].numpy(), editor["std"].numpy())
    pairs = usable(triplets, "train")
    logging.getLogger(__name__).info("%d triplets", len(pairs))
    CHECKPOINT.parent.mkdir(parents=True, exist_ok=True)
    trainer.run(Batches(pairs, statistics, Kept(TextEncoder(threads=1))).__getitem__, CHECKPOINT)


@app.command()
def export(triplets: Triplets = _TRIPLETS) -> None:
    """Write the network and its card to assets/models, checked against torch."""
    import torch

    from inference.language.text_encoder import TextEncoder
    from training.editor.states import Kept
    from training.motion_export import export as run
    from training.relative.export import RELATIVE
    from training.relative.network import loaded
    from training.relative.samples import usable
    from training.relative.train import CHECKPOINT, missing

    state = torch.load(CHECKPOINT, weights_only=True)
    network = loaded(state["average"])
    left = missing(network, usable(triplets, "val"), Kept(TextEncoder()))
    run(network, RELATIVE, {"steps": float(state["done"]), "val, share of the change that is missing": left})


if __name__ == "__main__":
    app()
