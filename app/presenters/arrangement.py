"""Arrangement: how the two clips are laid out beside, below or over each other, as the user likes it best."""

from enum import StrEnum
from typing import cast

from PySide6.QtCore import QObject, Signal

from app.preferences import preferences

MODE, BLEND, REGISTERED = "review/mode", "review/blend", "review/registered"
EVEN_BLEND = 0.5


class Mode(StrEnum):
    """How the clips are shown."""

    BESIDE = "beside"
    STACKED = "stacked"
    SUPERPOSED = "superposed"
    SOLID = "solid"


class Arrangement(QObject):
    """What the user has chosen stays for all sessions. `changed`: another mode, blend or registration."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = preferences()  # one for all, which writes now and then and not at every step of a slider

    def mode(self, *, portrait: bool) -> Mode:
        """As chosen; else what leaves most room for clips of that shape."""
        chosen = self._kept.value(MODE)
        if chosen in list(Mode):
            return Mode(chosen)
        return Mode.BESIDE if portrait else Mode.STACKED

    def choose(self, mode: Mode) -> None:
        """Show the clips like this from now on."""
        self._set(MODE, mode.value)

    @property
    def blend(self) -> float:
        """How much of the coach is seen through the trainee when superposed: 0 nothing, 1 only the coach."""
        kept = cast(float, self._kept.value(BLEND, EVEN_BLEND, float))
        return min(max(kept, 0.0), 1.0)  # a file may say anything

    def set_blend(self, blend: float) -> None:
        """Show this much of the coach."""
        self._set(BLEND, min(max(blend, 0.0), 1.0))

    @property
    def registered(self) -> bool:
        """Whether superposed persons are laid over each other, rather than whole pictures."""
        return bool(self._kept.value(REGISTERED, True, bool))

    def set_registered(self, registered: bool) -> None:
        """Lay persons over each other, or whole pictures."""
        self._set(REGISTERED, registered)

    def _set(self, name: str, value: object) -> None:
        self._kept.setValue(name, value)
        self.changed.emit()
