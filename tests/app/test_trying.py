"""The trainee's loop as it is used: one window, virtual cameras fed from files, the keys and buttons."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox
from pytestqt.qtbot import QtBot
from squat_camera import camera, pose_by_number, squatting

from app.main_window import MainWindow
from app.presenters import again as module
from app.presenters.again import Stage
from app.presenters.clip import Side
from app.views import theme
from app.views.big_words import LEAST_ARC_MIN, READING_DISTANCE_MM, SCREEN_HEIGHT_MM
from capture.library.library import Library
from inference.motion.files import write_motion

pytestmark = pytest.mark.window
SHALLOW_RAD, DEEP_RAD, COACH_RAD = 1.1, 1.72, 1.75
MATCHES = "now matches your coach's"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trying")


@pytest.fixture(scope="module")
def window(qapp: QApplication, folder: Path) -> Iterator[MainWindow]:
    """With a coach's clip, and no attempt yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.presenters.session.pose_clip", pose_by_number)
        patch.setattr(module, "USUAL_COUNTDOWN_S", 0.3)
        patch.setattr(module, "MARGIN_S", -1.0)
        theme.apply(qapp)
        opened = MainWindow(Library(folder / "library"))
        opened.show()
        write_motion(squatting(COACH_RAD), folder / "coach.npz")
        opened.session.open(Side.COACH, folder / "coach.npz")
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _ready(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.session.clips[Side.COACH] is not None)


def see(window: MainWindow, folder: Path, depth_rad: float, **options: object) -> None:
    cameras = [camera(folder, depth_rad, **options)]
    window.trying.page.again._find = lambda: cameras


def rested(window: MainWindow, qtbot: QtBot, attempts: int) -> None:
    again = window.trying.page.again
    qtbot.waitUntil(
        lambda: again.stage is Stage.RESTING and len(window.trying.attempts.listed) == attempts,
        timeout=30_000,
    )


def test_without_an_attempt_there_is_no_strip(window: MainWindow) -> None:
    assert not window.trying.strip.isVisible()


def test_a_key_leads_to_the_result_of_the_next_attempt(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    see(window, folder, SHALLOW_RAD)
    qtbot.keyClick(window, Qt.Key.Key_T)
    page = window.trying.page
    assert page.isVisible()
    assert window.windowState() & Qt.WindowState.WindowFullScreen
    qtbot.waitUntil(lambda: page.live.isVisible() and not page.live._image.isNull(), timeout=20_000)
    assert not window.review.clock.playing
    rested(window, qtbot, 1)
    assert page.viewport.isVisible()
    assert window.session.result.correction.sentences[0].text in page.words.accessibleName()
    see(window, folder, DEEP_RAD)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    rested(window, qtbot, 2)
    assert MATCHES in page.words.accessibleName()
    assert window.review.clock.playing
    assert page.score.text() == "Score 100 ▲"


def test_it_can_be_read_from_three_metres(window: MainWindow, qtbot: QtBot) -> None:
    window.trying.show()
    page = window.trying.page
    for part in (page.words, page.score, page.button):
        capital_px = QFontMetrics(part.font()).capHeight()
        capital_mm = capital_px * SCREEN_HEIGHT_MM / part.screen().size().height()
        arc_min = np.degrees(np.arctan(capital_mm / READING_DISTANCE_MM)) * 60
        assert arc_min >= LEAST_ARC_MIN - 0.5
        assert part.font().pixelSize() >= 40


def test_escape_goes_back_to_the_session_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.trying.show()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.page.isVisible()
    assert window._bar.isVisible()
    assert not window.windowState() & Qt.WindowState.WindowFullScreen
    assert not window.review.clock.playing


def test_the_strip_shows_every_attempt_and_brings_it_back(window: MainWindow, qtbot: QtBot) -> None:
    strip = window.trying.strip
    first, second = strip.cards.values()
    assert (first.isChecked(), second.isChecked()) == (False, True)
    assert "surely better" in second.accessibleName()
    assert MATCHES in strip.told.text()
    deep = window.session.clips[Side.TRAINEE].path
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first.isChecked() and window.session.result is not None, timeout=20_000)
    assert window.session.clips[Side.TRAINEE].path != deep
    assert strip.told.text() == ""
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: second.isChecked() and MATCHES in strip.told.text(), timeout=20_000)
    assert len(strip.cards) == 2


def test_every_control_is_named_for_screen_readers(window: MainWindow) -> None:
    for part in (window.trying.strip, window.trying.page):
        controls = [each for kind in (QAbstractButton, QComboBox) for each in part.findChildren(kind)]
        assert len(controls) > 3
        assert [each for each in controls if not (each.accessibleName() or each.text())] == []


def test_an_unplugged_camera_is_one_sentence_and_loses_nothing(
    window: MainWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "USUAL_COUNTDOWN_S", 20)
    failures: list[object] = []
    window.jobs.failed.connect(failures.append)
    shown = window.session.result
    see(window, folder, DEEP_RAD, seconds=0.5, loops=False)
    qtbot.mouseClick(window.trying.strip.button, Qt.MouseButton.LeftButton)
    page = window.trying.page
    qtbot.waitUntil(lambda: "is gone" in page.words.accessibleName(), timeout=20_000)
    assert page.again.stage is Stage.RESTING
    assert page.button.isEnabled()
    assert window.session.result is shown
    assert len(window.trying.strip.cards) == 2
    assert failures == []
    window.trying.leave()


def test_reopened_the_session_brings_both_attempts_back(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    assert window.keeper.flush()
    identity = window.keeper.id
    closed: list[bool] = []
    window.keeper.new(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(closed), timeout=20_000)
    assert not window.trying.strip.isVisible()
    other = MainWindow(Library(folder / "library"))
    other.show()
    other.keeper.open(identity)
    strip = other.trying.strip
    qtbot.waitUntil(lambda: other.session.result is not None and not other.jobs.jobs, timeout=30_000)
    first, second = strip.cards.values()
    assert second.isChecked()
    qtbot.waitUntil(lambda: MATCHES in strip.told.text(), timeout=20_000)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first.isChecked() and other.session.result is not None, timeout=20_000)
    assert "left_knee_flexion" in {finding.channel for finding in other.session.findings}
    other.close()
