"""`python -m training.triplets --out DIR --count N`: makes triplets; goes on where it was."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from training.data.clips import DEFAULT_DATA
from training.triplets.generate import Kind, Plan, generate, plainly
from training.triplets.on_ray import on_ray

app = typer.Typer(add_completion=False)
Folder = Annotated[Path, typer.Argument(help="Folder with the triplets.")]


@app.callback(invoke_without_command=True)
def triplets(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="Folder to write to.")] = None,
    count: Annotated[int, typer.Option(help="How many, of all splits together.")] = 30_000,
    seed: int = 1,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Ray cluster; this machine if none.")
    ] = None,
    plain: Annotated[bool, typer.Option(help="One after the other, without Ray.")] = False,
    kind: Annotated[
        Kind, typer.Option(help="What they are of; each kind has a folder of its own.")
    ] = Kind.EDITS,
    data: Annotated[Path, typer.Option(help="Folder with clips.csv and the motion packs.")] = DEFAULT_DATA,
) -> None:
    """Make source, target and instruction from motion capture, checked by measurement."""
    if context.invoked_subcommand:
        return
    if out is None:
        raise typer.BadParameter("say where the triplets should go", param_hint="--out")

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    run = plainly if plain else on_ray(cluster)
    generate(Plan(str(out.resolve()), str(data.resolve()), seed, kind), count, run)


@app.command()
def report(folder: Folder) -> None:
    """What there is, what was rejected and why, and whether findings tell the edits: docs/benchmarks.md."""
    from training.evaluation.report import write_section
    from training.evaluation.triplets_table import rows

    write_section("triplets", rows(folder))


@app.command()
def reword(folder: Folder) -> None:
    """Say all instructions anew, in the words of today; motions and findings stay."""
    from training.triplets.reword import reword as run

    run(folder)


@app.command()
def errors() -> None:
    """Measure the pose estimator's error on films of training people, and keep it beside this file."""
    from training.triplets.measured_error import measure

    model, told = measure()
    model.write()
    typer.echo(told)


if __name__ == "__main__":
    app()
