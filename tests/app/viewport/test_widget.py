"""The 3-D view in a real window: drawn when seen, quiet when hidden, orderly when closed."""

import threading
from pathlib import Path

import numpy as np
import pytest
from motions import squat
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from app.viewport import widget
from app.viewport.canvas import OpenGLError
from app.viewport.widget import Viewport

pytestmark = pytest.mark.window


@pytest.fixture
def viewport(qtbot):
    made = Viewport()
    qtbot.addWidget(made)
    made.resize(320, 240)
    made.scene.add("trainee", squat(), "#2f81f7")
    return made


def shown(qtbot, viewport: Viewport) -> np.ndarray:
    """The pixels of the window once the scene is drawn."""
    viewport.show()
    qtbot.waitExposed(viewport)
    qtbot.waitUntil(lambda: Viewport._usable is not None, timeout=30_000)
    qtbot.wait(2 * widget.SETTLED_MS)
    return pixels(viewport)


def pixels(viewport: QWidget) -> np.ndarray:
    image = viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def test_the_window_shows_the_scene(qtbot, viewport):
    seen = shown(qtbot, viewport)
    np.testing.assert_array_equal(seen, viewport.scene.picture((320, 240)))
    assert (seen[..., 2].astype(int) - seen[..., 0] > 80).sum() > 50


def test_nothing_is_drawn_before_it_is_shown_nor_when_hidden(qtbot, viewport, monkeypatch):
    drawn = []
    picture = viewport.scene.picture
    monkeypatch.setattr(
        viewport.scene, "picture", lambda *args, **kw: drawn.append(1) or picture(*args, **kw)
    )
    viewport.scene.show("trainee", 1.0)
    qtbot.wait(300)
    assert not drawn
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.addTab(viewport, "3-D")
    tabs.addTab(QWidget(), "other")
    tabs.show()
    qtbot.waitUntil(lambda: bool(drawn), timeout=30_000)
    tabs.setCurrentIndex(1)
    qtbot.wait(300)
    drawn.clear()
    viewport.scene.show("trainee", 2.0)
    qtbot.wait(300)
    assert not drawn
    assert not [timer for timer in viewport.findChildren(QTimer) if timer.isActive()]
    tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: bool(drawn), timeout=5_000)
    viewport.setParent(None)  # or the tabs take it with them


def test_playing_is_drawn_roughly_and_the_last_picture_finely(qtbot, viewport, monkeypatch):
    shown(qtbot, viewport)
    drafts = []
    picture = viewport.scene.picture
    monkeypatch.setattr(
        viewport.scene, "picture", lambda size, draft=False: drafts.append(draft) or picture(size, draft)
    )
    for time_s in np.linspace(0.2, 1.2, 5):
        viewport.scene.show("trainee", time_s)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: bool(drafts) and not drafts[-1], timeout=5_000)
    assert drafts[0]
    assert drafts.count(False) == 1


def test_the_mouse_turns_moves_zooms_and_goes_back(qtbot, viewport):
    start = shown(qtbot, viewport)
    camera = viewport.scene.camera((320, 240))
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    qtbot.mouseMove(viewport, QPoint(60, 120))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 120))
    turned = viewport.scene.camera((320, 240))
    assert np.linalg.norm(turned.position_in_world - camera.position_in_world) > 0.5
    wheel = QWheelEvent(
        QPointF(160, 120), QPointF(160, 120), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, wheel)
    assert viewport.scene.camera((320, 240)).camera_matrix[0, 0] > turned.camera_matrix[0, 0]
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    qtbot.wait(2 * widget.SETTLED_MS)
    np.testing.assert_array_equal(pixels(viewport), start)


def test_values_are_written_where_the_scene_has_them(qtbot, viewport):
    without = shown(qtbot, viewport)
    viewport.scene.show("trainee", 1.5)
    viewport.scene.measure("trainee", "left_knee_flexion")
    qtbot.wait(2 * widget.SETTLED_MS)
    drawn, seen = viewport.scene.picture((320, 240)), pixels(viewport)
    (label,) = viewport.scene.labels((320, 240))
    written = np.argwhere((drawn != seen).any(-1))[:, ::-1]
    np.testing.assert_allclose((written.min(0) + written.max(0)) / 2, label.at_px, atol=3)
    x, y = np.round(label.at_px).astype(int)
    plate = seen[y - 7, x]
    assert (plate == QColor(viewport.palette().base().color()).getRgb()[:3]).all()
    viewport.scene.measure("trainee", None)
    viewport.scene.show("trainee", 0.0)
    qtbot.wait(2 * widget.SETTLED_MS)
    np.testing.assert_array_equal(pixels(viewport), without)


def test_the_stage_follows_the_windows_theme(qtbot, viewport):
    light = shown(qtbot, viewport)
    palette = QPalette(viewport.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor("#14181e"))
    viewport.setPalette(palette)
    qtbot.wait(2 * widget.SETTLED_MS)
    assert pixels(viewport)[3, 3].max() < 60 < 200 < light[3, 3].min()


def test_a_drag_can_be_taken_by_a_tool(qtbot, viewport):
    shown(qtbot, viewport)
    drags = []
    viewport.dragging = lambda *drag: drags.append(drag)
    before = viewport.scene.camera((320, 240)).camera_from_world
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        qtbot.mousePress(viewport, button, pos=QPoint(100, 100))
        qtbot.mouseMove(viewport, QPoint(130, 90))
        qtbot.mouseRelease(viewport, button, pos=QPoint(130, 90))
    assert drags == [(30, -10, False), (30, -10, True)]
    np.testing.assert_array_equal(viewport.scene.camera((320, 240)).camera_from_world, before)


def test_without_opengl_a_sentence_is_shown(qtbot, viewport, monkeypatch):
    class BrokenDriver:
        def running(self):
            return False

        def check(self):
            raise OpenGLError("The 3-D view needs OpenGL.")

    monkeypatch.setattr(widget, "OpenGLProbe", BrokenDriver)
    monkeypatch.setattr(Viewport, "_usable", None)
    monkeypatch.setattr(Viewport, "_why_not", "")
    monkeypatch.setattr(viewport.scene, "picture", lambda *_, **__: pytest.fail("drew without OpenGL"))
    viewport.show()
    qtbot.waitUntil(lambda: Viewport._usable is False)
    qtbot.wait(50)
    seen = pixels(viewport)
    assert len(np.unique(seen.reshape(-1, 3), axis=0)) > 5
    assert viewport.accessibleDescription() == "The 3-D view needs OpenGL."


def test_opening_and_closing_leaves_no_thread_and_no_timer(qtbot):
    threads = None
    for _ in range(10):
        opened = Viewport()
        opened.resize(160, 120)
        opened.scene.add("trainee", squat(), "#2f81f7")
        opened.show()
        qtbot.waitUntil(lambda: Viewport._usable is not None, timeout=30_000)
        opened.scene.show("trainee", 1.0)
        qtbot.wait(20)
        opened.close()
        timers = [timer for timer in opened.findChildren(QTimer) if timer.isActive()]
        assert not timers
        opened.deleteLater()
        QApplication.processEvents()
        threads = threads or _tasks()
    assert threading.active_count() == 1
    assert _tasks() <= threads


def _tasks() -> int:
    """Threads of this process as the system counts them, those of the graphics driver included."""
    return len(list(Path("/proc/self/task").iterdir()))
