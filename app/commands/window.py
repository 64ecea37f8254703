"""`coach` and `coach open`: the window."""

from pathlib import Path
from typing import Annotated

import typer


def open_when_alone(context: typer.Context) -> None:
    """Two clips in, a measured correction out. Without a command the window opens."""
    if context.invoked_subcommand is None:
        _show([])


def open_clips(
    trainee: Annotated[Path | None, typer.Argument(help="The trainee's clip or motion file.")] = None,
    coach: Annotated[Path | None, typer.Argument(help="The coach's clip or motion file.")] = None,
) -> None:
    """Open the window, with these clips."""
    _show([path for path in (trainee, coach) if path is not None])


def _show(paths: list[Path]) -> None:
    from app.main_window import run

    raise typer.Exit(run(paths))
