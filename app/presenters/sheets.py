"""Sheets: what was measured of each repetition as tables, for the screen, the clipboard and CSV files.

No cell has a number without its ±: a measurement is one cell on screen and two columns in a file.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.output import write_text
from app.presenters.clip import Side
from app.presenters.measures import Measures, channel_title, decimals_of, other_side, shown_unit
from inference.motion.channels import CHANNELS
from inference.motion.performance import Performance, Stretch
from inference.motion.precision import Measurement, mean
from inference.motion.ranges import Range, range_of_motion
from inference.motion.symmetry import Symmetry, symmetry
from inference.motion.tempo import tempo

Cell = Measurement | str | None
Cells = Callable[[Performance, Sequence[Stretch]], tuple[Cell, ...]]
UNKNOWN = "–"
# A spreadsheet takes a file for UTF-8, and so ° and ± for what they are, only if it begins with this.
BYTE_ORDER_MARK = "\ufeff"
translate = QCoreApplication.translate


@dataclass(frozen=True)
class Column:
    """What stands in a column, its unit ("": words), and to how many decimals it is written."""

    title: str
    unit: str = ""
    decimals: int = 0

    @property
    def header(self) -> str:
        """Title and unit."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    def text(self, cell: Cell) -> str:
        """A cell as it is shown."""
        if cell is None:
            return UNKNOWN
        if isinstance(cell, str):
            return cell
        return f"{self.number(cell.value)} ± {self.number(cell.sigma)}"

    def number(self, value: float) -> str:
        """A number to this column's decimals, with a true minus and never minus nothing."""
        return f"{round(value, self.decimals) + 0.0:.{self.decimals}f}".replace("-", "−")


@dataclass(frozen=True)
class Row:
    """One repetition of one person, or the mean of all of them (number None); start_s: on the clock."""

    side: Side
    number: int | None
    start_s: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A table: whose repetition it is, and the columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def ranges_sheet(measures: Measures, channel: str) -> Sheet:
    """From where to where a channel goes in each repetition."""
    unit, factor = shown_unit(CHANNELS[channel], measures.leg_m)
    decimals = decimals_of(unit)
    columns = [
        Column(title, unit, decimals)
        for title in (translate("Sheets", "Least"), translate("Sheets", "Most"), translate("Sheets", "Range"))
    ]

    def cells(performance: Performance, stretches: Sequence[Stretch]) -> tuple[Cell, ...]:
        ranges = [range_of_motion(performance, channel, stretch) for stretch in stretches]
        return _means([_range_cells(found, factor) for found in ranges if found], len(columns))

    return Sheet(tuple(columns), _rows(measures, cells))


def tempo_sheet(measures: Measures) -> Sheet:
    """How long each repetition and its phases take."""
    stretches = [stretch for p in measures.by_side.values() for stretch in p.stretches if stretch.phases]
    names = [span.name for span in stretches[0].phases] if stretches else []
    titles = [*(name.capitalize() for name in names), translate("Sheets", "Whole")]

    def cells(performance: Performance, stretches: Sequence[Stretch]) -> tuple[Cell, ...]:
        found = [tempo(performance, stretch) for stretch in stretches]
        phases = _means([list(each.phases.values()) for each in found if each.phases], len(names))
        return (*phases, mean([each.whole for each in found]))

    return Sheet(tuple(Column(title, "s", 2) for title in titles), _rows(measures, cells))


def symmetry_sheet(measures: Measures, quantity: str) -> Sheet:
    """Ranges of motion left and right, and whether they can be told apart."""
    unit, factor = shown_unit(CHANNELS[f"left_{quantity}"], measures.leg_m)
    decimals = decimals_of(unit)
    titles = (translate("Sheets", "Left"), translate("Sheets", "Right"), translate("Sheets", "L − R"))
    columns = [Column(title, unit, decimals) for title in titles]
    columns += [
        Column(translate("Sheets", "Index"), "%"),
        Column(translate("Sheets", "Limit"), unit),
        Column(translate("Sheets", "Further")),
    ]

    def cells(performance: Performance, stretches: Sequence[Stretch]) -> tuple[Cell, ...]:
        found = symmetry(performance, quantity, *stretches)
        return _symmetry_cells(found, factor, columns[4]) if found else (None,) * len(columns)

    return Sheet(tuple(columns), _rows(measures, cells))


def all_repetitions(measures: Measures, channels: Sequence[str]) -> Sheet:
    """One row a repetition: its times, the ranges of these channels, and the symmetry of those with sides."""
    parts = [("", tempo_sheet(measures))]
    parts += [(channel_title(name), ranges_sheet(measures, name)) for name in channels]
    pairs = dict.fromkeys(name.split("_", 1)[1] for name in channels if other_side(name))
    parts += [(channel_title(quantity), symmetry_sheet(measures, quantity)) for quantity in pairs]
    columns = tuple(
        Column(f"{whose}: {column.title}" if whose else column.title, column.unit, 3)
        for whose, sheet in parts
        for column in sheet.columns
    )
    rows = [
        Row(one.side, one.number, one.start_s, tuple(cell for row in same for cell in row.cells))
        for same in zip(*(sheet.rows for _, sheet in parts), strict=True)
        if (one := same[0]).number is not None
    ]
    return Sheet(columns, tuple(rows))


def written(sheet: Sheet, delimiter: str = ",") -> str:
    """The sheet as CSV or, with tabs, for the clipboard; units in the headers, ± in a column of its own."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    headers = [
        translate("Sheets", "Person"),
        translate("Sheets", "Repetition"),
        translate("Sheets", "Start on the clock (s)"),
    ]
    measured = [
        any(isinstance(row.cells[i], Measurement) for row in sheet.rows) for i in range(len(sheet.columns))
    ]
    for column, two in zip(sheet.columns, measured, strict=True):
        headers += [column.header, f"± {column.header}"] if two else [column.header]
    writer.writerow(headers)
    for row in sheet.rows:
        line = [person(row.side), repetition(row.number), f"{row.start_s:.3f}"]
        for column, cell, two in zip(sheet.columns, row.cells, measured, strict=True):
            line += _fields(column, cell) if two else [str(cell or "")]
        writer.writerow(line)
    return text.getvalue()


def export(measures: Measures, channels: Sequence[str], path: Path) -> None:
    """Write `all_repetitions` as a CSV file. Raises OutputError."""
    write_text(path, BYTE_ORDER_MARK + written(all_repetitions(measures, channels)))


def person(side: Side) -> str:
    """Whose row it is."""
    return {Side.TRAINEE: translate("Sheets", "Trainee"), Side.COACH: translate("Sheets", "Coach")}[side]


def repetition(number: int | None) -> str:
    """Which repetition it is."""
    return translate("Sheets", "mean") if number is None else str(number)


def _rows(measures: Measures, cells: Cells) -> tuple[Row, ...]:
    rows = []
    for side, performance in measures.by_side.items():
        stretches = performance.stretches
        for number, stretch in enumerate(stretches, 1):
            start_s = measures.clock_s(side, stretch.start_s)
            rows.append(Row(side, number, start_s, cells(performance, [stretch])))
        if len(stretches) > 1:
            rows.append(
                Row(side, None, measures.clock_s(side, stretches[0].start_s), cells(performance, stretches))
            )
    return tuple(rows)


def _means(measured: Sequence[Sequence[Measurement]], columns: int) -> tuple[Cell, ...]:
    return tuple(mean(list(column)) for column in zip(*measured, strict=True)) or (None,) * columns


def _range_cells(found: Range, factor: float) -> list[Measurement]:
    return [each.times(factor) for each in (found.low, found.high, found.extent)]


def _symmetry_cells(found: Symmetry, factor: float, limit: Column) -> tuple[Cell, ...]:
    words = {
        "left": translate("Sheets", "left"),
        "right": translate("Sheets", "right"),
        None: translate("Sheets", "not told apart"),
    }
    return (
        *(each.times(factor) for each in (found.left, found.right, found.difference)),
        found.index.times(100) if found.index else None,
        f"± {limit.number(found.limit * factor)}",
        words[found.further],
    )


def _fields(column: Column, cell: Cell) -> list[str]:
    if isinstance(cell, Measurement):
        return [f"{value:.{max(column.decimals, 1)}f}" for value in (cell.value, cell.sigma)]
    return ["", ""]
