"""Erase dialog: what goes for good and what stays, before anything does."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.views.controls import button, column, label, row
from capture.library.erase import Erasure


class EraseDialog(QDialog):
    """Lists what erasing a person takes away; its button works only once that has been understood."""

    def __init__(self, name: str, erasure: Erasure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Erase {name}").format(name=name))
        self.setMinimumWidth(520)
        heading = self.tr("Everything that is kept of {name} will be erased for good.").format(name=name)
        title = label(heading, "heading", wraps=True)
        title.setAccessibleName(heading)
        facts = [label(f"•  {fact}", wraps=True) for fact in self._facts(erasure)]
        self.understood = QCheckBox(
            self.tr("I understand that this cannot be undone: nothing goes to the bin.")
        )
        self._erase = button(self.tr("Erase for good"), self.accept, "primary")
        self._erase.setEnabled(False)
        self.understood.toggled.connect(self._erase.setEnabled)
        cancel = button(self.tr("Cancel"), self.reject)
        self._erase.setAutoDefault(False)
        cancel.setDefault(True)
        last = row(None, cancel, self._erase)
        self.setLayout(column(title, *facts, self.understood, last, margin=24, gap=14))

    def _facts(self, erasure: Erasure) -> list[str]:
        size = QLocale().formattedDataSize(erasure.size_bytes)
        goes = self.tr(
            "Sessions that go: {sessions}, with all their {files} files ({size}): recordings, movements, "
            "corrections, notes and pictures. What was cached of their clips goes too, and the name."
        )
        facts = [goes.format(sessions=len(erasure.sessions), files=erasure.files, size=size)]
        if erasure.originals:
            stays = self.tr("Imported clips that stay where they are: {count} ({first})")
            first = erasure.originals[0] + (" …" if len(erasure.originals) > 1 else "")
            facts.append(stays.format(count=len(erasure.originals), first=first))
        facts.append(
            self.tr("Sessions that you deleted earlier may still lie in the system's bin: empty it too.")
        )
        if erasure.borrowed_by:
            borrowed = self.tr("Sessions of others that show a recording from these: {count}")
            facts.append(borrowed.format(count=len(erasure.borrowed_by)))
        if erasure.unreadable:
            unknown = self.tr("Damaged sessions that stay, as nobody can say whose they are: {count}")
            facts.append(unknown.format(count=len(erasure.unreadable)))
        return facts
