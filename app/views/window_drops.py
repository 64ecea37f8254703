"""Window drops: files dropped anywhere on a window where no smaller part of it takes them."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.jobs import Failure
from app.presenters.dropping import placed
from app.presenters.session import Session
from inference.errors import CoachError


class WindowDrops(QObject):
    """Opens what is dropped on the window in the session. `taken`: it did."""

    taken = Signal()

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._session = session
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Welcome everything that has an address: what cannot be used is explained when it is dropped."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        dropped = cast(QDropEvent, event)
        if dropped.mimeData().urls():
            dropped.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._take(dropped)
        return True

    def _take(self, event: QDropEvent) -> None:
        try:
            files = placed(event.mimeData().urls(), self._session.clips)
        except CoachError as error:
            self._session.jobs.failed.emit(Failure.of(error, self.tr("Opening clips")))
            return
        for side, path in files.items():
            self._session.open(side, path)
        self.taken.emit()
