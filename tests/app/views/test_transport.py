from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clock import Clock
from app.presenters.loops import Loops
from app.presenters.review import Review
from app.presenters.session import Session
from app.views.loop_button import LoopButton
from app.views.transport import Transport


@pytest.fixture
def review(qtbot: QtBot) -> Iterator[Review]:
    """No clips, and a clock of ten seconds."""
    made = Review(Session(JobRunner()))
    made.clock.set_span((0.0, 10.0), 1 / 30)
    yield made
    made.clock.pause()


@pytest.fixture
def clock(review: Review) -> Clock:
    return review.clock


@pytest.fixture
def loops(review: Review) -> Loops:
    return review.loops


@pytest.fixture
def transport(clock: Clock, loops: Loops, qtbot: QtBot) -> Iterator[Transport]:
    made = Transport(clock, loops)
    made.resize(1000, 60)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def named(transport: Transport, kind: type, name: str) -> QToolButton | QComboBox:
    return next(part for part in transport.findChildren(kind) if part.accessibleName() == name)


def test_a_click_in_the_middle_of_the_line_seeks_to_the_middle(
    transport: Transport, clock: Clock, qtbot: QtBot
) -> None:
    middle = QPoint(transport.line.width() // 2, transport.line.height() // 2)
    qtbot.mouseClick(transport.line, Qt.MouseButton.LeftButton, pos=middle)
    assert clock.time_s == pytest.approx(5.0, abs=0.02)


def test_play_turns_into_pause(transport: Transport, clock: Clock, qtbot: QtBot) -> None:
    play = named(transport, QToolButton, "Play")
    qtbot.mouseClick(play, Qt.MouseButton.LeftButton)
    assert clock.playing
    assert play.accessibleName() == "Pause"
    qtbot.mouseClick(play, Qt.MouseButton.LeftButton)
    assert not clock.playing


def test_speeds_from_a_twentieth_to_twice_can_be_chosen(transport: Transport, clock: Clock) -> None:
    speeds = named(transport, QComboBox, "Speed")
    chosen = []
    for index in range(speeds.count()):
        speeds.activated.emit(index)
        chosen.append(clock.speed)
        assert speeds.currentIndex() == index
    assert (min(chosen), max(chosen)) == (0.05, 2.0)
    assert chosen == sorted(chosen)


def test_a_rate_that_cannot_be_chosen_is_shown(transport: Transport, clock: Clock) -> None:
    speeds = named(transport, QComboBox, "Speed")
    clock.shuttle(-1)
    assert (speeds.currentIndex(), speeds.placeholderText()) == (-1, "−1×")
    clock.pause()
    assert speeds.currentText() == "1×"


def drawn(transport: Transport) -> QImage:
    return transport.line.grab().toImage()


def test_what_is_looped_stands_between_brackets(transport: Transport, clock: Clock, loops: Loops) -> None:
    before = drawn(transport)
    clock.seek(4.0)
    loops.mark_start()
    clock.seek(6.0)
    loops.mark_end()
    clock.seek(0.0)
    columns = changed_columns(before, drawn(transport))
    share = [x / before.width() for x in (columns[0], columns[-1])]
    assert share == pytest.approx([0.4, 0.6], abs=0.03)
    loops.clear()
    assert drawn(transport) == before


def choices(transport: Transport) -> dict[str, QAction]:
    """What the loop's menu offers now."""
    menu = transport.findChild(LoopButton).menu()
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_only_what_is_there_can_be_looped(transport: Transport, clock: Clock, loops: Loops) -> None:
    assert [text for text, action in choices(transport).items() if action.isEnabled()] == [
        "Play once",
        "Loop everything",
    ]
    clock.seek(4.0)
    loops.mark_end()
    marks = choices(transport)["Loop between marks"]
    assert marks.isEnabled()
    assert marks.isChecked()
    choices(transport)["Play once"].trigger()
    assert not clock.looping
    assert transport.findChild(LoopButton).text() == "Play once"
    choices(transport)["Loop between marks"].trigger()
    assert clock.loop_span == (0.0, 4.0)


def changed_columns(before: QImage, after: QImage) -> list[int]:
    return [
        x
        for x in range(before.width())
        if any(before.pixel(x, y) != after.pixel(x, y) for y in range(before.height()))
    ]


def test_notes_are_marked_on_the_time_line(transport: Transport, clock: Clock, qtbot: QtBot) -> None:
    transport.resize(900, 60)
    transport.show()
    clock.seek(0.0)
    before = drawn(transport)
    transport.line.set_notes((5.0,))
    changed = changed_columns(before, drawn(transport))
    assert changed
    assert changed[0] <= before.width() / 2 <= changed[-1]
    assert changed[-1] - changed[0] <= 6
