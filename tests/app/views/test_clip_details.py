from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from motions import squat
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.presenters.clip import Clip, Side
from app.views.clip_details import ClipDetails
from app.views.clip_pane import ClipPane
from capture.video import VideoInfo

INFO = VideoInfo((720, 1280), 30.0, 8.0, 240.0)
SLOW = Clip(Path("slow.mp4"), INFO, 0.0, 1.0, 1 / 240)


def doubtful(count: int) -> Clip:
    """A motion with so many parts of the body in doubt."""
    motion = squat(2)
    sigma = np.full(motion.confidence.shape, 0.02)
    for joint in (20, 21, 10)[:count]:
        sigma[30:60, joint] = 0.3
    clip = Clip(Path("squat.npz"), None, 0.0, motion.duration_s, 1 / 30)
    return clip.moving(replace(motion, sigma_m=sigma))


@pytest.fixture
def pane(qtbot: QtBot) -> ClipPane:
    made = ClipPane(Side.TRAINEE)
    qtbot.addWidget(made)
    made.resize(320, 500)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.video.close_clip()


@pytest.fixture
def details(pane: ClipPane) -> ClipDetails:
    return pane.details


def test_the_details_open_under_the_keyboard_and_close_again(pane: ClipPane, qtbot: QtBot) -> None:
    pane.show_clip(doubtful(0))
    pane.details_button.click()
    qtbot.waitUntil(pane.details.isVisible)
    qtbot.keyClick(pane.details, Qt.Key.Key_Escape)
    assert not pane.details.isVisible()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_badge_counts_what_is_doubtful_and_opens_it(pane: ClipPane, qtbot: QtBot, count: int) -> None:
    pane.show_clip(doubtful(count))
    assert pane.warning_button.isVisible() == (count > 0)
    if count:
        assert pane.warning_button.text() == str(count)
        assert pane.warning_button.accessibleName().startswith(str(count))
        assert pane.warning_button.toolTip().count("can hardly be made out") == count
        pane.warning_button.click()
        qtbot.waitUntil(pane.details.isVisible)
        pane.details.close()


def test_slow_motion_is_said_and_can_be_set(details: ClipDetails, qtbot: QtBot) -> None:
    details.show_clip(SLOW)
    assert details.fps_box.value() == 240
    assert "8.0 times slower" in details.speed.text()
    with qtbot.waitSignal(details.filmed_at) as told:
        details.fps_box.setValue(120)
    assert told.args == [120.0]
    with qtbot.assertNotEmitted(details.filmed_at):
        details.show_clip(SLOW.filmed_at(30.0))
    assert details.speed.text() == ""


def test_the_mirror_is_told_and_shown(details: ClipDetails, qtbot: QtBot) -> None:
    details.show_clip(SLOW)
    with qtbot.waitSignal(details.mirrored) as told:
        details.mirror_button.click()
    assert told.args == [True]
    details.show_clip(replace(SLOW, mirrored=False))
    assert not details.mirror_button.isChecked()


def test_a_motion_file_has_no_camera_to_correct(details: ClipDetails) -> None:
    details.show_clip(doubtful(0))
    for control in (details.mirror_button, details.swap_button, details.fps_box, details.height_box):
        assert not control.isEnabled()
