"""Failure dialog: the one place where the window says that something went wrong."""

from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from app.jobs import Failure
from app.views.controls import button, column, label, row


class FailureDialog(QDialog):
    """What happened to which work and what to do; the details can be opened and copied."""

    def __init__(self, failure: Failure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Coach")
        self.setMinimumWidth(460)
        self._details = QPlainTextEdit(failure.details)
        self._details.setAccessibleName("Details")
        self._details.setReadOnly(True)
        self._details.setMinimumHeight(200)
        self._details.hide()
        message = label(failure.message, "heading", wraps=True)
        message.setAccessibleName(failure.message)
        close = button("Close", self.accept, "primary")
        show = button("Show details", lambda: self._details.setVisible(self._details.isHidden()))
        copy = button("Copy details", lambda: QApplication.clipboard().setText(failure.details))
        heading = column(label(failure.title, "muted"), message)
        self.setLayout(column(heading, self._details, row(show, copy, None, close), margin=24, gap=18))
        close.setDefault(True)
        close.setFocus()
