"""The terminal: results on stdout (words or JSON), progress and warnings on stderr."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def show(data: dict[str, Any], text: str, as_json: bool) -> None:
    """Print a result: data as JSON, or else the text."""
    sys.stdout.write((json.dumps(data, ensure_ascii=False) if as_json else text) + "\n")


def table(rows: Sequence[Sequence[str]], *, markdown: bool = False) -> str:
    """Rows of cells in columns; in Markdown the first row is the head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    if not markdown:
        return "\n".join("  ".join(row).rstrip() for row in padded)
    padded.insert(1, ["-" * width for width in widths])
    return "\n".join(f"| {' | '.join(row)} |" for row in padded)


def warn(message: str) -> None:
    """Tell the user what to keep in mind."""
    sys.stderr.write(f"Note: {message}\n")


def fail(error: Exception, as_json: bool) -> None:
    """Say what went wrong in one sentence; with JSON also as an object on stdout."""
    sys.stderr.write(f"{error}\n")
    if as_json:
        show({"error": {"kind": type(error).__name__, "message": str(error)}}, "", as_json=True)


@contextmanager
def bars() -> Iterator[Callable[[str], Callable[[float], None]]]:
    """Progress bars: call the result with a title for a bar, and that with the fraction done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def add(title: str) -> Callable[[float], None]:
            task = progress.add_task(title, total=1.0)
            return lambda fraction: progress.update(task, completed=fraction)

        yield add
