import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from cameras import FPS, StagedCamera
from clips import number_in
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSlider
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side
from app.presenters.studio import Studio
from app.views.landmark_painter import paint_landmarks
from app.views.live_view import LiveView
from app.views.record_page import RecordPage
from capture.live import Feed
from capture.video import read_frames
from inference.pose.keypoints import LANDMARK_INDEX

pytestmark = pytest.mark.window


@pytest.fixture
def cameras() -> list[StagedCamera]:
    return []


@pytest.fixture
def page(qtbot: QtBot, cameras: list[StagedCamera], tmp_path: Path) -> Iterator[RecordPage]:
    """Open, before anything is known of cameras; those put into `cameras` will be found."""
    jobs = JobRunner()
    before = threading.active_count()
    made = RecordPage(Studio(jobs, tmp_path / "films", "Trainee", lambda: list(cameras)), Side.TRAINEE)
    made.jobs = jobs
    with qtbot.waitExposed(made):
        made.open()
    yield made
    for camera in cameras:
        camera.unplug()
    made.close()
    assert jobs.shutdown(5)
    qtbot.waitUntil(lambda: threading.active_count() <= before, timeout=20_000)


def shown(view: LiveView) -> int:
    """The number of the picture that a view shows."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    height = round(image.width() * 3 / 4)
    if height > image.height():
        width = round(image.height() * 4 / 3)
        left = (image.width() - width) // 2
        return number_in(pixels[:, left : left + width])
    top = (image.height() - height) // 2
    return number_in(pixels[top : top + height])


def running(page: RecordPage, qtbot: QtBot, camera: StagedCamera, cameras: list[StagedCamera]) -> Feed:
    """The page's first feed, which has shown picture 5."""
    cameras.append(camera)
    page._studio._devices.videoInputsChanged.emit()
    qtbot.waitUntil(lambda: page._studio.feeds[0] is not None, timeout=20_000)
    feed = page._studio.feeds[0]
    camera.show(feed, range(6))
    qtbot.waitUntil(page.button.isEnabled, timeout=20_000)
    return feed


def test_without_a_camera_it_says_so_kindly(page: RecordPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "No camera" in page.absence.text(), timeout=20_000)
    assert page.absence.isVisible()
    assert not page.button.isVisible()


def test_a_camera_that_is_plugged_in_is_shown(
    page: RecordPage, qtbot: QtBot, cameras: list[StagedCamera]
) -> None:
    camera = StagedCamera()
    feed = running(page, qtbot, camera, cameras)
    assert not page.absence.isVisible()
    qtbot.waitUntil(lambda: shown(page.views[0]) == 5, timeout=20_000)
    camera.show(feed, [700])
    qtbot.waitUntil(lambda: shown(page.views[0]) == 700, timeout=20_000)
    assert not page.views[1].isVisible()


def test_the_button_records_and_the_page_closes(
    page: RecordPage, qtbot: QtBot, cameras: list[StagedCamera]
) -> None:
    camera = StagedCamera()
    feed = running(page, qtbot, camera, cameras)
    page.settings.countdown.setCurrentIndex(0)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.button.text() == "Stop" and page._studio.saving, timeout=20_000)
    camera.show(feed, range(FPS, 2 * FPS))
    with qtbot.waitSignal(page.recorded, timeout=20_000) as recorded:
        qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
        camera.show_at_once([1000])
    numbers = [number_in(image) for _, image in read_frames(recorded.args[0])]
    assert set(range(FPS, 2 * FPS)) <= set(numbers)
    camera.show_at_once([1001, 1002])
    qtbot.waitUntil(lambda: not page.isVisible(), timeout=20_000)


def test_the_picture_can_be_late(page: RecordPage, qtbot: QtBot, cameras: list[StagedCamera]) -> None:
    camera = StagedCamera()
    feed = running(page, qtbot, camera, cameras)
    page.settings.delay.setValue(60)
    qtbot.waitUntil(lambda: "begins in" in page.views[0].sentence, timeout=20_000)
    # Taken just then as far as the camera's clock goes, and shown a second later.
    page.settings.delay.setValue(1)
    camera.show(feed, [40])
    qtbot.waitUntil(lambda: shown(page.views[0]) == 40, timeout=20_000)


def test_the_second_camera_is_another_one(
    page: RecordPage, qtbot: QtBot, cameras: list[StagedCamera]
) -> None:
    other = StagedCamera()
    other.name = "Other"
    cameras.append(other)
    camera = StagedCamera()
    cameras.insert(0, camera)
    page._studio._devices.videoInputsChanged.emit()
    qtbot.waitUntil(lambda: page._studio.feeds[0] is not None, timeout=20_000)
    first, second = page.settings.cameras
    qtbot.waitUntil(lambda: second.count() == 2, timeout=20_000)
    assert [second.itemText(index) for index in range(second.count())] == ["None", "Other"]
    second.setCurrentIndex(1)
    second.activated.emit(1)
    qtbot.waitUntil(lambda: page.views[1].isVisible(), timeout=20_000)
    assert [first.itemText(index) for index in range(first.count())] == ["Staged"]
    camera.show_at_once([1])
    other.show_at_once([2])


def test_a_take_that_was_cut_short_is_kept_and_said(
    page: RecordPage, qtbot: QtBot, cameras: list[StagedCamera]
) -> None:
    camera = StagedCamera()
    feed = running(page, qtbot, camera, cameras)
    page.settings.countdown.setCurrentIndex(0)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._studio.saving, timeout=20_000)
    camera.show(feed, range(FPS, 2 * FPS))
    with qtbot.waitSignal(page.recorded, timeout=20_000):
        camera.unplug()
    qtbot.waitUntil(lambda: "is gone" in page.note.text(), timeout=20_000)
    QApplication.processEvents()
    assert page.note.isVisible()


def test_a_camera_that_is_unplugged_is_said(
    page: RecordPage, qtbot: QtBot, cameras: list[StagedCamera]
) -> None:
    camera = StagedCamera()
    running(page, qtbot, camera, cameras)
    camera.unplug()
    qtbot.waitUntil(lambda: "is gone" in page.views[0].sentence, timeout=20_000)
    qtbot.waitUntil(lambda: not page.button.isEnabled(), timeout=20_000)


def test_every_control_has_a_name_for_screen_readers(page: RecordPage) -> None:
    for kind in (QAbstractButton, QComboBox, QSlider):
        for control in page.findChildren(kind):
            assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())


def test_the_skeleton_is_drawn_on_the_picture(qtbot: QtBot) -> None:
    """Without a network: what the painter does with landmarks."""
    keypoints_px = np.zeros((33, 3))
    keypoints_px[LANDMARK_INDEX["left_shoulder"]] = 10, 50, 1
    keypoints_px[LANDMARK_INDEX["right_shoulder"]] = 90, 50, 1
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    paint_landmarks(painter, QRectF(0, 0, 200, 200), keypoints_px, 100, QColor("white"))
    painter.end()
    assert image.pixelColor(100, 100) == QColor("white")
    assert image.pixelColor(100, 20) == QColor("black")
