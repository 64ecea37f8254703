from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.range_bar import SHORTEST_S, RangeBar

WHOLE = (2.0, 12.0)
TICK_S = 0.05


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[RangeBar]:
    window = QWidget()
    made = RangeBar("The clip")
    QVBoxLayout(window).addWidget(made)
    made.show_spans(WHOLE, WHOLE, None)
    window.resize(400, 60)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield made
    window.close()


def drag(bar: RangeBar, handle: QWidget, share: float) -> None:
    """With the mouse, to that share of the bar."""
    to = handle.mapFrom(bar, QPoint(round(share * bar.width()), 5))
    centre = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=centre)
    QTest.mouseMove(handle, to)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=to)


def test_a_dragged_end_is_shown_on_the_way_and_counts_when_let_go(bar: RangeBar) -> None:
    told: list[object] = []
    bar.moved.connect(told.append)
    bar.chosen.connect(told.append)
    drag(bar, bar.end, 0.5)
    assert bar.span == pytest.approx((2.0, 7.0), abs=TICK_S)
    assert told == [pytest.approx(7.0, abs=TICK_S), bar.span]


def test_the_ends_stay_apart_and_on_the_clip(bar: RangeBar) -> None:
    drag(bar, bar.start, 2.0)
    assert bar.span == (12.0 - SHORTEST_S, 12.0)
    drag(bar, bar.end, -1.0)
    assert bar.span == (12.0 - SHORTEST_S, 12.0)
    drag(bar, bar.start, -1.0)
    assert bar.span == WHOLE


def test_the_keyboard_moves_the_ends_and_the_window_does_not_notice(bar: RangeBar, qtbot: QtBot) -> None:
    skipped = []
    QShortcut(QKeySequence(Qt.Key.Key_Right), bar.window(), lambda: skipped.append(1))
    bar.start.setFocus()
    qtbot.waitUntil(bar.start.hasFocus)
    with qtbot.waitSignal(bar.chosen):
        qtbot.keyClick(bar.start, Qt.Key.Key_Right)
    qtbot.keyClick(bar.start, Qt.Key.Key_PageUp)
    assert bar.span == pytest.approx((3.1, 12.0))
    assert skipped == []
    qtbot.keyClick(bar.start, Qt.Key.Key_Tab)
    assert bar.end.hasFocus()
    qtbot.keyClick(bar.end, Qt.Key.Key_Home)
    assert bar.span == pytest.approx((3.1, 3.1 + SHORTEST_S))


def test_showing_a_span_is_no_choice(bar: RangeBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.chosen), qtbot.assertNotEmitted(bar.moved):
        bar.show_spans(WHOLE, (3.0, 4.0), None)
    assert bar.span == (3.0, 4.0)
    assert bar.start.x() < bar.end.x()
