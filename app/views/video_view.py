"""Video view: one clip's picture with the person's own skeleton drawn back onto it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.frame_fetcher import FrameFetcher
from app.views.skeleton_painter import SkeletonPainter
from capture.video import Footage
from inference.motion.motion import Motion

CORNER_PX = 8
BACKGROUND, WRITING = "#0b0e12", "#c9d1db"
SENTENCE_MARGIN_PX = 24
CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class VideoView(QWidget):
    """Shows a clip at a time.

    `sized`: the clip's shape is known; `pictured`: it looks different now.
    """

    sized = Signal()
    pictured = Signal()

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor(colour)
        self._fetcher: FrameFetcher | None = None
        self._image: QImage | None = None
        self.sentence = ""
        self._time_s = 0.0
        self._skeleton: SkeletonPainter | None = None
        self._lit: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)

    @property
    def portrait(self) -> bool:
        """Whether the clip is taller than wide; False until the first picture is there."""
        return self._image is not None and self._image.height() > self._image.width()

    @property
    def clip_size(self) -> QSize:
        """Width and height of the clip's pictures in pixels of the clip; empty as long as there is none."""
        if self._skeleton is not None:
            return QSize(*self._skeleton.image_size)
        return self._image.size() if self._image is not None else QSize()

    @property
    def time_s(self) -> float:
        """The clip time that is shown."""
        return self._time_s

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a small video."""
        return QSize(360, 300)

    def open(self, footage: Footage) -> None:
        """Show these pictures, from their beginning, without a skeleton."""
        self.close_clip()
        self._fetcher = FrameFetcher(footage, self)
        self._fetcher.arrived.connect(self._on_arrived)
        self._fetcher.failed.connect(self.say)
        self._fetcher.fetch(0.0)

    def say(self, sentence: str) -> None:
        """Show a sentence in place of pictures."""
        self._image, self.sentence = None, sentence
        self._look_anew()

    def close_clip(self) -> None:
        """Let go of the clip and its thread."""
        if self._fetcher is not None:
            self._fetcher.stop()
            self._fetcher.deleteLater()
        self._fetcher = None
        self.set_motion(None)
        self.say("")

    def set_motion(self, motion: Motion | None) -> None:
        """Draw this motion's skeleton, seen by its own camera; None draws none."""
        self._skeleton = SkeletonPainter(motion, self._colour) if motion and motion.view else None
        self._look_anew()

    def light(self, joints: tuple[str, ...]) -> None:
        """Mark these joints."""
        self._lit = joints
        self._look_anew()

    def show_time(self, time_s: float) -> None:
        """Show the picture at clip time time_s, as soon as it is decoded."""
        if self._fetcher is not None:
            self._fetcher.fetch(time_s)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture, as large as fits, and the skeleton of the same instant."""
        with on_dark(self) as painter:
            painter.setPen(QColor(WRITING))
            box = self.rect().adjusted(SENTENCE_MARGIN_PX, 0, -SENTENCE_MARGIN_PX, 0)
            painter.drawText(box, CENTRED, self.sentence)
            if self._image is not None:
                target = fitted(self._image.size(), self.size())
                self.paint_picture(painter, target)
                self.paint_skeleton(painter, target)

    def paint_picture(self, painter: QPainter, target: QRectF) -> None:
        """The picture alone, if there is one."""
        if self._image is not None:
            painter.drawImage(target, self._image)

    def paint_skeleton(self, painter: QPainter, target: QRectF) -> None:
        """The skeleton over a picture that fills target, if both are there."""
        if self._image is not None and self._skeleton is not None:
            self._skeleton.paint(painter, target, self._time_s, self._lit)

    def _on_arrived(self, image: QImage, time_s: float) -> None:
        first = self._image is None
        self._image, self._time_s = image, time_s
        if first:
            self.sized.emit()
        self._look_anew()

    def _look_anew(self) -> None:
        self.update()
        self.pictured.emit()


@contextmanager
def on_dark(widget: QWidget) -> Iterator[QPainter]:
    """Paint on the whole of a widget, dark and with rounded corners."""
    corners = QPainterPath()
    corners.addRoundedRect(QRectF(widget.rect()), CORNER_PX, CORNER_PX)
    with QPainter(widget) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(corners)
        painter.fillRect(widget.rect(), QColor(BACKGROUND))
        yield painter


def fitted(picture: QSize, room: QSize) -> QRectF:
    """The largest place in the middle of room that has the picture's proportions."""
    size = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    corner = QPointF((room.width() - size.width()) / 2, (room.height() - size.height()) / 2)
    return QRectF(corner, size)
