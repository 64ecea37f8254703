"""Files appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

# What a process that was killed may leave behind: `.<name>.<random>.part`.
LEFTOVERS = ".*.part"


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` to write to; it takes the place of `path` when the block succeeds.

    If the block raises (Ctrl-C too), what was written is removed and `path` is as it was. Raises OSError.
    """
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        yield temporary
        # Without fsync a power cut after the rename can leave the new name with no contents.
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file completely or not at all. Raises OSError."""
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)
