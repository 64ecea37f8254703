"""The terminal: results on stdout (words or JSON), progress and warnings on stderr."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer

FAILED, STOPPED = 1, 130
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
def draft(as_json: bool) -> Iterator[Callable[[str], None]]:
    """Words as they come, dimmed, for who sits before the terminal; elsewhere only results are printed."""
    from rich.console import Console

    terminal = Console()
    if as_json or not terminal.is_terminal:
        yield lambda piece: None
        return
    begun = False

    def show_piece(piece: str) -> None:
        nonlocal begun
        begun = True
        terminal.out(piece, style="dim", highlight=False, end="")

    try:
        yield show_piece
    finally:
        if begun:
            terminal.out("")


def leave_at_ctrl_c() -> None:
    """Let Ctrl-C end the process at once, while modules load and nothing is written yet.

    A KeyboardInterrupt inside an extension that is loading would come out as an ImportError.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(STOPPED))


def unwind_at_ctrl_c() -> None:
    """Let Ctrl-C raise KeyboardInterrupt from now on, so that what is half-written is removed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def starting_helpers() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C, which reaches them too: this one ends them."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


@contextmanager
def bars() -> Iterator[Callable[[str], Callable[[float], None]]]:
    """Progress bars for long work: call it with a title for a bar, and that with the fraction done.

    Everything must be loaded before: from here on Ctrl-C unwinds.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    unwind_at_ctrl_c()
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    terminal = Console(stderr=True)
    # Into a log file, a bar would leave empty lines.
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as progress:

        def add(title: str) -> Callable[[float], None]:
            task = progress.add_task(title, total=1.0)
            return lambda fraction: progress.update(task, completed=fraction)

        yield add
