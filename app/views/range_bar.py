"""Range bar: a clip from left to right, and two handles between which it is used."""

from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from app.presenters.clock import Span
from app.views import theme

TICKS_PER_S = 1000
STEP_S, PAGE_S = 0.1, 1.0
# A shorter span could not be compared.
SHORTEST_S = 0.5
TRACK_PX, HANDLE_PX, HEIGHT_PX = 4, 10, 22
KEYS = tuple(
    getattr(Qt.Key, f"Key_{name}") for name in ("Left", "Right", "PageUp", "PageDown", "Home", "End")
)


class RangeBar(QWidget):
    """`moved(seconds)`: a handle is being moved to there; `chosen(Span)`: it was let go, or moved by key."""

    moved = Signal(float)
    chosen = Signal(tuple)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._whole: Span = (0.0, 1.0)
        self._proposed: Span | None = None
        self.start, self.end = (_Handle(self) for _ in range(2))
        self.start.setAccessibleName(self.tr("{name} begins, in milliseconds").format(name=name))
        self.end.setAccessibleName(self.tr("{name} ends, in milliseconds").format(name=name))
        for handle in (self.start, self.end):
            handle.actionTriggered.connect(partial(self._hold_apart, handle))
            handle.valueChanged.connect(partial(self._on_changed, handle))
            handle.sliderReleased.connect(self._choose)

    @property
    def span(self) -> Span:
        """Where the handles stand, in seconds."""
        return self.start.value() / TICKS_PER_S, self.end.value() / TICKS_PER_S

    def show_spans(self, whole: Span, used: Span, proposed: Span | None) -> None:
        """The clip's first and last second, those that are used, and those that are proposed instead."""
        self._whole, self._proposed = whole, proposed
        for handle, time_s in ((self.start, used[0]), (self.end, used[1])):
            if not handle.isSliderDown():
                handle.blockSignals(True)
                handle.setRange(*(round(end_s * TICKS_PER_S) for end_s in whole))
                handle.setValue(round(time_s * TICKS_PER_S))
                handle.blockSignals(False)
        self._place()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide, and high enough to grab."""
        return QSize(120, HEIGHT_PX)

    minimumSizeHint = sizeHint  # noqa: N815

    def at(self, x_px: float) -> int:
        """The tick at a place on the bar."""
        share = (x_px - HANDLE_PX) / max(self.width() - 2 * HANDLE_PX, 1)
        whole = self._whole[1] - self._whole[0]
        return round((self._whole[0] + min(max(share, 0.0), 1.0) * whole) * TICKS_PER_S)

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802
        """The handles keep their times."""
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A thin line, strong where the clip is used, blue where that is proposed."""
        colours = theme.current()
        parts = (self._whole, colours.line), (self.span, colours.muted), (self._proposed, colours.focus)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for span, colour in parts:
                if span is None:
                    continue
                painter.setBrush(QColor(colour))
                left, right = (self._x(time_s) for time_s in span)
                line = QRectF(left, (self.height() - TRACK_PX) / 2, max(right - left, 0), TRACK_PX)
                painter.drawRoundedRect(line, TRACK_PX / 2, TRACK_PX / 2)

    def _hold_apart(self, handle: QAbstractSlider, _action: int) -> None:
        """Leave enough between the two, whatever moves one of them."""
        least, tick = round(SHORTEST_S * TICKS_PER_S), handle.sliderPosition()
        if handle is self.start:
            tick = max(min(tick, self.end.value() - least), handle.minimum())
        else:
            tick = min(max(tick, self.start.value() + least), handle.maximum())
        handle.setSliderPosition(tick)

    def _on_changed(self, handle: QAbstractSlider, tick: int) -> None:
        self._place()
        self.moved.emit(tick / TICKS_PER_S)
        if not handle.isSliderDown():
            self._choose()

    def _choose(self) -> None:
        self.chosen.emit(self.span)

    def _place(self) -> None:
        for handle in (self.start, self.end):
            x = self._x(handle.value() / TICKS_PER_S)
            handle.setGeometry(round(x - HANDLE_PX / 2), 0, HANDLE_PX, self.height())
        self.update()

    def _x(self, time_s: float) -> float:
        share = (time_s - self._whole[0]) / max(self._whole[1] - self._whole[0], 1e-9)
        return HANDLE_PX + share * (self.width() - 2 * HANDLE_PX)


class _Handle(QAbstractSlider):
    """One end of the span: dragged along its bar, or moved by the arrow keys."""

    def __init__(self, bar: RangeBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setSingleStep(round(STEP_S * TICKS_PER_S))
        self.setPageStep(round(PAGE_S * TICKS_PER_S))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move it from the window, where they skip."""
        if event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() in KEYS:
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of it."""
        self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the mouse along the bar."""
        x_px = self.mapTo(self._bar, event.position()).x()
        self.setSliderPosition(self._bar.at(x_px))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """An upright bar, blue while the keyboard has it."""
        colours = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(colours.surface))
            painter.setBrush(
                QColor(colours.focus if self.hasFocus() or self.isSliderDown() else colours.text)
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 2.5, 2.5)
