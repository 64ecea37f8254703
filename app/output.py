"""Where results go: checked before the work begins, and filled only when all of it is done."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from capture.errors import NO_ROOM
from inference.errors import CoachError


class OutputError(CoachError):
    """Results cannot be written where they were asked for."""


def write_text(path: Path, text: str) -> None:
    """Write a text file. Raises OutputError, for instance when the disk is full."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file. Raises OutputError, for instance when the disk is full."""
    with _explained(path.parent):
        path.write_bytes(content)


def check_file(path: Path, suffix: str) -> None:
    """Raises OutputError unless a file of that kind can be written to path."""
    if path.suffix.lower() != suffix:
        raise OutputError(f"“{path.name}” should end in {suffix}. Choose another name.")
    if path.is_dir():
        raise OutputError(f"“{path}” is a folder. Name a file inside it.")
    _check_folder(path.absolute().parent)


@contextmanager
def whole_folder(folder: Path, outdated: Iterable[str] = ()) -> Iterator[Path]:
    """An empty folder to fill; its files move to `folder` when the block succeeds, else they vanish.

    Files of other names in `folder` stay, except outdated ones once the block has succeeded. Raises
    OutputError if the folder cannot be made or written to.
    """
    there_before = folder.exists()
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _check_folder(folder)
        unfinished = Path(mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        yield unfinished
        with _explained(folder):
            for name in outdated:
                (folder / name).unlink(missing_ok=True)
            for file in unfinished.iterdir():
                file.replace(folder / file.name)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not there_before and not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise OutputError(
                f"There is no room left in “{folder}”. Free some space, or choose another folder."
            ) from error
        raise OutputError(f"Cannot write to “{folder}”: {error.strerror}. Choose another folder.") from error


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise OutputError(f"There is no folder “{folder}”. Make it first, or choose another.")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"“{folder}” must not be written to. Choose another folder.")
