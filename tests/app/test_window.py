"""The window as its user sees it: real clips, real networks, a real (virtual) screen."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from motions import squat
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window_waiting import wait_until

from app.busyness import Busyness
from app.colours import LIT, rgb
from app.main_window import SAMPLES, MainWindow
from app.presenters.clip import Side
from app.views import theme
from app.views.failure_dialog import FailureDialog
from inference.motion.files import write_motion
from inference.motion.skeleton import bone_lengths

pytestmark = pytest.mark.window
MAX_BUSY_S = 0.05
CLOSE_LIMIT_S = 5.0
BODIES = "Show bodies instead of skeletons"


def picture(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def changes(widget: QWidget, action: Callable[[], object]) -> None:
    """Do it, and wait until the widget looks different."""
    before = picture(widget)
    action()
    wait_until(lambda: np.abs(picture(widget) - before).max() > 40, 20)


@pytest.fixture(scope="module")
def watch(qapp: QApplication) -> Busyness:
    return Busyness()


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, watch: Busyness, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """The sample pair, opened and compared; refining it has been stopped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        theme.apply(qapp)
        opened = MainWindow()
        opened.show()
        wait_until(lambda: opened.isVisible())
        opened.open([SAMPLES[side] for side in Side])
        wait_until(lambda: opened.session.result is not None)
        opened.session.cancel()
        wait_until(lambda: not opened.session.working)
        wait_until(lambda: all(pane.video.portrait for pane in opened.page.panes.values()))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A shallow and a deep squat as motion files."""
    folder = tmp_path_factory.mktemp("pair")
    paths = [folder / "shallow.npz", folder / "deep.npz"]
    for path, depth_rad in zip(paths, (1.1, 1.75), strict=True):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), path)
    return paths


def test_two_clips_lead_to_words_and_findings(window: MainWindow) -> None:
    said = [card.text.text() for card in window.page.words_panel.cards]
    assert " ".join(said) == window.words.correction.text
    assert window.page.words_panel.findings.model().rowCount() == len(window.session.findings) > 0
    assert not any(window.session.clips[side].refined for side in Side)


def test_a_click_on_a_finding_seeks_there_and_lights_the_joints(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    listed = window.page.words_panel.findings
    where = listed.visualRect(listed.model().index(0, 0)).center()

    def click() -> None:
        qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)

    wait_until(lambda: window.page.overlay.viewport.isVisible())
    changes(window.page.overlay.viewport, click)
    finding = window.session.findings[0]
    assert window.review.finding == finding
    assert window.review.clock.time_s == pytest.approx(finding.seek_s)
    lit = np.array(rgb(LIT))
    for pane in window.page.panes.values():
        wait_until(lambda pane=pane: (np.abs(picture(pane.video) - lit).max(-1) < 12).sum() > 50)
    screenshot = tmp_path / "window.png"
    assert window.grab().save(str(screenshot))
    assert screenshot.stat().st_size > 50_000


def test_everything_moves_on_one_clock(window: MainWindow) -> None:
    window.review.clock.seek(0.0)
    shown = [pane.video for pane in window.page.panes.values()] + [window.page.overlay.viewport]
    wait_until(lambda: all(view.isVisible() for view in shown))
    before = [picture(view) for view in shown]
    window.review.clock.play()
    wait_until(lambda: window.review.clock.time_s > 1.0)
    window.review.clock.pause()
    for view, was in zip(shown, before, strict=True):
        wait_until(lambda view=view, was=was: np.abs(picture(view) - was).max() > 40, 20)


@pytest.mark.parametrize(
    ("key", "seconds"),
    [(Qt.Key.Key_Period, 1 / 30), (Qt.Key.Key_Comma, -1 / 30), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)],
)
def test_keys_step_and_skip(window: MainWindow, qtbot: QtBot, key: Qt.Key, seconds: float) -> None:
    window.activateWindow()
    wait_until(window.isActiveWindow)
    window.review.clock.seek(3.0)
    qtbot.keyClick(window, key)
    assert window.review.clock.time_s == pytest.approx(3.0 + seconds)


def test_space_plays_and_k_pauses(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.review.clock.playing
    qtbot.keyClick(window, Qt.Key.Key_K)
    assert not window.review.clock.playing


def test_space_presses_the_button_that_the_keyboard_has_chosen(window: MainWindow, qtbot: QtBot) -> None:
    front, oblique = (
        next(b for b in window.page.overlay.findChildren(QAbstractButton) if b.text() == name)
        for name in ("Front", "Oblique")
    )
    front.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(front, Qt.Key.Key_Space)
    assert front.isChecked()
    assert not window.review.clock.playing
    oblique.click()
    front.clearFocus()


@pytest.mark.parametrize("look", ["Front", "Side", "Top", "Follow", "Oblique"])
def test_every_camera_sees_something_else(window: MainWindow, look: str) -> None:
    buttons = {button.text(): button for button in window.page.overlay.findChildren(QAbstractButton)}
    changes(window.page.overlay.viewport, buttons[look].click)


def test_bodies_instead_of_skeletons(window: MainWindow) -> None:
    body = next(b for b in window.page.overlay.findChildren(QAbstractButton) if b.accessibleName() == BODIES)
    changes(window.page.overlay.viewport, body.click)
    changes(window.page.overlay.viewport, body.click)


def test_swapped_sides_are_exchanged_at_once_and_back(window: MainWindow) -> None:
    before = window.session.clips[Side.TRAINEE].motion
    for swapped in (True, False):
        shown = window.session.result
        window.page.panes[Side.TRAINEE].details.swap_button.click()
        wait_until(lambda shown=shown: window.session.result is not shown, 30)
        assert window.session.clips[Side.TRAINEE].sides_swapped is swapped
        window.session.cancel()
        wait_until(lambda: not window.session.working)
    again = window.session.clips[Side.TRAINEE].motion
    np.testing.assert_allclose(again.joints_in_world, before.joints_in_world, atol=1e-5)


def test_body_height_scales_the_motion_at_once(window: MainWindow) -> None:
    shown = window.session.result
    before = window.session.clips[Side.COACH].motion
    window.page.panes[Side.COACH].details.height_box.setValue(1.87)
    wait_until(lambda: window.session.result is not shown, 30)
    after = window.session.clips[Side.COACH].motion
    assert after.height_m == pytest.approx(1.87)
    bones_m = [bone_lengths(motion.joints_in_world[0]).sum() for motion in (before, after)]
    assert bones_m[1] / bones_m[0] == pytest.approx(1.87 / 1.70, rel=0.02)


def test_the_window_thread_is_never_busy_for_long(
    window: MainWindow, watch: Busyness, record_property: Callable[[str, object], None]
) -> None:
    busy_s = np.array(watch.busy_s)
    record_property("busy_ms_p95_max", np.round(1000 * np.percentile(busy_s, [95, 100]), 1).tolist())
    assert np.percentile(busy_s, 99.5) < MAX_BUSY_S


def test_a_broken_file_is_said_in_a_dialog(window: MainWindow, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(bytes(5000))
    window.page.panes[Side.COACH].dropped.emit(broken)
    dialog = window.findChild(FailureDialog)
    wait_until(dialog.isVisible)
    assert any("broken.mp4" in text.text() for text in dialog.findChildren(QLabel))
    dialog.accept()
    assert window.session.clips[Side.COACH].path == SAMPLES[Side.COACH]


def test_a_report_is_saved_whole(qapp: QApplication, pair: list[Path], tmp_path: Path) -> None:
    window = MainWindow()
    window.open(pair)
    wait_until(lambda: window.session.result is not None)
    window.session.save_report(tmp_path / "report")
    wait_until(lambda: not window.jobs.jobs)
    names = {path.name for path in (tmp_path / "report").iterdir()}
    assert {"correction.json", "report.html", "overlay.mp4", "trainee.npz", "coach.npz"} <= names
    window.close()


def test_closing_while_working_is_quick(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path))
        window = MainWindow()
        window.show()
        window.open([SAMPLES[side] for side in Side])
        wait_until(lambda: any(job.fraction > 0 for job in window.jobs.jobs))
        began_s = time.monotonic()
        window.close()
        assert time.monotonic() - began_s < CLOSE_LIMIT_S
        assert window.jobs.jobs == ()
