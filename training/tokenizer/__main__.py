"""`python -m training.tokenizer …`: train, then export; training goes on where it was."""

import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from training.data.clips import DEFAULT_DATA

app = typer.Typer(no_args_is_help=True, add_completion=False)
Data = Annotated[Path, typer.Option(help="Folder with clips.csv and the motion packs.")]


class Which(StrEnum):
    """CigTime's tokenizer, a step for every vector, and ours, a step for four."""

    PAPER = "paper"
    OURS = "ours"


@app.command()
def train(which: Which, data: Data = DEFAULT_DATA) -> None:
    """Train a tokenizer, or go on; CPU in bfloat16."""
    from training.tokenizer.train import train as run
    from training.tokenizer.variants import ROUNDS, VARIANTS

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    run(which.value, VARIANTS[which.value], ROUNDS[which.value], data)


@app.command()
def export(data: Data = DEFAULT_DATA) -> None:
    """Write our tokenizer and its cards to assets/models, checked against torch."""
    from training.tokenizer.export import export as run

    run(data)


if __name__ == "__main__":
    app()
