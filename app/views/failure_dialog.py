"""Failure dialog: the one place where the window says that something went wrong."""

import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.jobs import Failure
from app.views.controls import button, column, label, row
from inference.machine import hardware


class FailureDialog(QDialog):
    """What happened to which work and what to do; the details can be opened and copied.

    One is shown at a time, the others wait; what waits already, or is shown, is not said twice.
    log: the lines to copy with the details.
    """

    def __init__(self, log: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Coach")
        self.setMinimumWidth(460)
        self._log = log
        self._waiting: list[Failure] = []
        self._title = label("", "muted")
        self._message = label("", "heading", wraps=True)
        self._details = QPlainTextEdit()
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setMinimumHeight(200)
        self._show = button(self.tr("Show details"), self._show_or_hide)
        copy = button(self.tr("Copy details"), self._copy)
        self._close = button(self.tr("Close"), self.accept, "primary")
        self._close.setDefault(True)
        heading = column(self._title, self._message)
        buttons = row(self._show, copy, None, self._close)
        self.setLayout(column(heading, self._details, buttons, margin=24, gap=18))

    def add(self, failure: Failure) -> None:
        """Say this as soon as nothing else is being said."""
        if any((failure.title, failure.message) == (each.title, each.message) for each in self._waiting):
            return
        self._waiting.append(failure)
        if len(self._waiting) == 1:
            self._say(failure)

    def done(self, result: int) -> None:
        """However it was closed, what waits comes next."""
        super().done(result)
        del self._waiting[:1]
        if self._waiting:
            self._say(self._waiting[0])

    def _say(self, failure: Failure) -> None:
        self._title.setText(failure.title)
        self._message.setText(failure.message)
        self._message.setAccessibleName(failure.message)
        self._details.setPlainText(details(failure, self._log))
        self._details.hide()
        self._show.setText(self.tr("Show details"))
        self.adjustSize()
        self._close.setFocus()
        self.open()

    def _show_or_hide(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._show.setText(self.tr("Hide details") if shown else self.tr("Show details"))
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


def details(failure: Failure, log: Iterable[str] = ()) -> str:
    """What somebody who is asked for help needs: what happened, on what machine, after what."""
    machine = (
        f"Coach {version('coach')}, Python {platform.python_version()}, Qt {qVersion()} on "
        f"{QGuiApplication.platformName()}, {platform.platform()}, {hardware()}"
    )
    said = f"{failure.title}: {failure.message}"
    parts = (said, machine, failure.details.strip(), "\n".join(log))
    # The name of the user's folder is often the user's own.
    return "\n\n".join(filter(None, parts)).replace(str(Path.home()), "~")
