"""Curves: channels of both people over the clock, one below the other, with their uncertainty."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.clip import Side
from app.presenters.clock import Span
from app.presenters.measures import Curve, Measures, channel_title, decimals_of, shown_unit
from app.views import theme
from app.views.controls import label
from inference.motion.channels import CHANNELS
from inference.motion.precision import Measurement

# Left axes of one width, so that one moment is at one place in all plots.
AXIS_PX = 48
BAND_ALPHA, REPETITION_ALPHA, TURN_ALPHA, FINDING_ALPHA = 46, 16, 30, 70
HEAD_PX, CURVE_PX = 1.5, 2.0
BEHIND = -20
LEAST_PLOT_PX = 76

# On exit pyqtgraph would take apart what Qt has already taken apart.
pg.setConfigOptions(antialias=True, exitCleanup=False)


class Curves(QWidget):
    """The chosen channels of both; a click or a drag of the play head emits `sought(time_s)`."""

    sought = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Curves of trainee and coach over time"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.plots: list[ChannelPlot] = []
        self._measures: Measures | None = None
        self._wanted: list[str] = []
        self._time_s = 0.0
        # A plot takes some 30 ms to make: one after the other, so that the window goes on between them.
        self._making = QTimer(self, interval=0)
        self._making.timeout.connect(self._make_next)

    def show_channels(self, measures: Measures | None, channels: tuple[str, ...]) -> None:
        """Draw these channels; without measures, none. What is drawn already stays."""
        stays = channels if measures is self._measures else ()
        for plot in [plot for plot in self.plots if plot.channel not in stays]:
            self.plots.remove(plot)
            plot.setParent(None)
            plot.deleteLater()
        self._measures = measures
        there = {plot.channel for plot in self.plots}
        self._wanted = [name for name in channels if name not in there] if measures else []
        self._align()
        if self._wanted:
            self._making.start()

    def _make_next(self) -> None:
        if not self._wanted or self._measures is None:
            self._making.stop()
            return
        plot = ChannelPlot(self._measures, self._wanted.pop(0))
        plot.sought.connect(self.sought)
        self._layout.addWidget(plot, 1)
        self.plots.append(plot)
        plot.show_time(self._time_s)
        self._align()

    def _align(self) -> None:
        """All show the same stretch of time, whose numbers stand below the last."""
        for plot in self.plots:
            plot.share_time(self.plots[0], numbered=plot is self.plots[-1])

    def show_time(self, time_s: float) -> None:
        """Put the play head there; nothing else is drawn anew."""
        self._time_s = time_s
        for plot in self.plots:
            plot.show_time(time_s)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Other colours by day than by night."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.plots:
            measures, names = self._measures, tuple(plot.channel for plot in self.plots)
            self.show_channels(None, ())
            self.show_channels(measures, names)


class ChannelPlot(QWidget):
    """One channel: a line of text with the values at the play head, and both curves."""

    sought = Signal(float)

    def __init__(self, measures: Measures, name: str) -> None:
        super().__init__()
        colours = theme.current()
        self.channel = name
        self._unit, _ = shown_unit(CHANNELS[name], measures.leg_m)
        self._curves = {side: measures.curve(side, name) for side in Side}
        self.values = label("", "small")
        self.values.setTextFormat(Qt.TextFormat.RichText)
        self.view = pg.PlotWidget(background=colours.surface, enableMenu=False)
        self.view.setAccessibleName(channel_title(name))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys move the clock
        self._plot: Any = self.view.getPlotItem()
        self._dress(colours)
        self._shade(measures, colours)
        for side, curve in reversed(self._curves.items()):
            self._draw(curve, colours.trainee if side is Side.TRAINEE else colours.coach)
        head = pg.mkPen(colours.text, width=HEAD_PX)
        self._head = pg.InfiniteLine(0.0, 90, head, movable=True, hoverPen=pg.mkPen(colours.focus, width=3))
        self._head.sigDragged.connect(lambda line: self.sought.emit(line.value()))
        self._plot.addItem(self._head, ignoreBounds=True)
        self._plot.scene().sigMouseClicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.values)
        layout.addWidget(self.view, 1)
        self.setMinimumHeight(LEAST_PLOT_PX)

    def share_time(self, first: "ChannelPlot", *, numbered: bool) -> None:
        """Show the stretch of time that the first plot shows, with its numbers below or without."""
        if first is not self:
            self._plot.setXLink(first._plot)
        self._plot.getAxis("bottom").setStyle(showValues=numbered)

    def show_time(self, time_s: float) -> None:
        """Move the play head, and say what both measure there."""
        self._head.setValue(time_s)
        measured = {side: curve.at(time_s) for side, curve in self._curves.items()}
        self.values.setText(_sentence(self.channel, self._unit, measured))

    def _dress(self, colours: theme.Theme) -> None:
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=True, y=False)
        time_s = self._curves[Side.TRAINEE].time_s
        first_s, last_s = float(time_s[0]), float(time_s[-1])
        self._plot.setLimits(xMin=first_s, xMax=last_s)
        self._plot.setXRange(first_s, last_s, padding=0)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(colours.line)
            axis.setTextPen(colours.muted)
        self._plot.getAxis("left").setWidth(AXIS_PX)
        self._plot.getAxis("left").setLabel(self._unit, color=colours.muted)
        self._plot.getAxis("left").enableAutoSIPrefix(False)
        self._plot.showGrid(y=True, alpha=0.12)

    def _shade(self, measures: Measures, colours: theme.Theme) -> None:
        """The trainee's repetitions, their turns darker, and the findings of this channel."""
        for number, stretch in enumerate(measures.by_side[Side.TRAINEE].stretches, 1):
            self._span((stretch.start_s, stretch.end_s), colours.text, REPETITION_ALPHA)
            if stretch.phases:
                turn = stretch.phases[1]
                self._span((turn.start_s, turn.end_s), colours.text, TURN_ALPHA)
                mark = pg.TextItem(str(number), color=colours.muted, anchor=(0, 0))
                self._plot.addItem(mark, ignoreBounds=True)
                self._follow_top(mark, stretch.start_s)
        for finding in measures.result.correction.findings:
            if finding.channel == self.channel:
                self._span((finding.phase.start_s, finding.phase.end_s), colours.lit, FINDING_ALPHA)

    def _span(self, span: Span, colour: str, alpha: int) -> None:
        region = pg.LinearRegionItem(span, brush=_faint(colour, alpha), pen=pg.mkPen(None), movable=False)
        region.setZValue(BEHIND)
        self._plot.addItem(region, ignoreBounds=True)

    def _follow_top(self, mark: Any, time_s: float) -> None:
        box = self._plot.getViewBox()

        def place() -> None:
            mark.setPos(time_s, box.viewRange()[1][1])

        box.sigYRangeChanged.connect(place)
        place()

    def _draw(self, curve: Curve, colour: str) -> None:
        edges = [
            pg.PlotCurveItem(curve.time_s, curve.values + sign * curve.sigma, pen=None, connect="finite")
            for sign in (-1, 1)
        ]
        for edge in edges:
            self._plot.addItem(edge)
        self._plot.addItem(pg.FillBetweenItem(*edges, brush=_faint(colour, BAND_ALPHA)))
        pen = pg.mkPen(colour, width=CURVE_PX)
        self._plot.addItem(pg.PlotCurveItem(curve.time_s, curve.values, pen=pen, connect="finite"))

    def _on_clicked(self, event: Any) -> None:
        if event.double():
            self._plot.getViewBox().setXRange(*self._curves[Side.TRAINEE].time_s[[0, -1]], padding=0)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.sought.emit(float(self._plot.getViewBox().mapSceneToView(event.scenePos()).x()))


def _sentence(name: str, unit: str, measured: dict[Side, Measurement | None]) -> str:
    """A channel's name, and what both measure, each with its ±, as rich text."""
    colours = theme.current()
    inks = {Side.TRAINEE: colours.trainee_text, Side.COACH: colours.coach_text}
    parts = [f"<b>{channel_title(name)}</b>"]
    for side, value in measured.items():
        text = _written(value, unit) if value else "–"
        parts.append(f'<span style="color:{inks[side]}">●&nbsp;{text}</span>')
    own, other = measured[Side.TRAINEE], measured[Side.COACH]
    if own and other:
        parts.append(f"Δ&nbsp;{_written(own.minus(other), unit, signed=True)}")
    return " &nbsp; ".join(parts)


def _written(measured: Measurement, unit: str, *, signed: bool = False) -> str:
    decimals = decimals_of(unit)
    space = "" if unit == "°" else " "
    value = f"{round(measured.value, decimals) + 0.0:{'+' if signed else ''}.{decimals}f}"
    return f"{value.replace('-', '−')}{space}{unit} ± {measured.sigma:.{decimals}f}{space}{unit}"


def _faint(colour: str, alpha: int) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(alpha)
    return faint
