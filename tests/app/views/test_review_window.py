"""Modes, moments set by hand, loops and keys in the real window, with a filmed pair that needs no network."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from filmed import filmed
from motions import squat
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from window_waiting import wait_until

from app.main_window import MainWindow
from app.presenters.arrangement import Mode
from app.presenters.clip import Side
from app.presenters.keys import ACTIONS, SESSION
from app.presenters.loops import EVERYTHING
from app.views import theme
from app.views.keys_dialog import KeysDialog

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def opened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """Two shallow squats beside two deep ones, compared."""
    folder = tmp_path_factory.mktemp("filmed")
    theme.apply(qapp)
    window = MainWindow()
    window.show()
    window.activateWindow()
    wait_until(window.isActiveWindow)
    motions = [squat(2, depth_rad=depth_rad, fps=10, moving_s=1.5) for depth_rad in (1.1, 1.75)]
    trainee = filmed(folder / "t.mp4", motions[0], (0, 1.2, 3.5), (0, 0.9, 0), (255, 0, 0))
    coach = filmed(folder / "c.mp4", motions[1], (0.3, 1.2, 5.5), (0.3, 1.1, 0), (0, 255, 0))
    window.session.restore({Side.TRAINEE: trainee, Side.COACH: coach})
    wait_until(lambda: window.session.result is not None and not window.session.working)
    wait_until(lambda: all(pane.video.portrait for pane in window.page.panes.values()))
    yield window
    window.close()


@pytest.fixture
def window(opened: MainWindow) -> Iterator[MainWindow]:
    """At the beginning, nothing chosen; and so again afterwards."""
    opened.page.arrangement.changed.emit()
    opened.keys.restore()
    opened.review.clock.seek(0.0)
    yield opened
    opened.review.clock.pause()
    opened.review.loops.clear()
    opened.review.sync.restore()
    wait_until(lambda: opened.session.result.origins is None and not opened.session.working)


def press(window: MainWindow, key: str) -> None:
    QTest.keySequence(window, QKeySequence(key))
    QApplication.processEvents()


def seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def test_modes_show_the_clips_beside_below_over_each_other_or_not_at_all(window: MainWindow) -> None:
    trainee, coach = (window.page.panes[side] for side in Side)
    overlay, superposed = window.page.overlay, window.page.stage.superposed
    assert window.page.bar.modes[Mode.BESIDE].isChecked()  # portrait clips, and nobody has chosen
    press(window, "2")
    wait_until(lambda: coach.y() > trainee.y() + trainee.height() / 2)
    width_px = overlay.width()
    press(window, "3")
    wait_until(lambda: seen(superposed))
    assert not seen(trainee)
    assert seen(overlay)
    press(window, "4")
    wait_until(lambda: not seen(superposed) and overlay.width() > 1.3 * width_px)
    assert window.page.bar.modes[Mode.SOLID].isChecked()
    window.page.bar.modes[Mode.BESIDE].click()
    wait_until(lambda: seen(coach) and coach.x() > trainee.x() + trainee.width() / 2)
    assert coach.y() == trainee.y()


def test_superposed_clips_move_on_one_clock_and_blend_as_one_likes(window: MainWindow) -> None:
    press(window, "3")
    stage, videos = window.page.stage, [window.page.panes[side].video for side in Side]
    wait_until(lambda: seen(stage.superposed))
    time_s = float(window.session.result.comparison.alignment.matches[1].trainee_s[5])
    window.review.clock.seek(time_s)
    coach_s = window.review.clip_time_s(Side.COACH, time_s)
    wait_until(lambda: [video.time_s for video in videos] == [time_s, coach_s])
    before = stage.superposed.grab().toImage()
    for _ in range(10):
        press(window, "-")
    assert (stage.blend.value(), window.page.arrangement.blend) == (0, 0.0)
    assert stage.superposed.grab().toImage() != before
    stage.blend.setValue(50)
    assert stage.superposed.grab().toImage() == before
    stage.on_person.click()
    assert stage.superposed.grab().toImage() != before
    assert not window.page.arrangement.registered


def test_the_same_moment_is_set_by_scrubbing_each_clip(window: MainWindow) -> None:
    page, sync = window.page, window.review.sync
    alone = window.session.result
    scores = alone.comparison.scores
    window.review.clock.seek(1.0)
    page.bar.sync.click()
    assert seen(page.sync)
    assert not seen(page.transport)
    line = page.sync.lines[Side.COACH]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    held_s = sync.coach_s
    assert held_s == pytest.approx(window.session.clips[Side.COACH].end_s / 2, abs=0.05)
    wait_until(lambda: page.panes[Side.COACH].video.time_s == held_s)
    press(window, "Ctrl+.")
    assert sync.coach_s == pytest.approx(held_s + 0.1)
    page.sync.same.click()
    assert seen(page.transport)
    wait_until(lambda: window.session.result is not alone)
    assert window.session.result.correction.alignment.offset_s == pytest.approx(held_s + 0.1 - 1.0)
    assert window.session.result.comparison.scores != scores
    assert "by hand" in page.bar.sync.text()
    press(window, "M")
    assert page.sync.automatic.isEnabled()
    page.sync.automatic.click()
    wait_until(lambda: window.session.result.origins is None)
    assert window.session.result.comparison.scores == pytest.approx(scores)
    assert "by hand" not in page.bar.sync.text()


def test_the_moment_is_looked_for_in_pictures_even_from_3d(window: MainWindow) -> None:
    press(window, "4")
    wait_until(lambda: not seen(window.page.panes[Side.COACH]))
    press(window, "M")
    wait_until(lambda: seen(window.page.panes[Side.COACH]))
    window.review.sync.cancel()
    wait_until(lambda: not seen(window.page.panes[Side.COACH]))


def test_keys_loop_a_repetition_and_between_marks(window: MainWindow) -> None:
    clock, loops = window.review.clock, window.review.loops
    press(window, "PgDown")
    repetition = loops.repetitions[0]
    assert clock.loop_span == (repetition.start_s, repetition.end_s)
    press(window, "PgDown")
    assert clock.loop_span[0] == loops.repetitions[1].start_s
    clock.seek(1.0)
    press(window, "[")
    clock.seek(2.0)
    press(window, "O")
    assert clock.loop_span == (1.0, 2.0)
    press(window, "X")
    assert loops.chosen == EVERYTHING


def test_j_k_and_l_play_both_ways_and_faster(window: MainWindow) -> None:
    clock = window.review.clock
    rates = []
    for key in ("L", "L", "J", "K"):
        press(window, key)
        rates.append(clock.rate if clock.playing else 0.0)
    assert rates == [1.0, 2.0, -1.0, 0.0]


def test_a_key_that_was_bound_anew_works_in_the_window_at_once(window: MainWindow) -> None:
    press(window, "F1")
    wait_until(lambda: bool(window.findChildren(KeysDialog)))
    dialog = window.findChildren(KeysDialog)[-1]
    wait_until(dialog.isVisible)
    dialog.table.setCurrentItem(next(item for item in dialog._rows if item.text(0) == "Clips superposed"))
    dialog.change_button.click()
    QTest.keyClick(dialog.press, "w")
    wait_until(lambda: window.keys.text("superposed") == "W")
    dialog.accept()
    window.activateWindow()  # there is no window manager here to do it
    wait_until(window.isActiveWindow)
    press(window, "3")
    assert not seen(window.page.stage.superposed)
    press(window, "W")
    wait_until(lambda: seen(window.page.stage.superposed))


def test_every_key_of_the_session_does_something(window: MainWindow) -> None:
    shortcuts = [QShortcut.keys(shortcut) for shortcut in window.findChildren(QShortcut)]
    bound = {key.toString() for keys in shortcuts for key in keys}
    needing_a_library = {"try_again", "trainee_view"}
    for name, action in ACTIONS.items():
        if action.place == SESSION and name not in needing_a_library:
            assert {QKeySequence(key).toString() for key in action.keys} <= bound, name


def test_tips_name_the_keys_as_they_are_bound(window: MainWindow) -> None:
    assert window.page.transport.play.toolTip() == "Play or pause (Space)"
    window.keys.set("superposed", QKeySequence("W"))
    assert window.page.bar.modes[Mode.SUPERPOSED].toolTip() == "Superposed (W)"
    window.keys.set("superposed")
    assert window.page.bar.modes[Mode.SUPERPOSED].toolTip() == "Superposed"


def test_scrubbing_superposed_keeps_the_window_free(window: MainWindow) -> None:
    """What the window's own thread does for a picture, without waiting for the decoders."""
    stage = window.page.stage
    press(window, "3")
    wait_until(lambda: seen(stage.superposed))
    spent_s = []
    for time_s in np.linspace(0, window.review.clock.span[1], 20):
        begun_s = time.thread_time()
        window.review.clock.seek(float(time_s))
        stage.superposed.grab()
        spent_s.append(time.thread_time() - begun_s)
    assert np.percentile(spent_s, 95) < 0.05
