import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from app.presenters.clock import Clock
from app.views.transport import Transport


@pytest.fixture
def clock(qtbot: QtBot) -> Clock:
    made = Clock()
    made.set_span((0.0, 10.0), 1 / 30)
    yield made
    made.pause()


@pytest.fixture
def transport(clock: Clock, qtbot: QtBot) -> Transport:
    made = Transport(clock)
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


def test_speeds_from_a_tenth_to_twice_can_be_chosen(transport: Transport, clock: Clock) -> None:
    speeds = named(transport, QComboBox, "Speed")
    chosen = []
    for index in range(speeds.count()):
        speeds.activated.emit(index)
        chosen.append(clock.speed)
    assert (min(chosen), max(chosen)) == (0.1, 2.0)
    assert chosen == sorted(chosen)


def test_only_a_chosen_finding_can_be_looped(transport: Transport, clock: Clock) -> None:
    loop = named(transport, QComboBox, "Loop")
    phase = loop.model().item(2)
    assert not phase.isEnabled()
    transport.set_findings(((1.0, 2.0),), (1.0, 2.0))
    assert phase.isEnabled()
    loop.activated.emit(2)
    assert clock.loop_span == (1.0, 2.0)
    transport.set_findings((), None)
    assert clock.loop_span == (0.0, 10.0)


def test_notes_are_marked_on_the_time_line(transport: Transport, clock: Clock, qtbot: QtBot) -> None:
    transport.resize(900, 60)
    transport.show()
    clock.seek(0.0)
    before = transport.line.grab().toImage()
    transport.line.set_notes((5.0,))
    after = transport.line.grab().toImage()
    changed = [
        x
        for x in range(before.width())
        if any(before.pixel(x, y) != after.pixel(x, y) for y in range(before.height()))
    ]
    assert changed
    assert changed[0] <= before.width() / 2 <= changed[-1]
    assert changed[-1] - changed[0] <= 6
