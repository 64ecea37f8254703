"""Index of people and sessions, for lists and search. All of it can be made again from the folders."""

import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    bindparam,
    create_engine,
    delete,
    event,
    exc,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from capture.errors import LibraryError
from capture.library.record import Person, Record
from capture.library.tables import PersonRow, SessionRow

HEAD = "0001"
MIGRATIONS = Path(__file__).with_name("migrations")
# Foreign keys are off by default; with WAL, lists are read while a session is saved; what is erased is
# overwritten; another window's write takes milliseconds.
PRAGMAS = ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON")
BUSY_TIMEOUT_S = 10
# What keeps SQLite from reading and writing a sound database.
CIRCUMSTANCES = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
)  # fmt: skip


class UnusableIndexError(LibraryError):
    """The index is damaged, or of a newer version; it has to be made again from the folders."""


class Indexed(NamedTuple):
    """A session for the index: its record, or its problem; stamp: when it was saved, ns since 1970."""

    id: str
    record: Record | None
    stamp: int
    problem: str = ""


@dataclass(frozen=True)
class Entry:
    """A session as lists show it. problem: why it cannot be opened ("" if it can)."""

    id: str
    person: Person | None
    title: str
    exercise: str
    created: datetime
    changed: datetime
    clips: int
    attempts: int
    notes: int
    problem: str


class Index:
    """The index at a database URL, brought to the present form. One thread at a time writes.

    Raises LibraryError if the database cannot be used, UnusableIndexError if it never can.
    """

    def __init__(self, url: URL | str) -> None:
        self._engine = _engine(url)
        self._writing = threading.Lock()
        try:
            with self._write() as connection:
                _check(connection)
                _migrate(connection)
        except LibraryError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def stamps(self) -> dict[str, int]:
        """The stamp of every session in the index, by id."""
        with self._read() as connection:
            rows = connection.execute(select(SessionRow.id, SessionRow.stamp))
            return {row.id: row.stamp for row in rows}

    def update(self, changed: Sequence[Indexed], removed: Iterable[str] = ()) -> None:
        """Put sessions in, in the place of what is known of them, and take others out."""
        rows = [_row(item) for item in changed]
        gone = [{"identity": identity} for identity in (*removed, *(item.id for item in changed))]
        if not gone:
            return
        with self._write() as connection:
            connection.execute(delete(SessionRow).where(SessionRow.id == bindparam("identity")), gone)
            for person in _people(changed):
                _put_person(connection, person)
            if rows:
                connection.execute(insert(SessionRow), rows)
            named = select(SessionRow.person_id).where(SessionRow.person_id.is_not(None))
            connection.execute(delete(PersonRow).where(PersonRow.id.not_in(named)))

    def search(
        self,
        words: str = "",
        person: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Entry]:
        """Sessions with all words (in names, exercise, notes, or the date as 2026-01-31), newest first.

        person: an id, "" for those without a name, None for all; since, until: when they began.
        """
        listed = (column for column in SessionRow.__table__.columns if column.name not in ("words", "stamp"))
        query = select(*listed, PersonRow.name).outerjoin(PersonRow, SessionRow.person_id == PersonRow.id)
        query = query.order_by(SessionRow.created_s.desc(), SessionRow.id)
        for word in _folded(words).split():
            query = query.where(SessionRow.words.contains(word, autoescape=True))
        if person is not None:
            query = query.where(SessionRow.person_id == person if person else SessionRow.person_id.is_(None))
        if since is not None:
            query = query.where(SessionRow.created_s >= since.timestamp())
        if until is not None:
            query = query.where(SessionRow.created_s <= until.timestamp())
        with self._read() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def people(self) -> list[tuple[Person, int]]:
        """Everybody with the number of their sessions, by name."""
        query = (
            select(PersonRow.id, PersonRow.name, func.count(SessionRow.id))
            .join(SessionRow)
            .group_by(PersonRow.id, PersonRow.name)
        )
        with self._read() as connection:
            found = [(Person(identity, name), count) for identity, name, count in connection.execute(query)]
        return sorted(found, key=lambda item: _folded(item[0].name))

    def scrub(self) -> None:
        """Leave nothing of removed rows in the files of the database. Raises LibraryError."""
        if self._engine.dialect.name != "sqlite":
            return  # its server decides when it vacuums
        with self._writing, self._explained(), self._engine.connect() as connection:
            busy, *_ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
        if busy:
            raise LibraryError(
                "Another window is reading the library, so erased names may still lie in its index. Close "
                "the other window and erase again."
            )

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._writing, self._explained(), self._engine.begin() as connection:
            if self._engine.dialect.name == "sqlite":
                # Waits for another window's write; a transaction that begins by reading would fail instead.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (exc.SQLAlchemyError, UnicodeDecodeError) as error:
            if _damaged(error):
                raise UnusableIndexError("The list of sessions is damaged. Start Coach again.") from error
            raise LibraryError(
                "The list of sessions cannot be read or written. Your sessions are untouched: close other "
                "windows of Coach, look for room on the disk, and try again."
            ) from error


def _engine(url: URL | str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {1000 * BUSY_TIMEOUT_S}")
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _damaged(error: Exception) -> bool:
    """Whether it is the database's own fault: a damaged one fails in any way, even in naming its tables."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return isinstance(error, UnicodeDecodeError) or (code is not None and code & 0xFF not in CIRCUMSTANCES)


def _check(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if (found := connection.execute(text("PRAGMA quick_check(1)")).scalar()) != "ok":
        raise UnusableIndexError(f"The list of sessions is damaged ({found}).")


def _migrate(connection: Connection) -> None:
    """Bring the tables to HEAD. alembic takes a second to load, and is only needed for work."""
    made = inspect(connection).has_table("alembic_version")
    if made and connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD:
        return
    from alembic import command, util
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except util.CommandError as error:
        message = "The list of sessions was made by a newer version of Coach. Update Coach."
        raise UnusableIndexError(message) from error


def _row(item: Indexed) -> dict[str, Any]:
    read_at = datetime.fromtimestamp(item.stamp / 1e9, UTC)
    record = item.record or Record(created=read_at, changed=read_at)
    person = record.person
    begun = record.created.astimezone()
    said = [note.text for note in record.notes]
    words = [person.name if person else "", record.title, record.exercise, f"{begun:%Y-%m-%d}", *said]
    return {
        "id": item.id,
        "person_id": person.id if person else None,
        "title": record.title,
        "exercise": record.exercise,
        "created_s": record.created.timestamp(),
        "changed_s": record.changed.timestamp(),
        "clips": len(record.clips),
        "attempts": len(record.attempts),
        "notes": len(record.notes),
        "words": _folded("\n".join(words)),
        "problem": item.problem,
        "stamp": item.stamp,
    }


def _people(changed: Sequence[Indexed]) -> Iterable[Person]:
    """Everybody in these records, by the name that was given last."""
    records = sorted((item.record for item in changed if item.record), key=lambda record: record.changed)
    return {record.person.id: record.person for record in records if record.person}.values()


def _put_person(connection: Connection, person: Person) -> None:
    renamed = connection.execute(update(PersonRow).where(PersonRow.id == person.id).values(name=person.name))
    if not renamed.rowcount:
        connection.execute(insert(PersonRow).values(id=person.id, name=person.name))


def _entry(row: Any) -> Entry:
    return Entry(
        row.id,
        Person(row.person_id, row.name) if row.person_id else None,
        row.title,
        row.exercise,
        datetime.fromtimestamp(row.created_s, UTC),
        datetime.fromtimestamp(row.changed_s, UTC),
        row.clips,
        row.attempts,
        row.notes,
        row.problem,
    )


def _folded(words: str) -> str:
    """Words as they are compared: without case, and however an accent was typed."""
    return unicodedata.normalize("NFKC", words).casefold()
