import csv
import io

import numpy as np
import pytest
from measured_pair import DEEP_RAD, SHALLOW_RAD, measures

from app.presenters.clip import Side
from app.presenters.sheets import (
    Column,
    Sheet,
    all_repetitions,
    ranges_sheet,
    symmetry_sheet,
    tempo_sheet,
    written,
)
from inference.motion.precision import Measurement

KNEE = "left_knee_flexion"
SHEETS = {
    "ranges": lambda: ranges_sheet(measures(), KNEE),
    "tempo": lambda: tempo_sheet(measures()),
    "symmetry": lambda: symmetry_sheet(measures(), "knee_flexion"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_every_repetition_of_both_has_a_row_and_each_person_a_mean(name: str) -> None:
    sheet: Sheet = SHEETS[name]()
    whose = [(row.side, row.number) for row in sheet.rows]
    assert whose == [
        *((Side.TRAINEE, number) for number in (1, 2, None)),
        *((Side.COACH, number) for number in (1, 2, 3, None)),
    ]
    assert {len(row.cells) for row in sheet.rows} == {len(sheet.columns)}


@pytest.mark.parametrize("name", SHEETS)
def test_no_number_is_shown_without_its_uncertainty(name: str) -> None:
    sheet: Sheet = SHEETS[name]()
    for row in sheet.rows:
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            shown = column.text(cell)
            assert "±" in shown or not any(letter.isdigit() for letter in shown)


def test_ranges_are_those_of_the_movements() -> None:
    for row in SHEETS["ranges"]().rows:
        depth = np.degrees(SHALLOW_RAD if row.side is Side.TRAINEE else DEEP_RAD)
        least, most, extent = row.cells
        assert least.value == pytest.approx(0, abs=1)
        assert most.value == pytest.approx(depth, abs=1)
        assert extent.value == pytest.approx(depth, abs=1.5)


def test_equal_knees_are_not_told_apart() -> None:
    sheet = SHEETS["symmetry"]()
    assert {row.cells[-1] for row in sheet.rows} == {"not told apart"}


def test_tempo_has_the_phases_and_the_whole() -> None:
    sheet = SHEETS["tempo"]()
    assert [column.header for column in sheet.columns] == [
        "Going down (s)",
        "At the bottom (s)",
        "Coming up (s)",
        "Whole (s)",
    ]
    for row in sheet.rows:
        *phases, whole = (cell.value for cell in row.cells)
        assert sum(phases) == pytest.approx(whole)


def test_a_file_has_one_row_a_repetition_units_in_the_headers_and_sigma_beside_each_number() -> None:
    text = written(all_repetitions(measures(), [KNEE, "right_knee_flexion", "pelvis_height"]))
    header, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == 5
    assert {len(row) for row in rows} == {len(header)}
    most, sigma = (header.index(f"{sign}Left knee flexion: Most (°)") for sign in ("", "± "))
    assert float(rows[0][most]) == pytest.approx(np.degrees(SHALLOW_RAD), abs=1)
    assert float(rows[0][sigma]) > 0
    assert header.count("Knee flexion: Index (%)") == 1
    assert any(title.startswith("Pelvis height: Range (cm)") for title in header)
    assert [row[:2] for row in rows] == [
        ["Trainee", "1"],
        ["Trainee", "2"],
        *(["Coach", str(n)] for n in (1, 2, 3)),
    ]


def test_the_clipboard_takes_tabs() -> None:
    lines = written(SHEETS["ranges"](), "\t").splitlines()
    assert {line.count("\t") for line in lines} == {8}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Measurement(-0.2, 3.1), "0 ± 3"),
        (Measurement(-12.4, 3.1), "−12 ± 3"),
        ("left", "left"),
        (None, "–"),
    ],
)
def test_cells_are_short(cell, shown: str) -> None:
    assert Column("Range", "°").text(cell) == shown
