"""Catalogue: the sessions of the library, searched, and what can be done with them."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.bin import to_bin
from app.jobs import JobRunner, Report, Work
from app.presenters.keeping import Keeper
from capture.library.erase import Erasure, Receipt, erase_person, what_would_go
from capture.library.export import Exported, export_person
from capture.library.folder import THUMBNAIL
from capture.library.index import Entry
from capture.library.record import Person
from inference.pose.store import forget

EVERYBODY, UNNAMED = None, ""


class Catalogue(QObject):
    """`listed`: other sessions or people; `said(str)`: what has been done; `erased(Receipt)`.

    words, person: what is searched for (person: an id, UNNAMED or EVERYBODY).
    """

    listed = Signal()
    said = Signal(str)
    erased = Signal(Receipt)

    def __init__(self, keeper: Keeper, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.people: list[tuple[Person, int]] = []
        self.words = ""
        self.person: str | None = EVERYBODY
        self._keeper, self._jobs = keeper, jobs
        self._library = keeper.library
        self._ready = False

    def refresh(self) -> None:
        """Catch up with the folders and list anew; the first time, this opens the index."""

        def work(_: Report) -> None:
            self._keeper.flush()
            self._library.refresh()

        self._do(self.tr("Reading the library"), work)

    def search(self, words: str, person: str | None) -> None:
        """List the sessions with these words of this person."""
        self.words, self.person = words, person
        if self._ready:  # else it is listed as soon as the index is open
            self._list()

    def is_open(self, entry: Entry) -> bool:
        """Whether the window shows this session."""
        return entry.id == self._keeper.id

    def thumbnail(self, entry: Entry) -> Path:
        """The session's small picture; there may be none."""
        return self._library.folder(entry.id).path / THUMBNAIL

    def open(self, entry: Entry) -> None:
        """Show the session in the window."""
        self._keeper.open(entry.id)

    def rename(self, entry: Entry, title: str) -> None:
        """Give the session another title."""
        self._edit(entry, title=title.strip())

    def assign(self, entry: Entry, name: str) -> None:
        """Say whose session it is: the person of that name, a new one, or nobody for an empty name."""
        if not name.strip():
            self._edit(entry, person=None)
            return
        find = partial(self._library.named, name.strip())
        self._jobs.start(
            self.tr("Looking for the name"), lambda _: find(), lambda person: self._edit(entry, person=person)
        )

    def collect(self, entry: Entry) -> None:
        """Copy the session's imported clips into its folder; if the window shows it, it does so again."""
        work = partial(self._library.collect, entry.id)
        again = partial(self._keeper.open, entry.id) if self.is_open(entry) else lambda: None

        def done(copied: int) -> None:
            self.said.emit(self.tr("Clips copied into the session: {count}.").format(count=copied))
            again()

        title = self.tr("Copying the clips")
        self._when_closed(
            [entry.id], lambda: self._jobs.start(title, lambda report: work(report), done, again)
        )

    def delete(self, entry: Entry) -> None:
        """Move the session to the system's bin."""
        said = self.tr("“{title}” is in the bin, from where you can put it back.").format(title=named(entry))
        work = partial(self._library.delete, entry.id, to_bin)
        title = self.tr("Moving to the bin")
        self._when_closed([entry.id], lambda: self._do(title, lambda _: work(), said=said))

    def export(self, person: Person, path: Path) -> None:
        """Write everything that is kept of a person to a zip file."""

        def done(exported: Exported) -> None:
            text = self.tr("All sessions of {name} ({count}) are in “{file}”.")
            said = [text.format(count=exported.sessions, name=person.name, file=path.name)]
            if exported.missing:
                lost = self.tr("Imported clips that were no longer where they had been: {count}.")
                said.append(lost.format(count=len(exported.missing)))
            self.said.emit(" ".join(said))

        def work(report: Report) -> Exported:
            self._keeper.flush()
            return export_person(self._library, person.id, path, report)

        self._jobs.start(self.tr("Exporting"), work, done)

    def survey(self, person: Person, then: Callable[[Erasure], None]) -> None:
        """Find out what erasing the person would take away, and hand it to `then`."""
        work = partial(what_would_go, self._library, person.id)
        self._jobs.start(self.tr("Looking through the library"), lambda _: work(), then)

    def erase(self, erasure: Erasure) -> None:
        """Erase the person of whom this was found, for good."""

        work = partial(erase_person, self._library, erasure.person_id, forget)
        title = self.tr("Erasing")
        self._when_closed(erasure.sessions, lambda: self._do(title, lambda _: work(), self.erased.emit))

    def _edit(self, entry: Entry, **changes: Any) -> None:
        if self.is_open(entry):
            self._keeper.edit(**changes)
            self.refresh()
        else:
            work = partial(self._library.edit, entry.id, **changes)
            self._do(self.tr("Saving the session"), lambda _: work())

    def _when_closed(self, sessions: Collection[str], then: Callable[[], object]) -> None:
        """Go on when none of these sessions is open in the window."""
        if self._keeper.id in sessions:
            self._keeper.new(then)
        else:
            then()

    def _do(
        self, title: str, work: Work, done: Callable[[Any], None] = lambda _: None, said: str = ""
    ) -> None:
        """Do it, and list anew."""

        def listed(result: Any) -> None:
            self._ready = True
            self._list()
            done(result)
            if said:
                self.said.emit(said)

        self._jobs.start(title, work, listed)

    def _list(self) -> None:
        self.people = self._library.index.people()
        known = {person.id for person, _ in self.people}
        if self.person and self.person not in known:
            self.person = EVERYBODY
        self.entries = self._library.index.search(self.words, self.person)
        self.listed.emit()


def named(entry: Entry) -> str:
    """What the session is called on screen: its title, else its exercise, else its day."""
    return entry.title or entry.exercise or f"{entry.created.astimezone():%Y-%m-%d %H:%M}"
