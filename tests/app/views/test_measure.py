"""The Measure tab's parts in real windows: curves, tables, chooser, tools."""

import csv
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from measured_pair import measures, result
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side, open_clip
from app.presenters.drawings import Drawings
from app.presenters.measuring import Measuring
from app.presenters.review import Review
from app.presenters.session import Session
from app.viewport.widget import Viewport
from app.views.channel_chooser import NAME, ChannelChooser
from app.views.curves import ChannelPlot
from app.views.drawing_layer import DrawingLayer
from app.views.drawn_list import DrawnList
from app.views.joint_layer import JointLayer
from app.views.measure_drawer import MeasureDrawer
from app.views.video_view import VideoView
from capture.video import VideoWriter
from inference.motion.skeleton import JOINT_INDEX

pytestmark = pytest.mark.window
SIZE = (180, 320)


@pytest.fixture(scope="module")
def session(qapp: QApplication) -> Iterator[Session]:
    made = Session(JobRunner())
    made.clips = {Side.TRAINEE: result().trainee, Side.COACH: result().coach}
    made.result = result()
    yield made
    made.jobs.shutdown(5)


@pytest.fixture(scope="module")
def review(session: Session) -> Review:
    made = Review(session)
    made.clock.set_span((0.0, 5.5), 1 / 30)
    return made


@pytest.fixture(scope="module")
def measuring(session: Session, review: Review) -> Measuring:
    made = Measuring(session, review)
    made.measures = measures()
    return made


@pytest.fixture(scope="module")
def drawer(measuring: Measuring, review: Review) -> Iterator[MeasureDrawer]:
    made = MeasureDrawer(measuring, review)
    made.resize(1000, 300)
    made.show()
    yield made
    made.close()


def drawn(drawer: MeasureDrawer, measuring: Measuring, qtbot: QtBot, *channels: str) -> list[ChannelPlot]:
    """The plots of these channels, once they are there."""
    for name in channels:
        measuring.choose(name)
    qtbot.waitUntil(lambda: {*channels} <= {plot.channel for plot in drawer.curves.plots})
    return [plot for name in channels for plot in drawer.curves.plots if plot.channel == name]


@pytest.fixture
def drawings(session: Session) -> Drawings:
    return Drawings(session)


def test_the_play_head_follows_the_clock_and_both_values_are_told_with_their_uncertainty(
    drawer: MeasureDrawer, measuring: Measuring, review: Review, qtbot: QtBot
) -> None:
    (plot,) = drawn(drawer, measuring, qtbot, "left_knee_flexion")
    review.clock.seek(1.5)
    deep = plot.values.text()
    review.clock.seek(0.1)
    assert plot.values.text() != deep
    assert deep.count("±") == 3
    assert "63°" in deep


def test_a_click_on_a_curve_goes_there(
    drawer: MeasureDrawer, measuring: Measuring, review: Review, qtbot: QtBot
) -> None:
    (plot,) = drawn(drawer, measuring, qtbot, "left_knee_flexion")
    box = plot.view.getPlotItem().getViewBox()
    qtbot.waitUntil(lambda: box.sceneBoundingRect().width() > 300)
    low, high = box.viewRange()[1]
    at = plot.view.mapFromScene(box.mapViewToScene(QPointF(2.0, (low + high) / 2)))
    qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: abs(review.clock.time_s - 2.0) < 0.05)


def test_a_move_of_the_clock_leaves_the_window_free(
    drawer: MeasureDrawer, measuring: Measuring, review: Review, qtbot: QtBot
) -> None:
    names = ("left_knee_flexion", "right_knee_flexion", "trunk_lean_forward", "pelvis_height")
    drawn(drawer, measuring, qtbot, *names)
    busy_s = []
    for time_s in np.linspace(0, 5, 12).tolist():
        begun_s = time.thread_time()
        review.clock.seek(time_s)
        QApplication.processEvents()
        busy_s.append(time.thread_time() - begun_s)
    assert np.median(busy_s) < 0.05


def test_a_row_of_a_table_goes_to_its_repetition(drawer: MeasureDrawer, review: Review, qtbot: QtBot) -> None:
    table = drawer.ranges
    where = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert review.clock.time_s == pytest.approx(table.sheet_model.sheet.rows[1].start_s, abs=1e-6)


def test_a_table_is_copied_with_its_headers(drawer: MeasureDrawer, qtbot: QtBot) -> None:
    drawer.tabs.setCurrentWidget(drawer.tempo)
    drawer.copy_button.click()
    header, *rows = QApplication.clipboard().text().splitlines()
    assert header.startswith("Person\tRepetition\t")
    assert len(rows) == 7


def test_measurements_are_exported_as_csv(
    measuring: Measuring, session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "measured.csv"
    measuring.export(path)
    qtbot.waitUntil(lambda: not session.jobs.jobs)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 6


def test_a_channel_is_found_by_typing_and_ticked(measuring: Measuring, qtbot: QtBot) -> None:
    chooser = ChannelChooser(measuring)
    qtbot.addWidget(chooser)
    qtbot.keyClicks(chooser.search, "pelvis drop")
    found = chooser.tree.model()
    (part,) = (found.index(row, 0) for row in range(found.rowCount()))
    (channel,) = (found.index(row, 0, part) for row in range(found.rowCount(part)))
    assert channel.data(NAME) == "pelvis_drop"
    found.setData(channel, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert "pelvis_drop" in measuring.channels


def test_the_tree_of_channels_is_used_by_keyboard_beside_the_windows_shortcuts(
    measuring: Measuring, qtbot: QtBot
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    chooser = ChannelChooser(measuring)
    window.setCentralWidget(chooser)
    taken = []
    for key in ("Down", "Space"):
        QShortcut(QKeySequence(key), window, lambda key=key: taken.append(key))
    window.show()
    window.activateWindow()  # there is no window manager here to do it
    qtbot.waitUntil(window.isActiveWindow)
    chooser.search.setText("pelvis drop")
    chooser.tree.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(chooser.tree, key)
    assert taken == []
    assert chooser.tree.currentIndex().data(NAME) == "pelvis_drop"


@pytest.fixture
def layer(session: Session, drawings: Drawings, qtbot: QtBot, tmp_path: Path) -> Iterator[DrawingLayer]:
    """A small grey film with nothing drawn on it, in a window twice its size."""
    path = tmp_path / "grey.mp4"
    with VideoWriter(path, SIZE, 30.0) as writer:
        for _ in range(4):
            writer.write(np.full((SIZE[1], SIZE[0], 3), 90, np.uint8))
    clip = replace(open_clip(path), whole_motion=result().trainee.motion)
    session.clips[Side.TRAINEE] = clip
    video = VideoView("#0072b2")
    made = DrawingLayer(video, Side.TRAINEE, drawings, session)
    video.resize(2 * SIZE[0], 2 * SIZE[1])
    with qtbot.waitExposed(video):
        video.show()
    video.open(clip.footage)
    qtbot.waitUntil(lambda: not video.clip_size.isEmpty())
    yield made
    video.close_clip()
    video.close()
    session.clips[Side.TRAINEE] = result().trainee


def test_three_clicks_draw_an_angle_and_dragging_a_point_changes_it(
    layer: DrawingLayer, drawings: Drawings, qtbot: QtBot
) -> None:
    drawings.take("angle")
    for x, y in ((100, 100), (100, 300), (300, 300)):
        qtbot.mouseClick(layer, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    (drawn,) = drawings.shown
    np.testing.assert_allclose(drawn.points_px, [(50, 50), (50, 150), (150, 150)], atol=0.5)
    qtbot.mousePress(layer, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    layer.mouseMoveEvent(moved_to(300, 100))
    qtbot.mouseRelease(layer, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    np.testing.assert_allclose(drawings.shown[0].points_px[2], (150, 50), atol=0.5)


def test_a_drawing_can_be_made_moved_and_removed_by_keyboard(
    layer: DrawingLayer, drawings: Drawings, qtbot: QtBot
) -> None:
    drawings.take("distance")
    qtbot.keyClick(layer, Qt.Key.Key_Return)
    before = np.array(drawings.shown[0].points_px)
    qtbot.keyClick(layer, Qt.Key.Key_Space)
    qtbot.keyClick(layer, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    np.testing.assert_allclose(np.array(drawings.shown[0].points_px) - before, [(0, 0), (5, 0)], atol=1e-6)
    qtbot.keyClick(layer, Qt.Key.Key_Delete)
    assert not drawings.shown


def test_a_drawing_is_seen_on_the_video(layer: DrawingLayer, drawings: Drawings) -> None:
    before = layer.parentWidget().grab().toImage()
    drawings.draw(Side.TRAINEE, 0.0, ((50, 50), (50, 150), (150, 150)), 2.0)
    after = layer.parentWidget().grab().toImage()
    assert before.pixelColor(100, 200) != after.pixelColor(100, 200)
    assert before.pixelColor(300, 500) == after.pixelColor(300, 500)


def moved_to(x: int, y: int) -> QMouseEvent:
    held, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(x, y), QPointF(x, y), held, held, none)


def test_joints_are_picked_in_3d_by_clicks(
    session: Session, review: Review, drawings: Drawings, qtbot: QtBot
) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    layer = JointLayer(viewport, drawings, session, review)
    viewport.resize(500, 600)
    layer.resize(500, 600)
    for side, motion in session.overlay.items():
        viewport.scene.add(side.value, motion, "#0072b2")
    review.clock.seek(0.0)
    motion = session.overlay[Side.TRAINEE]
    drawings.take("distance")
    for joint in ("left_wrist", "right_wrist"):
        place = motion.joint(joint)[0]
        x, y = viewport.scene.camera((500, 600)).project(place)
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    (mark,) = drawings.drawn.marks
    assert mark.joints == ("left_wrist", "right_wrist")
    viewport.scene.close()


def test_joints_are_picked_by_keyboard(session: Session, review: Review, drawings: Drawings, qtbot) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    layer = JointLayer(viewport, drawings, session, review)
    drawings.take("distance")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(layer, key)
    assert [JOINT_INDEX[joint] for joint in drawings.drawn.marks[0].joints] == [1, 2]


def test_the_list_tells_values_goes_to_the_moment_and_takes_a_known_length(
    session: Session, review: Review, drawings: Drawings, qtbot: QtBot
) -> None:
    listed = DrawnList(drawings, session, review)
    qtbot.addWidget(listed)
    drawings.draw(Side.COACH, 2.0, ((0, 0), (0, 100)), 2.0)
    listed.list.setCurrentIndex(listed.list.model().index(0, 0))
    assert "100 ± 3 px" in listed.list.currentIndex().data()
    listed.list.clicked.emit(listed.list.currentIndex())
    assert review.clip_time_s(Side.COACH, review.clock.time_s) == pytest.approx(2.0, abs=0.05)
    listed.length_box.setValue(42.0)
    assert drawings.shown[0].length_m == pytest.approx(0.42)
    assert listed.list.currentIndex().data() == "42.0 cm, given   Coach, 0:02.00"
    listed.remove_button.click()
    assert not drawings.shown
