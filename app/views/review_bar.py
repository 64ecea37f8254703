"""Review bar: how the clips are laid out, and the way to set them to the same moment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from app.presenters.arrangement import Arrangement, Mode
from app.views.controls import row, tool


class ReviewBar(QFrame):
    """Over the clips. `syncing`: the user wants to set the same moment by hand."""

    syncing = Signal()

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__()
        self._arrangement = arrangement
        names = {
            Mode.BESIDE: self.tr("Side by side"),
            Mode.STACKED: self.tr("Stacked"),
            Mode.SUPERPOSED: self.tr("Superposed"),
            Mode.SOLID: self.tr("3-D"),
        }
        self.modes = {mode: self._mode_button(mode, name) for mode, name in names.items()}
        group = QButtonGroup(self)
        for button in self.modes.values():
            group.addButton(button)
        self.sync = tool("sync", self.tr("Same moment…"), self.syncing.emit, wordy=True)
        self.sync.setToolTip(self.tr("Set by hand which moments of the clips belong together"))
        self.setLayout(row(*self.modes.values(), None, self.sync, gap=4))

    def show_mode(self, mode: Mode) -> None:
        """Mark how the clips are laid out now."""
        self.modes[mode].setChecked(True)

    def show_sync(self, by_hand: bool) -> None:
        """Say whether the user has set which moments belong together."""
        self.sync.setText(self.tr("Same moment: by hand…") if by_hand else self.tr("Same moment…"))
        self.sync.setAccessibleName(self.sync.text().rstrip("…"))

    def _mode_button(self, mode: Mode, name: str) -> QToolButton:
        made = tool(f"mode_{mode.value}", name, lambda: self._arrangement.choose(mode), wordy=True)
        made.setCheckable(True)
        return made
