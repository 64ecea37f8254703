"""`python -m training.editor …`: train, then export; training goes on where it was."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from training.data.clips import DEFAULT_DATA
from training.editor.described import Texts

app = typer.Typer(no_args_is_help=True, add_completion=False)
Data = Annotated[Path, typer.Option(help="Folder with clips.csv and the motion packs.")]
Row = Annotated[Texts, typer.Option(help="Texts to train on; a run of its own for each.")]
STEPS = 7000


@app.command()
def train(
    texts: Row = Texts.MIXED,
    steps: int = STEPS,
    data: Data = DEFAULT_DATA,
) -> None:
    """Train the editor, or go on."""
    from inference.language.text_encoder import TextEncoder
    from training.data.statistics import Statistics
    from training.editor.batches import Batches
    from training.editor.described import Described, seen
    from training.editor.states import Kept
    from training.editor.train import STATES, EditorTrainer, checkpoint

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    views = seen("train", data)
    statistics = Statistics.of(views)
    described = Described(views, statistics, texts)
    encoder = Kept(TextEncoder(threads=1))
    encoder.prepare(described.sentences(), STATES)
    logging.getLogger(__name__).info("%d clips", len(views))
    batches = Batches(described, encoder)
    EditorTrainer.fresh(steps, statistics).run(batches.__getitem__, checkpoint(texts, steps))


@app.command()
def export(steps: int = STEPS, data: Data = DEFAULT_DATA) -> None:
    """Write the network and its card to assets/models, checked against torch."""
    import torch

    from training.editor.export import EDITOR
    from training.editor.network import loaded
    from training.editor.train import checkpoint
    from training.editor.validation import validated
    from training.motion_export import export as run

    state = torch.load(checkpoint(Texts.MIXED, steps), weights_only=True)
    network = loaded(state["average"])
    run(network, EDITOR, {"steps": float(state["done"])} | validated(network, data))


if __name__ == "__main__":
    app()
