"""Transport: play, step, loop and speed, beside the time line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame

from app.presenters import wording
from app.presenters.clock import SPEEDS, Clock, Span
from app.presenters.loops import Loops
from app.views import theme
from app.views.controls import label, row, tool
from app.views.loop_button import LoopButton
from app.views.time_line import TimeLine


class Transport(QFrame):
    """The bar under everything that steers the clock."""

    def __init__(self, clock: Clock, loops: Loops) -> None:
        super().__init__()
        self.setProperty("role", "transport")
        self._clock, self._loops = clock, loops
        self.line = TimeLine()
        self.play = tool("play", self.tr("Play"), clock.toggle)
        self.play.setToolTip(self.tr("Play or pause"))
        self._time = label("", "muted")
        self._speed = self._speeds()
        self.back = tool("step_back", self.tr("One frame back"), lambda: clock.step(-1))
        self.forward = tool("step_forward", self.tr("One frame forward"), lambda: clock.step(1))
        parts = (self.back, self.play, self.forward, self._time, self.line, LoopButton(loops), self._speed)
        self.setLayout(row(*parts, margin=10))
        self.line.sought.connect(clock.seek)
        clock.moved.connect(self._on_moved)
        clock.changed.connect(self._on_changed)
        loops.changed.connect(self._show_loop)
        self._on_changed()
        self._show_loop()

    def set_findings(self, spans: tuple[Span, ...], chosen: Span | None) -> None:
        """Mark the findings on the time line."""
        self.line.set_marks(spans, chosen)

    def _speeds(self) -> QComboBox:
        made = QComboBox()
        made.addItems([_written(speed) for speed in SPEEDS])
        made.setAccessibleName(self.tr("Speed"))
        made.setToolTip(self.tr("Speed"))
        # The keys play, step and seek; a combo box would swallow them.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.activated.connect(lambda index: self._clock.set_speed(SPEEDS[index]))
        return made

    def _on_moved(self, time_s: float) -> None:
        self.line.show_time(time_s)
        start, end = self._clock.span
        self._time.setText(f"{wording.moment(time_s - start)} / {wording.moment(end - start)}")

    def _on_changed(self) -> None:
        clock = self._clock
        name = self.tr("Pause") if clock.playing else self.tr("Play")
        theme.set_icon(self.play, "pause" if clock.playing else "play")
        self.play.setAccessibleName(name)
        # A rate that cannot be chosen, backwards or shuttled, is shown all the same.
        self._speed.setPlaceholderText(_written(clock.rate))
        self._speed.setCurrentIndex(SPEEDS.index(clock.rate) if clock.rate in SPEEDS else -1)
        self.line.set_span(clock.span)
        self._on_moved(clock.time_s)

    def _show_loop(self) -> None:
        loop = self._loops.chosen
        self.line.set_loop(self._loops.span(loop) if loop.kind in ("marks", "repetition") else None)


def _written(speed: float) -> str:
    return f"{speed:g}×".replace("-", "−")
