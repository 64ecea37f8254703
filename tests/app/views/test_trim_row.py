from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.presenters.clip import Clip
from app.views.trim_row import TrimRow

CLIP = Clip(Path("walk in.npz"), None, 0.0, 20.0, 1 / 30)
PROPOSED = (6.2, 15.9)


@pytest.fixture
def row(qtbot: QtBot) -> TrimRow:
    made = TrimRow("The clip")
    qtbot.addWidget(made)
    made.resize(400, 40)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_one_click_accepts_the_proposal_and_another_undoes_it(row: TrimRow, qtbot: QtBot) -> None:
    row.show_clip(replace(CLIP, proposed=PROPOSED))
    assert row.button.text() == "Use 0:06.2–0:15.9"
    with qtbot.waitSignal(row.used) as used:
        row.button.click()
    assert used.args == [PROPOSED]
    row.show_clip(replace(CLIP, proposed=PROPOSED, used=PROPOSED))
    assert row.bar.span == pytest.approx(PROPOSED)
    assert row.button.text() == "Whole clip"
    with qtbot.waitSignal(row.used) as used:
        row.button.click()
    assert used.args == [None]
    row.show_clip(replace(CLIP, proposed=PROPOSED))
    assert row.bar.span == (0.0, 20.0)


def test_where_there_is_nothing_to_propose_there_is_no_button(row: TrimRow) -> None:
    row.show_clip(CLIP)
    assert not row.button.isVisible()
    row.show_clip(replace(CLIP, used=(1.0, 2.0)))
    assert row.button.text() == "Whole clip"


def test_many_presses_of_a_key_are_one_change(row: TrimRow, qtbot: QtBot) -> None:
    told: list[object] = []
    row.used.connect(told.append)
    row.show_clip(CLIP)
    row.bar.end.setFocus()
    for _ in range(10):
        qtbot.keyClick(row.bar.end, Qt.Key.Key_Left)
    row.show_clip(CLIP)  # it was refined meanwhile
    assert row.bar.span == pytest.approx((0.0, 19.0)), "what is being chosen stays"
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(600)
    assert told == [(0.0, pytest.approx(19.0))]
