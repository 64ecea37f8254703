"""Dropping: on which sides files go that were dropped on the window."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl

from app.presenters.clip import Clip, Side
from inference.errors import CoachError


class DropError(CoachError):
    """What was dropped is not a file, or there are too many."""


def placed(urls: Sequence[QUrl], clips: Mapping[Side, Clip | None]) -> dict[Side, Path]:
    """One file goes where there is none yet, or is the trainee's next; of two the first is the trainee's.

    Unless only the first one's name says that it is the coach's. Raises DropError.
    """
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    if not files:
        raise DropError(
            QCoreApplication.translate(
                "dropping", "This is no file on this computer. Save the video here first, then drop it."
            )
        )
    if len(files) > len(Side):
        raise DropError(
            QCoreApplication.translate(
                "dropping",
                "These are {count} files, but two clips are compared. Drop the trainee's and the coach's.",
            ).format(count=len(files))
        )
    if len(files) == 1:
        free = [side for side in Side if clips[side] is None]
        return {(free or [Side.TRAINEE])[0]: files[0]}
    first, second = (Side.COACH in file.stem.lower() for file in files)
    return dict(zip(Side, reversed(files) if first and not second else files, strict=True))
