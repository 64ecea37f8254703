"""Transport: play, step, loop and speed, and a time line on which the findings are marked."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QComboBox, QFrame, QSizePolicy, QWidget

from app.presenters import wording
from app.presenters.clock import Clock, Span
from app.views import theme
from app.views.controls import label, row, tool

SPEEDS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
LOOPS = ("Play once", "Loop everything", "Loop the finding")
ONCE, EVERYTHING, PHASE = range(3)
TICKS_PER_S = 1000
TRACK_PX, HEAD_PX = 6, 14
NOTE_PX = 3, 18
MARK_ALPHA = 70


class TimeLine(QAbstractSlider):
    """The clip from left to right; click or drag to seek. Marks are findings' phases, strokes are notes."""

    sought = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Time")
        self._marks: tuple[Span, ...] = ()
        self._chosen: Span | None = None
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

    def _track(self) -> tuple[float, float]:
        return HEAD_PX, self.width() - 2 * HEAD_PX

    def _x(self, time_s: float) -> float:
        left, width = self._track()
        length = max(self.maximum() - self.minimum(), 1)
        return left + width * (time_s * TICKS_PER_S - self.minimum()) / length


class Transport(QFrame):
    """The bar under everything that steers the clock."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setProperty("role", "transport")
        self._clock = clock
        self.line = TimeLine()
        self._play = tool("play", "Play", clock.toggle)
        self._time = label("", "muted")
        self._loop = _choices("Loop", LOOPS)
        self._speed = _choices("Speed", tuple(f"{speed:g}×" for speed in SPEEDS))
        back = tool("step_back", "One frame back", lambda: clock.step(-1))
        forward = tool("step_forward", "One frame forward", lambda: clock.step(1))
        parts = (back, self._play, forward, self._time, self.line, self._loop, self._speed)
        self.setLayout(row(*parts, margin=10))
        self._finding: Span | None = None
        self._loop.activated.connect(self._choose_loop)
        self._speed.activated.connect(lambda index: clock.set_speed(SPEEDS[index]))
        self.line.sought.connect(clock.seek)
        clock.moved.connect(self._on_moved)
        clock.changed.connect(self._on_changed)
        self._on_changed()

    def set_findings(self, spans: tuple[Span, ...], chosen: Span | None) -> None:
        """Mark the findings on the time line; the chosen one can be looped."""
        self._finding = chosen
        self.line.set_marks(spans, chosen)
        if self._clock.phase is not None:
            self._choose_loop(PHASE if chosen else EVERYTHING)
        self._on_changed()

    def _choose_loop(self, index: int) -> None:
        self._clock.set_loop(index != ONCE, self._finding if index == PHASE else None)

    def _on_moved(self, time_s: float) -> None:
        self.line.show_time(time_s)
        start, end = self._clock.span
        self._time.setText(f"{wording.moment(time_s - start)} / {wording.moment(end - start)}")

    def _on_changed(self) -> None:
        clock = self._clock
        name = "Pause" if clock.playing else "Play"
        theme.set_icon(self._play, name.lower())
        self._play.setAccessibleName(name)
        self._play.setToolTip(f"{name} (space)")
        self._loop.setCurrentIndex(PHASE if clock.phase else EVERYTHING if clock.looping else ONCE)
        self._loop.model().item(PHASE).setEnabled(self._finding is not None)  # type: ignore[attr-defined]
        self._speed.setCurrentIndex(min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - clock.speed)))
        self.line.set_span(clock.span)
        self._on_moved(clock.time_s)


def _choices(name: str, texts: tuple[str, ...]) -> QComboBox:
    made = QComboBox()
    made.addItems(texts)
    made.setAccessibleName(name)
    made.setToolTip(name)
    # The keys play, step and seek; a combo box would swallow them.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
