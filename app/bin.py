"""Bin: where deleted sessions go, and from where the user can take them back."""

from pathlib import Path

from PySide6.QtCore import QFile

from capture.errors import LibraryError


def to_bin(path: Path) -> None:
    """Move a file or folder to the system's bin. Raises LibraryError when the system has none for it."""
    if not QFile(str(path)).moveToTrash():
        raise LibraryError(
            f"The system could not move “{path.name}” to its bin, so nothing was deleted. There may be no "
            "bin on this disk, or no room in it."
        )
