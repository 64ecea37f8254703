"""Writing twice as large, or smaller: everything is there, and nothing is cut off."""

from collections.abc import Iterator

import pytest
from motions import squat
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app import text_size
from app.main_window import MainWindow
from app.preferences import preferences
from app.views import theme
from capture.library.library import Library
from inference.motion.files import write_motion

pytestmark = pytest.mark.window
SMALL_SCREEN = 1280, 720
# The style sheet draws icon buttons a little lower than they say.
FRAME_PX = 4
# What a button may give up before its words are cut.
PADDING_PX = 20


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """Two motions, compared, on a small screen."""
    folder = tmp_path_factory.mktemp("pair")
    paths = [folder / "shallow.npz", folder / "deep.npz"]
    for path, depth_rad in zip(paths, (1.1, 1.75), strict=True):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), path)
    theme.apply(qapp)
    opened = MainWindow(Library(folder / "library"))
    opened.resize(*SMALL_SCREEN)
    opened.show()
    opened.activateWindow()
    QtBot(opened).waitUntil(opened.isActiveWindow)
    opened.open(paths)
    QtBot(opened).waitUntil(lambda: opened.session.result is not None, timeout=60_000)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _usual_size_afterwards() -> Iterator[None]:
    yield
    preferences().clear()
    theme.dress()


def cut_off(window: MainWindow) -> list[str]:
    """What is shown with less room than it needs."""
    kinds = QLabel, QAbstractButton, QComboBox
    shown = [each for kind in kinds for each in window.findChildren(kind) if each.isVisible()]
    # Qt's own arrows beside tabs are as wide as their picture.
    shown = [each for each in shown if not isinstance(each.parentWidget(), QTabBar)]
    assert len(shown) > 5
    return [described(each) for each in shown if lacks_room(each)]


def described(widget: QWidget) -> str:
    needed, given = widget.minimumSizeHint().toTuple(), widget.size().toTuple()
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")
    return f"{type(widget).__name__} “{words}” in {type(widget.parentWidget()).__name__}: {given} < {needed}"


def lacks_room(widget: QWidget) -> bool:
    needed, given = widget.minimumSizeHint(), widget.size()
    padding_px = PADDING_PX if isinstance(widget, QAbstractButton) else 0
    return given.width() < needed.width() - padding_px or given.height() < needed.height() - FRAME_PX


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_nothing_is_cut_off(window: MainWindow, qtbot: QtBot, percent: int) -> None:
    preferences().setValue(text_size.SETTING, percent)
    theme.dress()
    for show in (window.show_session, window.show_library):
        show()
        qtbot.waitUntil(lambda: cut_off(window) == [], timeout=10_000)
    window.show_session()
    assert (window.width(), window.height()) == SMALL_SCREEN


def test_keys_make_text_larger_and_smaller_and_the_choice_is_kept(window: MainWindow) -> None:
    points = window.font().pointSizeF()
    for keys, percent in (("Ctrl++", 115), ("Ctrl+=", 130), ("Ctrl+-", 115), ("Ctrl+0", 100), ("Ctrl+-", 90)):
        QTest.keySequence(window, keys)
        assert text_size.percent() == percent
        assert window.font().pointSizeF() == pytest.approx(points * percent / 100)


def test_sizes_end_where_nothing_could_be_read(qapp: QApplication) -> None:
    for steps, last in ((50, 200), (-50, 80)):
        text_size.step(steps)
        assert text_size.percent() == last
    for junk in ("", "huge", "-100", "1e9", ["100", "200"]):
        preferences().setValue(text_size.SETTING, junk)
        assert text_size.percent() == text_size.USUAL


def test_it_follows_the_system(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    larger = QFont(window.font())
    larger.setPointSizeF(2 * window.font().pointSizeF())
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _: QFont(larger))
    QApplication.sendEvent(window, QEvent(QEvent.Type.ThemeChange))
    assert window.font().pointSizeF() == larger.pointSizeF()
