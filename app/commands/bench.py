"""`coach bench`: how fast this machine is."""

from typing import Annotated

import typer

from app import console


def bench(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the table as Markdown.")] = False,
    as_json: console.Json = False,
) -> None:
    """Measure the speed of every stage, of the whole job, and what it takes."""
    from app.benchmark import machine_rows, pair_rows, stage_rows
    from inference.machine import hardware

    with console.bars() as bar:
        rows = [*stage_rows(), *pair_rows(bar), *machine_rows()]
    data: dict[str, object] = {"hardware": hardware()}
    data |= {row.name: {"value": row.value, "unit": row.unit} for row in rows}
    cells = [("What", "Measured"), *((row.name, f"{row.value:.3g} {row.unit}") for row in rows)]
    console.show(data, f"{hardware()}\n\n{console.table(cells, markdown=markdown)}", as_json)
