"""Key hint: a button's tip names the key that does the same, whichever the user has bound."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.presenters.keys import Keys


class KeyHint(QObject):
    """Lives with its widget; action: a name of the table of keys."""

    def __init__(self, keys: Keys, action: str, widget: QWidget) -> None:
        super().__init__(widget)
        self._keys, self._action, self._widget = keys, action, widget
        self._tip = widget.toolTip()
        keys.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        written = self._keys.text(self._action)
        self._widget.setToolTip(f"{self._tip} ({written})" if written else self._tip)
