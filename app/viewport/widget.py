"""The 3-D view in the window: shows a Scene's pictures and turns it with the mouse.

VTK draws off screen and this widget paints the result, so no OpenGL window lives inside Qt's: nothing breaks
when the widget is created hidden, moved between tabs, shown under Wayland, or closed. It draws only when
something changed and it is visible.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewport import stage
from app.viewport.canvas import OpenGLError, OpenGLProbe
from app.viewport.label_painter import paint_labels
from app.viewport.scene import Scene

DEGREES_PER_PX = 0.4
ZOOM_PER_NOTCH = 1.15
NOTCH = 120
# While pictures follow each other faster than this they are drafts; the last one is then drawn finely.
SETTLED_MS = 180
PROBE_EVERY_MS = 50
# A window darker than this (0..255) has the stage by night.
DARK_BELOW = 128


class Viewport(QWidget):
    """Shows `scene`: drag to turn, right drag to move, wheel to zoom, double-click to go back.

    `dragging`, if set, takes drags instead: pixels to the right and down, and whether by the right button.
    """

    _usable: bool | None = None  # of this machine's OpenGL: asked once, by the first viewport that is shown
    _why_not = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene(changed=self._on_change)
        self.dragging: Callable[[float, float, bool], object] | None = None
        self._image: QImage | None = None
        self._pressed_at = QPointF()
        self._probe: OpenGLProbe | None = None
        self._probe_timer = QTimer(self, interval=PROBE_EVERY_MS)
        self._probe_timer.timeout.connect(self._ask_probe)
        self._settle_timer = QTimer(self, interval=SETTLED_MS, singleShot=True)
        self._settle_timer.timeout.connect(self._redraw)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask whether this machine can draw, the first time that anything is to be seen."""
        super().showEvent(event)
        if Viewport._usable is None and self._probe is None:
            self._probe = OpenGLProbe()
            self._probe_timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Give the graphics memory back when closed or covered by another tab; not when minimised."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._probe_timer.stop()
            self._settle_timer.stop()
            self.scene.close()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the scene, or the sentence that says why there is none."""
        painter = QPainter(self)
        if self._usable:
            painter.drawImage(self.rect(), self._picture())
            labels = self.scene.labels(self._image_size())
            paint_labels(painter, labels, self.devicePixelRatioF(), self.palette())
            return
        painter.fillRect(self.rect(), self.palette().window())
        painter.setPen(self.palette().windowText().color())
        box = self.rect().adjusted(24, 24, -24, -24)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, self._why_not or self.tr("Preparing the 3-D view …"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Light the stage as the window's theme has it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Remember where a drag starts."""
        self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Turn the scene, or move it."""
        moved = event.position() - self._pressed_at
        self._pressed_at = event.position()
        by_right = not event.buttons() & Qt.MouseButton.LeftButton
        if self.dragging is not None:
            self.dragging(moved.x(), moved.y(), by_right)
        elif not by_right:
            self.scene.turn(-moved.x() * DEGREES_PER_PX, moved.y() * DEGREES_PER_PX)
        else:
            self.scene.shift(moved.x() / self.height(), moved.y() / self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom."""
        self.scene.zoom(ZOOM_PER_NOTCH ** (event.angleDelta().y() / NOTCH))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go back to where the preset looks from."""
        self.scene.reset()

    def _dress(self) -> None:
        dark = self.palette().window().color().lightness() < DARK_BELOW
        self.scene.dress(stage.DARK if dark else stage.LIGHT)

    def _on_change(self) -> None:
        if self.isVisible():
            self._settle_timer.start()
        self._redraw()

    def _redraw(self) -> None:
        self._image = None
        self.update()

    def _image_size(self) -> tuple[int, int]:
        size = self.size() * self.devicePixelRatioF()
        return size.width(), size.height()

    def _picture(self) -> QImage:
        width, height = self._image_size()
        if self._image is None or self._image.size().toTuple() != (width, height):
            pixels = self.scene.picture((width, height), draft=self._settle_timer.isActive())
            self._image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        return self._image

    def _ask_probe(self) -> None:
        if self._probe is None or self._probe.running():
            return
        self._probe_timer.stop()
        try:
            self._probe.check()
            Viewport._usable = True
        except OpenGLError as error:
            Viewport._usable, Viewport._why_not = False, str(error)
            self.setAccessibleDescription(str(error))
        self._probe = None
        self.update()
