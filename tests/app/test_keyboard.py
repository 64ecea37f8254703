"""Without a mouse and without looking: everything has a name, and Tab reaches all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from motions import squat
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.jobs import Failure
from app.main_window import SAMPLES, MainWindow
from app.presenters.clip import Side
from app.presenters.studio import Studio
from app.views import theme
from app.views.failure_dialog import FailureDialog
from app.views.record_page import RecordPage
from capture.library.library import Library
from capture.live import FileCamera
from inference.motion.files import write_motion

pytestmark = pytest.mark.window
MOST_TABS = 200


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """Two motions, compared, with a note."""
    folder = tmp_path_factory.mktemp("pair")
    paths = [folder / "shallow.npz", folder / "deep.npz"]
    for path, depth_rad in zip(paths, (1.1, 1.75), strict=True):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), path)
    theme.apply(qapp)
    opened = MainWindow(Library(folder / "library"))
    opened.show()
    opened.open(paths)
    QtBot(opened).waitUntil(
        lambda: opened.session.result is not None and not opened.jobs.jobs, timeout=60_000
    )
    opened.notes.add("Knees over the toes")
    yield opened
    opened.close()


def in_front(shown: QWidget, qtbot: QtBot) -> None:
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QApplication.processEvents()


def within_reach(shown: QWidget) -> set[QWidget]:
    """What the keyboard is to reach: visible, enabled, and not a part of something that stands for it."""
    found = {each for each in shown.findChildren(QWidget) if each.window() is shown and each.isVisible()}
    return {
        each
        for each in found
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not stands_for(each)
    }


def stands_for(part: QWidget) -> bool:
    """Whether a spin box or a list has the keyboard in the place of this part of it."""
    return (
        part.focusProxy() is not None
        or part.parentWidget().focusProxy() is part
        or part.objectName().startswith("qt_")
    )


def group(chosen: QWidget) -> QWidget:
    """Tab goes to one of several buttons that exclude each other; the arrows go to the others."""
    if isinstance(chosen, QAbstractButton) and chosen.group() and chosen.group().exclusive():
        return chosen.group().buttons()[0]
    return chosen


def walked(shown: QWidget) -> set[QWidget]:
    reached: set[QWidget] = set()
    for _ in range(MOST_TABS):
        QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_Tab)
        if (chosen := QApplication.focusWidget()) in reached:
            return reached
        if chosen is not None:
            reached.add(chosen)
    pytest.fail("Tab never comes round.")


def told(widget: QWidget) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name) if spoken else widget.accessibleName()


def check(shown: QWidget, qtbot: QtBot) -> None:
    in_front(shown, qtbot)
    wanted = within_reach(shown)
    assert len(wanted) > 2
    assert [described(each) for each in wanted if not told(each).strip()] == []
    missed = {group(each) for each in wanted} - {group(each) for each in walked(shown)}
    assert [described(each) for each in missed] == []


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{told(widget)}” in {type(widget.parentWidget()).__name__}"


def test_the_session_page(window: MainWindow, qtbot: QtBot) -> None:
    for index in range(window.page.tabs.count()):
        window.page.tabs.setCurrentIndex(index)
        check(window, qtbot)


def test_the_library(window: MainWindow, qtbot: QtBot) -> None:
    window.show_library()
    qtbot.waitUntil(lambda: not window.jobs.jobs, timeout=20_000)
    check(window, qtbot)
    window.show_session()


def test_an_empty_window(qapp: QApplication, qtbot: QtBot) -> None:
    empty = MainWindow()
    qtbot.addWidget(empty)
    empty.show()
    check(empty, qtbot)
    empty.close()


def test_the_dialogs(window: MainWindow, qtbot: QtBot) -> None:
    failure = Failure("Following", "Nobody was found.", "Traceback")
    for show in (window._show_keys, lambda: window.jobs.failed.emit(failure)):
        show()
        (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
        check(dialog, qtbot)
        dialog.reject()
    assert window.findChild(FailureDialog).isHidden()


def test_the_record_page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    studio = Studio(window.jobs, tmp_path, "Take", lambda: [FileCamera(SAMPLES[Side.COACH], loops=True)])
    page = RecordPage(studio, Side.TRAINEE, window)
    page.open()
    qtbot.waitUntil(lambda: studio.ready, timeout=20_000)
    check(page, qtbot)
    page.close()
    page.deleteLater()
