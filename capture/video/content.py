"""Identity of a file's content, whatever its name and place."""

import hashlib
from pathlib import Path

from capture.errors import VideoError


def content_hash(path: Path | str) -> str:
    """SHA-256 of the file's bytes as 64 hex digits. Raises VideoError if it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise VideoError(f"Cannot read “{Path(path).name}”: {error.strerror}.") from error
