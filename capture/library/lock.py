"""Lock: a file that one process at a time holds; the system lets go of it when that process dies."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """The file at path, held from acquire to release; left behind, and free, when the process was killed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    @property
    def held(self) -> bool:
        """Whether it is held here."""
        return self._file is not None

    def acquire(self) -> bool:
        """Take it; False if somebody else holds it. Raises OSError if the file cannot be made."""
        file = self._path.open("ab")
        try:
            _try_lock(file)
        except OSError:
            file.close()
            return False
        if not self._is_mine(file):  # its holder removed it between our opening and locking it
            file.close()
            return self.acquire()
        self._file = file
        return True

    def release(self) -> None:
        """Let go of it and remove the file."""
        if self._file is None:
            return
        if sys.platform != "win32":  # where an open file cannot be removed
            self._path.unlink(missing_ok=True)
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)

    def abandoned(self) -> bool:
        """Whether somebody died holding it."""
        if self.held or not self._path.exists():
            return False
        try:
            with self._path.open("ab") as file:
                _try_lock(file)
        except OSError:
            return False
        return True

    def _is_mine(self, file: BinaryIO) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), self._path.stat())
        except FileNotFoundError:
            return False
