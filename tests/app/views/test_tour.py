"""The tour over a window of its own: what it shows, where its card lies, and how it is walked through."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.views.tour import Stop, Tour

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    for name, place in (
        ("left", (0, 100, 300, 400)),
        ("bottom", (0, 620, 1000, 80)),
        ("all", (0, 0, 1000, 700)),
    ):
        part = QWidget(made, objectName=name)
        part.setGeometry(*place)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def tour(window: QWidget) -> Tour:
    parts = [window.findChild(QWidget, name) for name in ("left", "bottom", "all")]
    return Tour(
        [Stop(f"Stop {number}", "What it is for. " * 5, part) for number, part in enumerate([None, *parts])],
        window,
    )


def card(tour: Tour) -> QRect:
    return tour.findChild(QPushButton).parentWidget().geometry()


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_the_card_lies_beside_what_it_explains_and_inside_the_window(tour: Tour, window: QWidget) -> None:
    assert card(tour).center() == window.rect().center()
    for _ in range(2):
        tour.go_on()
        assert not card(tour).intersects(tour.stop.target.geometry())
        assert window.rect().contains(card(tour))
    tour.go_on()  # there is no room beside the whole window
    assert card(tour).center() == window.rect().center()


def test_it_stays_with_the_window_and_its_parts(tour: Tour, window: QWidget, qtbot: QtBot) -> None:
    tour.go_on()
    window.resize(900, 640)
    tour.stop.target.move(600, 50)
    qtbot.waitUntil(lambda: tour.size() == window.size())
    assert not card(tour).intersects(tour.stop.target.geometry())
    tour.stop.target.hide()
    assert card(tour).center() == window.rect().center()


def test_the_keyboard_walks_through_it_and_cannot_reach_the_window(
    tour: Tour, window: QWidget, qtbot: QtBot
) -> None:
    reached: list[str] = []
    for key in ("Space", "Right", "N"):
        QShortcut(QKeySequence(key), window, lambda: reached.append("the window"))
    titles = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_N):
        press(key)
        titles.append(tour.stop.title)
    assert titles == ["Stop 1", "Stop 2", "Stop 2"]
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget().text() == "Back"
    press(Qt.Key.Key_Return)
    assert tour.stop.title == "Stop 1"
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Skip the tour"
    assert reached == []
    with qtbot.waitSignal(tour.ended):
        press(Qt.Key.Key_Return)


def test_the_last_stop_ends_it_and_so_does_escape(window: QWidget, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        tour = Tour([Stop("Only", "One.", None)], window)
        with qtbot.waitSignal(tour.ended):
            press(key)
        assert not tour.isVisible()


def test_it_is_read_aloud(tour: Tour) -> None:
    chosen = QApplication.focusWidget()
    assert chosen.accessibleName() == "Next"
    assert chosen.accessibleDescription().startswith("Stop 0. What it is for.")
    assert "1 of 4" in {text.text() for text in tour.findChildren(QLabel)}
