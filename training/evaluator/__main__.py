"""`python -m training.evaluator …`: train, then export; training goes on where it was."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from training.data.clips import DEFAULT_DATA

app = typer.Typer(no_args_is_help=True, add_completion=False)
Data = Annotated[Path, typer.Option(help="Folder with clips.csv and the motion packs.")]
STEPS = 1000


@app.command()
def train(steps: int = STEPS, data: Data = DEFAULT_DATA) -> None:
    """Train the matcher, or go on."""
    from training.evaluator.network import WIDTH
    from training.evaluator.train import train as run

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    run(width=WIDTH, steps=steps, data=data)


@app.command()
def export(data: Data = DEFAULT_DATA) -> None:
    """Write both encoders and their cards to assets/models, checked against torch, measured on val."""
    from training.evaluation.matching_table import measured
    from training.evaluator.export import export as run
    from training.evaluator.network import WIDTH

    run(WIDTH, lambda: measured("val", data))


if __name__ == "__main__":
    app()
