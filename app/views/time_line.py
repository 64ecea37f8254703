"""Time line: a clip from left to right, on which findings, notes and what is looped are marked."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from app.presenters.clock import Span
from app.views import theme

TICKS_PER_S = 1000
TRACK_PX, HEAD_PX = 6, 14
NOTE_PX = 3, 18
BRACKET_PX = 4, 20
MARK_ALPHA = 70


class TimeLine(QAbstractSlider):
    """The clip from left to right; click or drag to seek. Marks are findings' phases, strokes are notes."""

    sought = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Time"))
        self._marks: tuple[Span, ...] = ()
        self._chosen: Span | None = None
        self._loop: Span | None = None
        self._notes: tuple[float, ...] = ()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide, and high enough to grab."""
        return QSize(400, 30)

    def set_span(self, span: Span) -> None:
        """The seconds that the line stands for."""
        self.setRange(round(span[0] * TICKS_PER_S), round(span[1] * TICKS_PER_S))

    def set_marks(self, marks: tuple[Span, ...], chosen: Span | None) -> None:
        """Mark these spans (seconds) and the chosen one more strongly."""
        self._marks, self._chosen = marks, chosen
        self.update()

    def set_loop(self, span: Span | None) -> None:
        """Show between brackets what is repeated."""
        self._loop = span
        self.update()

    def set_notes(self, times_s: tuple[float, ...]) -> None:
        """Mark where notes were written."""
        self._notes = times_s
        self.update()

    def show_time(self, time_s: float) -> None:
        """Put the head at time_s."""
        self.setValue(round(time_s * TICKS_PER_S))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Seek to where the mouse is."""
        left, width = self._track()
        share = (event.position().x() - left) / max(width, 1)
        ticks = self.minimum() + share * (self.maximum() - self.minimum())
        self.sought.emit(min(max(ticks, self.minimum()), self.maximum()) / TICKS_PER_S)

    mouseMoveEvent = mousePressEvent  # noqa: N815

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave the keys to the window: they step and seek everywhere alike."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A thin track, the marks on it, and the head."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            self._paint(painter, theme.current())

    def _paint(self, painter: QPainter, colours: theme.Theme) -> None:
        start, end = self.minimum() / TICKS_PER_S, self.maximum() / TICKS_PER_S
        self._bar(painter, (start, end), QColor(colours.line), TRACK_PX)
        for mark in self._marks:
            colour = QColor(colours.muted)
            colour.setAlpha(MARK_ALPHA)
            self._bar(painter, mark, colour, TRACK_PX)
        if self._chosen is not None:
            self._bar(painter, self._chosen, QColor(colours.lit), TRACK_PX)
        if self._loop is not None:
            self._brackets(painter, self._loop, QColor(colours.focus))
        width, height = NOTE_PX
        painter.setBrush(QColor(colours.text))
        for time_s in self._notes:
            painter.drawRect(QRectF(self._x(time_s) - width / 2, (self.height() - height) / 2, width, height))
        painter.setBrush(QColor(colours.trainee))
        painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else colours.surface), 2))
        x = self._x(self.value() / TICKS_PER_S)
        painter.drawEllipse(QRectF(x - HEAD_PX / 2, (self.height() - HEAD_PX) / 2, HEAD_PX, HEAD_PX))

    def _bar(self, painter: QPainter, span: Span, colour: QColor, height: int) -> None:
        painter.setBrush(colour)
        left, right = self._x(span[0]), self._x(span[1])
        bar = QRectF(left, (self.height() - height) / 2, max(right - left, height), height)
        painter.drawRoundedRect(bar, height / 2, height / 2)

    def _brackets(self, painter: QPainter, span: Span, colour: QColor) -> None:
        painter.setPen(QPen(colour, 2))
        top, bottom = (self.height() - BRACKET_PX[1]) / 2, (self.height() + BRACKET_PX[1]) / 2
        for x, inwards in ((self._x(span[0]), BRACKET_PX[0]), (self._x(span[1]), -BRACKET_PX[0])):
            points = ((x + inwards, top), (x, top), (x, bottom), (x + inwards, bottom))
            painter.drawPolyline([QPointF(*point) for point in points])
        painter.setPen(Qt.PenStyle.NoPen)

    def _track(self) -> tuple[float, float]:
        return HEAD_PX, self.width() - 2 * HEAD_PX

    def _x(self, time_s: float) -> float:
        left, width = self._track()
        length = max(self.maximum() - self.minimum(), 1)
        return left + width * (time_s * TICKS_PER_S - self.minimum()) / length
