"""Trim row: which span of a clip is used, with a proposal that one click accepts."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.presenters import wording
from app.presenters.clip import Clip
from app.presenters.clock import Span
from app.views.controls import button, row
from app.views.range_bar import RangeBar

# Many presses of a key are one change.
RESTING_MS = 500


class TrimRow(QWidget):
    """`used(Span | None)`: only this counts, None for all; `moved(seconds)`: a handle is here."""

    used = Signal(object)
    moved = Signal(float)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._clip: Clip | None = None
        self.bar = RangeBar(name)
        self.bar.setToolTip(self.tr("Drag the ends to where the movement begins and ends"))
        self.button = button("", self._press)
        self._resting = QTimer(self, singleShot=True, interval=RESTING_MS)
        self._resting.timeout.connect(lambda: self.used.emit(self.bar.span))
        self.bar.moved.connect(self.moved)
        self.bar.chosen.connect(lambda _: self._resting.start())
        self.setLayout(row(self.bar, self.button))

    def show_clip(self, clip: Clip) -> None:
        """Show what is used of this clip, and what else is proposed."""
        if self._clip is not None and self._clip.path != clip.path:
            self._resting.stop()
        self._clip = clip
        trimmed = clip.used is not None
        proposed = None if trimmed else clip.proposed
        if not self._resting.isActive():
            self.bar.show_spans((clip.start_s, clip.end_s), clip.span, proposed)
        self.button.setVisible(trimmed or proposed is not None)
        if proposed is None:
            text, tip = self.tr("Whole clip"), self.tr("Use everything again; nothing was cut from the file")
        else:
            text = self.tr("Use {span}").format(span=wording.span(proposed))
            tip = self.tr("Leave out what comes before and after the movement; the file stays as it is")
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.setToolTip(tip)

    def _press(self) -> None:
        assert self._clip is not None
        self._resting.stop()
        chosen: Span | None = self._clip.proposed if self._clip.used is None else None
        self.used.emit(chosen)
