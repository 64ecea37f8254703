"""Session folder: one session on disk. The folder is the truth; the index can be made again from it."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from capture.atomic import LEFTOVERS, atomic_path, write_whole
from capture.errors import NO_ROOM, LibraryError, SessionFileError
from capture.library.lock import Lock
from capture.library.reading import NewerVersionError, parse_record
from capture.library.record import Clip, Record

SESSION, PREVIOUS, DAMAGED = "session.json", "session.json~", "session.json.damaged"
OPEN, THUMBNAIL = "open", "thumbnail.jpg"
CLIPS, MOTIONS, CORRECTIONS = "clips", "motions", "corrections"
COPY_BYTES = 1 << 20


class Reading(NamedTuple):
    """A record, and what the user should know about how it was read ("" if all is well)."""

    record: Record
    warning: str = ""


class SessionFolder:
    """A session's folder: session.json, clips recorded inside, motions and corrections.

    Only who holds it (`hold` … `release`) may save. A folder whose holder was killed is `unfinished`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock(path / OPEN)

    @classmethod
    def create(cls, sessions: Path, record: Record) -> "SessionFolder":
        """A new folder in `sessions`, held, with its record saved. Raises LibraryError."""
        # No person's name: names of folders appear in logs, backups and recent-file lists.
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{uuid4().hex[:4]}"
        folder = cls(sessions / name)
        with explained(f"begin a session in “{sessions}”"):
            for part in (CLIPS, MOTIONS, CORRECTIONS):
                (folder.path / part).mkdir(parents=True)
        folder.hold()
        folder.save(record)
        return folder

    @property
    def id(self) -> str:
        """What the index knows it by."""
        return self.path.name

    @property
    def unfinished(self) -> bool:
        """Whether the program that had it open ended without closing it."""
        return self._lock.abandoned()

    @property
    def held(self) -> bool:
        """Whether it may be saved from here."""
        return self._lock.held

    def hold(self) -> None:
        """Open it for changes. Raises LibraryError when another window has it open."""
        with explained(f"open the session “{self.id}”"):
            if not self._lock.acquire():
                raise LibraryError("This session is open in another window. Close it there first.")
            for part in (self.path, self.path / MOTIONS, self.path / CORRECTIONS):
                for leftover in part.glob(LEFTOVERS):
                    leftover.unlink(missing_ok=True)

    def release(self) -> None:
        """Close it: it ended as it should."""
        self._lock.release()

    def read(self) -> Reading:
        """The record; the version before it if session.json is damaged. Raises SessionFileError."""
        try:
            return Reading(parse_record(self._content(SESSION)))
        except NewerVersionError:
            raise
        except SessionFileError as error:
            try:
                record = parse_record(self._content(PREVIOUS))
            except SessionFileError:
                raise error from None
            saved = f"{record.changed.astimezone():%Y-%m-%d %H:%M}"
            return Reading(
                record,
                f"The last saved version of this session is damaged. The one before it, of {saved}, has been "
                f"opened; the damaged one is kept as “{DAMAGED}”.",
            )

    def save(self, record: Record) -> None:
        """Write session.json, keeping the version before it. Raises LibraryError (full disk, …)."""
        assert self.held
        text = json.dumps(record.to_json(), ensure_ascii=False, allow_nan=False, indent=1)
        with explained("save the session"):
            self._keep_previous()
            write_whole(self.path / SESSION, text.encode())

    def write(self, place: str, write: Callable[[Path], None]) -> None:
        """Let `write` fill a file of the folder, which appears whole or not at all. Raises LibraryError."""
        with explained(f"save “{place}”"), atomic_path(self.path / place) as temporary:
            write(temporary)

    def copy_in(self, original: Path, progress: Callable[[float], None] = lambda fraction: None) -> str:
        """Copy an imported clip into the folder; its place there. progress may raise to stop it.

        The original is only read. Raises LibraryError.
        """
        place = f"{CLIPS}/{uuid4().hex[:8]}{original.suffix.lower()}"
        with (
            explained(f"copy “{original.name}”"),
            atomic_path(self.path / place) as temporary,
            original.open("rb") as source,
            temporary.open("wb") as copy,
        ):
            size = original.stat().st_size
            while block := source.read(COPY_BYTES):
                copy.write(block)
                progress(source.tell() / size)
        return place

    def clip_path(self, clip: Clip) -> Path:
        """Where the clip's file is, or was when the session was last open."""
        return self.path / clip.file if clip.file else Path(clip.original or "")

    def files(self) -> Iterator[Path]:
        """Every file of the session that is worth keeping, but session.json."""
        ours = {SESSION, PREVIOUS, DAMAGED, OPEN}
        for path in sorted(self.path.rglob("*")):
            if path.is_file() and path.name not in ours and not path.match(LEFTOVERS):
                yield path

    def remove_forever(self) -> None:
        """Erase the folder and everything in it: not to the bin. Raises LibraryError.

        session.json goes last: what could not be erased still belongs to a session that is listed.
        """
        with explained("erase the session"):
            for part in sorted(self.path.iterdir(), key=lambda part: part.name == SESSION):
                if part.is_dir() and not part.is_symlink():
                    shutil.rmtree(part)
                else:
                    part.unlink()
            self.path.rmdir()

    def _content(self, name: str) -> bytes:
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError as error:
            raise SessionFileError(
                "The session file is missing. Restore it from the bin or a backup."
            ) from error
        except OSError as error:
            raise SessionFileError(f"The session file cannot be read: {error.strerror}.") from error

    def _keep_previous(self) -> None:
        """session.json becomes session.json~, unless it is damaged: then the one before stays."""
        current = self.path / SESSION
        if not current.exists():
            return
        content = current.read_bytes()
        try:
            parse_record(content)
        except SessionFileError:
            current.replace(self.path / DAMAGED)
        else:
            write_whole(self.path / PREVIOUS, content)


def session_folders(sessions: Path) -> Iterator[SessionFolder]:
    """Every session in the folder, in the order of their names."""
    if sessions.is_dir():
        for path in sorted(sessions.iterdir()):
            if (path / SESSION).exists() or (path / PREVIOUS).exists():
                yield SessionFolder(path)


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Operating system errors in the user's words: "Cannot <doing>: …". Raises LibraryError."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise LibraryError(f"There is no room left to {doing}. Free some space on the disk.") from error
        raise LibraryError(f"Cannot {doing}: {error.strerror or error}.") from error
