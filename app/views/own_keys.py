"""Own keys: the keys by which a list or tree is used are no shortcuts while it is focused."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Space,
    Qt.Key.Key_Delete,
)


class OwnKeys(QObject):
    """Keeps arrows, pages, Space and Del for `widget`, which then does with them what Qt's views do."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Say to Qt that the key is the widget's."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() in KEYS:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().eventFilter(watched, event)
