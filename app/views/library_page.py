"""Library page: all sessions, searched, and what can be done with them."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QLineEdit, QStackedWidget, QWidget

from app.presenters.library import EVERYBODY, UNNAMED, Catalogue
from app.views.controls import button, column, label, row
from app.views.erase_dialog import EraseDialog
from app.views.session_list import SessionList
from capture.library.erase import Erasure, Receipt
from capture.library.record import Person

# Long enough to type on, short enough not to be waited for.
TYPING_MS = 150


class LibraryPage(QWidget):
    """Search box, person filter, list, and actions. `left`: the user goes back to the session."""

    left = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.sessions = SessionList(catalogue)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search names, exercises, notes, dates (2026-01-31)"))
        self.search.setAccessibleName(self.tr("Search sessions"))
        self.search.setClearButtonEnabled(True)
        self.people = QComboBox()
        self.people.setAccessibleName(self.tr("Whose sessions"))
        self._nothing = label("", "lead", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = label("", "muted", wraps=True)
        self._said.setAccessibleName(self.tr("What was done"))
        self._shown = QStackedWidget()
        for part in (self.sessions, self._nothing):
            self._shown.addWidget(part)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()
        self._show_list()

    def open(self) -> None:
        """Catch up, and let the keyboard begin in the search box."""
        self._said.setText("")
        self._catalogue.refresh()
        self.search.setFocus()

    def _lay_out(self) -> None:
        back = button(self.tr("Back"), self.left.emit, tip=self.tr("Back to the session (Esc)"))
        header = row(back, label(self.tr("Library"), "heading"), self.search, self.people, gap=12)
        header.setStretch(2, 1)
        self.open_button = button(self.tr("Open"), self._open, "primary")
        self.rename_button = button(self.tr("Rename"), self.sessions.edit_title, tip=self.tr("F2"))
        self.whose_button = button(self.tr("Whose…"), self._assign, tip=self.tr("Say whose session it is"))
        tip = self.tr("Copy the imported clips into the session, so that it no longer needs the originals")
        self.collect_button = button(self.tr("Copy clips in"), self._collect, tip=tip)
        self.delete_button = button(self.tr("Delete"), self.delete, tip=self.tr("To the bin (Del)"))
        self.export_button = button(self.tr("Export…"), self._export)
        self.erase_button = button(self.tr("Erase…"), self._erase)
        self._of_session = (
            self.open_button, self.rename_button, self.whose_button, self.collect_button, self.delete_button,
        )  # fmt: skip
        actions = row(*self._of_session, None, self.export_button, self.erase_button)
        layout = column(header, self._shown, self._said, actions, margin=18, gap=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _: self._typing.start())
        self.search.textChanged.connect(lambda text: text or self._typing.start())  # the clear button
        self.search.returnPressed.connect(self.sessions.setFocus)
        self._typing.timeout.connect(self._search)
        self.people.activated.connect(lambda _: self._search())
        self.sessions.opened.connect(lambda _: self._open())
        self.sessions.picked.connect(self._show_actions)
        self._catalogue.listed.connect(self._show_list)
        self._catalogue.said.connect(self._said.setText)
        self._catalogue.erased.connect(self._on_erased)

    def _search(self) -> None:
        self._catalogue.search(self.search.text(), self.people.currentData())

    def _show_list(self) -> None:
        people = self._catalogue.people
        self.people.clear()
        self.people.addItem(self.tr("Everybody"), EVERYBODY)
        self.people.addItem(self.tr("Without a name"), UNNAMED)
        for person, count in people:
            self.people.addItem(f"{person.name} ({count})", person.id)
        self.people.setCurrentIndex(max(self.people.findData(self._catalogue.person), 0))
        empty = not self._catalogue.entries
        self._shown.setCurrentWidget(self._nothing if empty else self.sessions)
        searched = self._catalogue.words or self._catalogue.person is not EVERYBODY
        self._nothing.setText(
            self.tr("Nothing is found with these words.")
            if searched
            else self.tr("No sessions yet. As soon as you open a clip, it is kept here by itself.")
        )
        self._show_actions()

    def _show_actions(self) -> None:
        entry = self.sessions.current
        for each in self._of_session:
            each.setEnabled(entry is not None)
        person = self._person
        for each in (self.export_button, self.erase_button):
            each.setVisible(person is not None)
        if person is not None:
            for each, text in (
                (self.export_button, self.tr("Export {name}…")),
                (self.erase_button, self.tr("Erase {name}…")),
            ):
                each.setText(text.format(name=person.name))
                each.setAccessibleName(each.text().rstrip("…"))

    @property
    def _person(self) -> Person | None:
        """Whom export and erase are about: whose sessions are listed, else whose session is chosen."""
        listed = (person for person, _ in self._catalogue.people if person.id == self._catalogue.person)
        entry = self.sessions.current
        return next(listed, entry.person if entry else None)

    def _open(self) -> None:
        if (entry := self.sessions.current) is not None:
            self._catalogue.open(entry)
            self.left.emit()

    def _assign(self) -> None:
        if (entry := self.sessions.current) is None:
            return
        names = ["", *(person.name for person, _ in self._catalogue.people)]
        now = names.index(entry.person.name) if entry.person else 0
        question = self.tr("Whose session is it? Choose, type a new name, or leave it empty.")
        name, given = QInputDialog.getItem(self, self.tr("Whose session"), question, names, now)
        if given:
            self._catalogue.assign(entry, name)

    def _collect(self) -> None:
        if (entry := self.sessions.current) is not None:
            self._catalogue.collect(entry)

    def delete(self) -> None:
        """Put the chosen session into the bin."""
        if (entry := self.sessions.current) is not None:
            self._catalogue.delete(entry)

    def _export(self) -> None:
        person = self._person
        assert person is not None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        title = self.tr("Export everything of {name} to").format(name=person.name)
        name, _ = QFileDialog.getSaveFileName(self, title, f"{documents}/{person.name}.zip", "ZIP (*.zip)")
        if name:
            self._catalogue.export(person, Path(name))

    def _erase(self) -> None:
        person = self._person
        assert person is not None
        self._catalogue.survey(person, lambda erasure: self._ask(person, erasure))

    def _ask(self, person: Person, erasure: Erasure) -> None:
        dialog = EraseDialog(person.name, erasure, self)
        dialog.accepted.connect(lambda: self._catalogue.erase(erasure))
        dialog.open()

    def _on_erased(self, receipt: Receipt) -> None:
        text = self.tr("Erased for good. Sessions: {sessions}, files: {files}, cached results: {cached}.")
        erasure = receipt.erasure
        self._said.setText(
            text.format(sessions=len(erasure.sessions), files=erasure.files, cached=receipt.cached)
        )
