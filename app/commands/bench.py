"""`coach bench`: how fast this machine is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import console

if TYPE_CHECKING:
    from app.benchmark import Row


def bench(
    file: Annotated[Path | None, typer.Argument(help="The clip that --live plays; a sample if none.")] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Measure only how a camera is kept up with: a clip, played as one.")
    ] = False,
    window: Annotated[
        bool, typer.Option("--window", help="Measure only how long the window makes its user wait.")
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the table as Markdown.")] = False,
    as_json: console.Json = False,
) -> None:
    """Measure the speed of every stage, of the whole job, and what it takes."""
    from inference.machine import hardware

    if file is not None and not live:
        raise typer.BadParameter("A clip is only played with --live.")
    rows = _live(file) if live else _window() if window else _everything()
    data: dict[str, object] = {"hardware": hardware()}
    data |= {row.name: {"value": row.value, "unit": row.unit} for row in rows}
    cells = [("What", "Measured"), *((row.name, f"{row.value:.3g} {row.unit}") for row in rows)]
    console.show(data, f"{hardware()}\n\n{console.table(cells, markdown=markdown)}", as_json)


def _everything() -> list["Row"]:
    from app.benchmark import machine_rows, pair_rows, stage_rows
    from app.benchmark_drawing import drawing_rows
    from app.benchmark_scrubbing import scrub_rows
    from app.display import has_display

    with console.bars() as bar:
        rows = [*stage_rows(), *pair_rows(bar), *drawing_rows()]
        if has_display():
            rows += scrub_rows()
        else:
            console.warn("There is no display: scrubbing is not measured.")
        return [*rows, *machine_rows()]


def _window() -> list["Row"]:
    from app.benchmark_window import window_rows

    return list(window_rows())


def _live(clip: Path | None) -> list["Row"]:
    from app.benchmark_live import live_rows

    with console.bars() as bar:
        return list(live_rows(clip, bar("Playing the camera")))
