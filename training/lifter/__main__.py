"""`python -m training.lifter …`: films, then train, then export; each goes on where it was."""

import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from training.data.clips import DEFAULT_DATA

app = typer.Typer(no_args_is_help=True, add_completion=False)
Data = Annotated[Path, typer.Option(help="Folder with clips.csv and the motion packs.")]


class Which(StrEnum):
    """The two networks: one that has seen the whole clip, one that sees no future."""

    CLIP = "lifter"
    LIVE = "lifter_live"


CHANNELS = {Which.CLIP: 320, Which.LIVE: 256}
STEPS = {Which.CLIP: 3600, Which.LIVE: 2000}


@app.command()
def films(
    split: Annotated[list[str], typer.Argument(help="train, val, test")], data: Data = DEFAULT_DATA
) -> None:
    """Film known motions and follow them: what the landmark networks really see."""
    from training.lifter.films import make

    for name in split:
        make(name, data)


@app.command()
def train(which: Which, steps: int | None = None, data: Data = DEFAULT_DATA) -> None:
    """Train a network, or go on; CPU in bfloat16, or the accelerator where there is one."""
    from training.lifter.train import train as run

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    count = steps or STEPS[which]
    run(which.value, causal=which is Which.LIVE, channels=CHANNELS[which], steps=count, data=data)


@app.command()
def export(which: Which) -> None:
    """Write the network and its card to assets/models, checked against torch."""
    from training.lifter.export import export as run

    run(which.value, causal=which is Which.LIVE, channels=CHANNELS[which])


@app.command()
def measure(which: Which) -> None:
    """Print how well the checkpoint does on the films of the split val."""
    import torch

    from training.lifter.measure import measured
    from training.lifter.network import Lifter
    from training.lifter.train import RUNS

    live = which is Which.LIVE
    network = Lifter(live, CHANNELS[which])
    network.load_state_dict(torch.load(RUNS / f"{which.value}.pt", weights_only=True)["average"])
    for name, value in measured(network.eval(), "full" if live else "heavy", cleaned=not live).items():
        typer.echo(f"{name}: {value}")


if __name__ == "__main__":
    app()
