"""Open session: the one that is being worked on; its folder is made when there is first something to keep."""

import threading
from collections.abc import Callable
from pathlib import Path

from capture.library.autosave import Autosaver, Write
from capture.library.folder import CLIPS, SessionFolder
from capture.library.library import Library
from capture.library.record import Record


class OpenSession:
    """Saves what changes by itself (Autosaver), into a folder that it holds until it is closed.

    folder: of an earlier session, held; None for a new one. failed: told, on another thread, of a failure.
    """

    def __init__(
        self, library: Library, failed: Callable[[Exception], None], folder: SessionFolder | None = None
    ) -> None:
        self._library = library
        self._folder = folder
        self._empty = folder is None
        self._making = threading.Lock()
        self._saver = Autosaver(self._write, self._save, failed)

    @property
    def id(self) -> str | None:
        """What the library knows it by; None while nothing has been kept."""
        return self._folder.id if self._folder else None

    @property
    def path(self) -> Path | None:
        """Its folder; None while nothing has been kept."""
        return self._folder.path if self._folder else None

    def change(self, record: Record, files: dict[str, Write] | None = None) -> None:
        """Save this soon; files: what is written before it, by place in the folder."""
        self._empty = False
        self._saver.change(record, files)

    def clips_folder(self) -> Path:
        """Where recordings of this session go; made if it is not there. Raises LibraryError."""
        return self._made().path / CLIPS

    def flush(self, timeout_s: float) -> bool:
        """Save at once; False if that did not succeed in time."""
        return self._saver.flush(timeout_s)

    def close(self, timeout_s: float) -> bool:
        """Save at once and let go of the folder; False if something could not be saved.

        A folder that was only made for a recording which never came is taken away again.
        """
        saved = self._saver.close(timeout_s)
        if self._folder is not None:
            self._folder.release()
            if self._empty and not any(self._folder.files()):
                self._folder.remove_forever()
                self._folder = None
        return saved

    def _made(self) -> SessionFolder:
        with self._making:
            if self._folder is None:
                self._folder = SessionFolder.create(self._library.sessions, Record.new())
            return self._folder

    def _write(self, place: str, fill: Write) -> None:
        self._made().write(place, fill)

    def _save(self, record: Record) -> None:
        self._library.save(self._made(), record)
