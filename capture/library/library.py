"""Library: all session folders of a user, and the index that finds them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from capture.errors import LibraryError, SessionFileError
from capture.library.folder import PREVIOUS, SESSION, SessionFolder, explained, session_folders
from capture.library.index import Index, Indexed, UnusableIndexError
from capture.library.record import Person, Record, new_id

SESSIONS, INDEX = "sessions", "index.sqlite"

# Moves a folder to the system's bin. Raises LibraryError if the system has none for it.
Bin = Callable[[Path], None]


class Library:
    """The sessions under a folder. They are the truth; the index is caught up with them when it is opened.

    index_url: of the database to use instead of the SQLite file in the folder.
    """

    def __init__(self, root: Path, index_url: str | None = None) -> None:
        self.root = root
        self.sessions = root / SESSIONS
        self._index_url = index_url
        self._index: Index | None = None
        self._opening = threading.Lock()

    @property
    def index(self) -> Index:
        """The index, opened and caught up when it is first asked for. Raises LibraryError."""
        with self._opening:
            if self._index is None:
                self._index = self._open_index()
                self._catch_up(self._index)
            return self._index

    def close(self) -> None:
        """Let go of the index."""
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None

    def create(self, record: Record) -> SessionFolder:
        """A new session, held and saved; the index knows it. Raises LibraryError."""
        folder = SessionFolder.create(self.sessions, record)
        self.index.update([_indexed(folder)])
        return folder

    def folder(self, identity: str) -> SessionFolder:
        """The folder of the session of that id (an Entry's)."""
        return SessionFolder(self.sessions / identity)

    def folders(self) -> Iterator[SessionFolder]:
        """Every session, oldest first."""
        return session_folders(self.sessions)

    def unfinished(self) -> list[SessionFolder]:
        """The sessions that were open when the program ended without closing them, newest first."""
        return [folder for folder in self.folders() if folder.unfinished][::-1]

    def save(self, folder: SessionFolder, record: Record) -> None:
        """Save a session that is held, and let the index know. Raises LibraryError."""
        folder.save(record)
        self.index.update([_indexed(folder, record)])

    def edit(self, identity: str, **changes: Any) -> None:
        """Change fields of a session that nobody has open. Raises LibraryError."""
        folder = self.folder(identity)
        with _held(folder):
            self.save(folder, folder.read().record.edited(**changes))

    def collect(self, identity: str, progress: Callable[[float], None] = lambda fraction: None) -> int:
        """Copy the imported clips of a session that nobody has open into its folder; how many there were.

        From then on the session does not need the originals, which stay as they are. Raises LibraryError.
        """
        folder = self.folder(identity)
        with _held(folder):
            record = folder.read().record
            imported = [clip for clip in record.clips if clip.file is None]
            for done, clip in enumerate(imported):
                copied = folder.copy_in(
                    folder.clip_path(clip), partial(_report, progress, done, len(imported))
                )
                record = record.with_clip(replace(clip, file=copied))
                self.save(folder, record)
        return len(imported)

    def named(self, name: str) -> Person:
        """The person of that name, or a new one. Raises LibraryError."""
        known = {person.name: person for person, _ in self.index.people()}
        return known.get(name) or Person(new_id(), name)

    def delete(self, identity: str, to_bin: Bin) -> None:
        """Move a session to the system's bin, from where it can be put back. Raises LibraryError."""
        folder = self.folder(identity)
        with _held(folder):
            pass  # nobody has it open; and what is put back from the bin was closed
        to_bin(folder.path)
        self.index.update([], removed=[identity])

    def refresh(self) -> None:
        """Catch the index up with folders that others added, changed or took away. Raises LibraryError."""
        self._catch_up(self.index)

    def _catch_up(self, index: Index) -> None:
        known = index.stamps()
        present = {folder.id: folder for folder in self.folders()}
        changed = [folder for folder in present.values() if known.get(folder.id) != _stamp(folder)]
        index.update([_indexed(folder) for folder in changed], removed=known.keys() - present.keys())

    def _open_index(self) -> Index:
        with explained(f"use the folder “{self.root}”"):
            self.root.mkdir(parents=True, exist_ok=True)
        if self._index_url is not None:
            return Index(self._index_url)
        file = self.root / INDEX
        url = URL.create("sqlite", database=str(file))
        try:
            return Index(url)
        except UnusableIndexError:
            # Nothing of the user's is lost: it is made again from the folders.
            with explained("renew the list of sessions"):
                for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
                    part.unlink(missing_ok=True)
            return Index(url)


def _report(progress: Callable[[float], None], done: int, count: int, share: float) -> None:
    progress((done + share) / count)


def _indexed(folder: SessionFolder, record: Record | None = None) -> Indexed:
    stamp = _stamp(folder)
    try:
        return Indexed(folder.id, record or folder.read().record, stamp)
    except SessionFileError as error:
        return Indexed(folder.id, None, stamp, str(error))


def _stamp(folder: SessionFolder) -> int:
    for name in (SESSION, PREVIOUS):
        if (file := folder.path / name).exists():
            return file.stat().st_mtime_ns
    raise LibraryError(f"The session “{folder.id}” has been taken away meanwhile.")


@contextmanager
def _held(folder: SessionFolder) -> Iterator[None]:
    folder.hold()
    try:
        yield
    finally:
        folder.release()
