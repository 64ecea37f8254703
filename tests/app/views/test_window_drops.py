from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side
from app.presenters.session import Session
from app.views.clip_pane import ClipPane
from app.views.window_drops import WindowDrops


class Desk(Session):
    """A session that only remembers what it was asked to open."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__(jobs)
        self.opened: dict[Side, Path] = {}

    def open(self, side: Side, path: Path) -> None:
        self.opened[side] = path


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    jobs = JobRunner()
    yield Desk(jobs)
    jobs.shutdown(5)


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> Iterator[ClipPane]:
    """The coach's pane in a window."""
    window = QMainWindow()
    made = ClipPane(Side.COACH)
    made.dropped.connect(lambda path: desk.open(Side.COACH, path))
    window.setCentralWidget(made)
    WindowDrops(window, desk)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def drop(target: QWidget, *urls: QUrl) -> bool:
    """Drag these there and let go, as Qt does it; whether they were welcome."""
    data = QMimeData()
    data.setUrls(list(urls))
    where, buttons, keys = QPoint(9, 9), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, enter)
    dropped = QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target if target.acceptDrops() and len(urls) == 1 else target.window(), dropped)
    return enter.isAccepted()


def local(*names: str) -> list[QUrl]:
    return [QUrl.fromLocalFile(f"/films/{name}") for name in names]


def test_one_file_on_a_pane_is_the_panes(pane: ClipPane, desk: Desk) -> None:
    assert drop(pane, *local("a.mp4"))
    assert desk.opened == {Side.COACH: Path("/films/a.mp4")}


def test_two_files_on_a_pane_fill_both_sides(pane: ClipPane, desk: Desk) -> None:
    assert drop(pane, *local("a.mp4", "b.mp4"))
    assert {side: path.name for side, path in desk.opened.items()} == {
        Side.TRAINEE: "a.mp4",
        Side.COACH: "b.mp4",
    }


def test_a_file_beside_the_panes_goes_where_there_is_none(pane: ClipPane, desk: Desk) -> None:
    assert drop(pane.window(), *local("a.mp4"))
    assert desk.opened == {Side.TRAINEE: Path("/films/a.mp4")}


@pytest.mark.parametrize(
    ("urls", "words"), [(local("a", "b", "c"), "3 files"), ([QUrl("https://example.org/a.mp4")], "Save")]
)
def test_what_cannot_be_used_is_said(
    pane: ClipPane, desk: Desk, qtbot: QtBot, urls: list[QUrl], words: str
) -> None:
    with qtbot.waitSignal(desk.jobs.failed) as failed:
        drop(pane.window(), *urls)
    assert words in failed.args[0].message
    assert desk.opened == {}


def test_dragged_text_is_not_welcome(pane: ClipPane) -> None:
    assert not drop(pane.window())
