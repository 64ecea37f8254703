"""Measure drawer: the curves over the clock, and beside them what each repetition measures."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QSplitter, QTabWidget, QWidget

from app.presenters.measures import channel_title, other_side
from app.presenters.measuring import Measuring
from app.presenters.review import Review
from app.presenters.sheets import ranges_sheet, symmetry_sheet, tempo_sheet
from app.views.controls import button, column, label, row
from app.views.curves import Curves
from app.views.sheet_table import EMPTY, SheetTable

LEAST_PX = 170
SHARES = (54, 46)


class MeasureDrawer(QFrame):
    """Follows what is measured and chosen, and the clock."""

    def __init__(self, measuring: Measuring, review: Review) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumHeight(LEAST_PX)
        self._measuring, self._clock = measuring, review.clock
        self.curves = Curves()
        self.ranges = SheetTable(self.tr("Range of motion of each repetition"))
        self.symmetry = SheetTable(self.tr("Left against right"))
        self.tempo = SheetTable(self.tr("Tempo of each repetition"))
        self._of = label("", "small", wraps=True)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._scrolled_curves())
        self._split.addWidget(self._tables())
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        self._split.setSizes([1000 * share for share in SHARES])
        self.setLayout(column(self._split, margin=10))
        self.curves.sought.connect(self._seek)
        measuring.changed.connect(self._show)
        measuring.chosen.connect(self._show)
        self._clock.moved.connect(self.curves.show_time)
        self._show()

    def _scrolled_curves(self) -> QScrollArea:
        """Curves never get too small to be read."""
        scroll = QScrollArea()
        scroll.setWidget(self.curves)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _tables(self) -> QWidget:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for table, title in (
            (self.ranges, self.tr("Range")),
            (self.symmetry, self.tr("Left/right")),
            (self.tempo, self.tr("Tempo")),
        ):
            self.tabs.addTab(table, title)
            table.sought.connect(self._seek)
        self.tabs.currentChanged.connect(lambda _: self._name_table())
        self.copy_button = button(self.tr("Copy"), self._copy, tip=self.tr("Copy the table (Ctrl+C)"))
        tip = self.tr("One row a repetition, for all curves that are shown, as a CSV file")
        self.export_button = button(self.tr("Export…"), self._export, tip=tip)
        below = row(self._of, self.copy_button, self.export_button)
        below.setStretch(0, 1)
        side = QWidget()
        side.setLayout(column(self.tabs, below, gap=6))
        return side

    @property
    def channel(self) -> str | None:
        """The channel whose ranges are listed: the last one chosen."""
        return self._measuring.channels[-1] if self._measuring.channels else None

    def _show(self) -> None:
        measures, channel = self._measuring.measures, self.channel
        self.curves.show_channels(measures, self._measuring.channels)
        ranges = symmetry = tempo = EMPTY
        if measures:
            tempo = tempo_sheet(measures)
        if measures and channel:
            ranges = ranges_sheet(measures, channel)
            if other_side(channel):
                symmetry = symmetry_sheet(measures, channel.split("_", 1)[1])
        self.ranges.show_sheet(ranges)
        self.symmetry.show_sheet(symmetry)
        self.tempo.show_sheet(tempo)
        self._name_table()
        for each in (self.copy_button, self.export_button):
            each.setEnabled(measures is not None)

    def _name_table(self) -> None:
        """Say what the table in front is of."""
        channel, table = self.channel, self.tabs.currentWidget()
        if table is self.tempo or channel is None:
            text = ""
        elif table is self.symmetry:
            sided = other_side(channel) is not None
            meaning = self.tr(
                "{}. Index: (L − R) / ½ (L + R), Robinson et al. 1987. What is within the limit may be "
                "measuring error and is not told apart."
            )
            quantity = channel_title(channel.split("_", 1)[1])
            text = meaning.format(quantity) if sided else self.tr("Choose a curve of the left or the right.")
        else:
            text = channel_title(channel)
        self._of.setText(text)

    def _seek(self, time_s: float) -> None:
        self._clock.pause()
        self._clock.seek(time_s)

    def _copy(self) -> None:
        table = self.tabs.currentWidget()
        assert isinstance(table, SheetTable)
        table.copy()

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the measurements"), self.tr("measurements.csv"), "CSV (*.csv)"
        )
        if name:
            self._measuring.export(Path(name))
