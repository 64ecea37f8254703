"""Live view: what one camera sees, with the person's skeleton, the countdown, and how the take stands."""

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.presenters.live_skeleton import LiveSkeleton
from app.views.landmark_painter import paint_landmarks
from app.views.live_fetcher import LiveFetcher
from app.views.video_view import BACKGROUND, CENTRED, CORNER_PX, SENTENCE_MARGIN_PX, WRITING, fitted
from capture.live import Feed

RECORDING = QColor("#e5484d")
VEIL, THICK_VEIL = QColor(0, 0, 0, 90), QColor(0, 0, 0, 170)
FRAME_PX = 6
# The countdown is read from across the room.
COUNT_SHARE = 0.5


class LiveView(QWidget):
    """Shows a feed, `delay_s` late; `count` is drawn over it, and a frame around it while `recording`."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = ""
        self._colour = QColor(colour)
        self._count = 0
        self._recording = False
        self.delay_s = 0.0
        self._image = QImage()
        self._taken_s = 0.0
        self._feed: Feed | None = None
        self._fetcher: LiveFetcher | None = None
        self._skeleton: LiveSkeleton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)

    @property
    def feed(self) -> Feed | None:
        """What is shown."""
        return self._feed

    @property
    def skeleton(self) -> LiveSkeleton | None:
        """What follows the person, if that is wanted."""
        return self._skeleton

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a small picture."""
        return QSize(640, 400)

    def watch(self, feed: Feed | None) -> None:
        """Show this camera from now on, without a skeleton; None shows nothing."""
        self.follow(False)
        if self._fetcher is not None:
            self._fetcher.stop()
            self._fetcher.deleteLater()
        self._feed, self._fetcher, self._image = feed, None, QImage()
        if feed is not None:
            self._fetcher = LiveFetcher(feed, self)
            self._fetcher.delay_s = self.delay_s
            self._fetcher.arrived.connect(self._on_arrived)
        self.update()

    def follow(self, wanted: bool) -> None:
        """Draw the skeleton of the person in front of the camera, or not."""
        if wanted and self._skeleton is None and self._feed is not None:
            self._skeleton = LiveSkeleton(self._feed)
        elif not wanted and self._skeleton is not None:
            self._skeleton.close()
            self._skeleton = None
        self.update()

    def set_delay(self, delay_s: float) -> None:
        """Show what was delay_s ago; 0 is now."""
        self.delay_s = delay_s
        if self._fetcher is not None:
            self._fetcher.delay_s = delay_s

    def show_take(self, count: int, recording: bool, sentence: str) -> None:
        """Draw the countdown's number (0: none), a frame while recording, and a sentence ("": none)."""
        if (count, recording, sentence) != (self._count, self._recording, self.sentence):
            self._count, self._recording, self.sentence = count, recording, sentence
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture as large as fits, and what is told over it."""
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), CORNER_PX, CORNER_PX)
        with QPainter(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            painter.setClipPath(outline)
            painter.fillRect(self.rect(), QColor(BACKGROUND))
            if not self._image.isNull():
                target = fitted(self._image.size(), self.size())
                painter.drawImage(target, self._image)
                self._paint_skeleton(painter, target)
            self._paint_words(painter)
            if self._recording:
                painter.strokePath(outline, QPen(RECORDING, 2 * FRAME_PX))

    def _paint_skeleton(self, painter: QPainter, target: QRectF) -> None:
        keypoints_px = self._keypoints_px()
        if keypoints_px is not None and self._feed is not None and self._feed.encoder is not None:
            paint_landmarks(painter, target, keypoints_px, self._feed.encoder.size[0], self._colour)

    def _keypoints_px(self) -> np.ndarray | None:
        return self._skeleton.keypoints_at(self._taken_s) if self._skeleton else None

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(QColor(WRITING))
        if self._count:
            painter.fillRect(self.rect(), VEIL)
            font = painter.font()
            font.setPixelSize(round(COUNT_SHARE * self.height()))
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(self.rect(), CENTRED, str(self._count))
        elif self.sentence:
            painter.fillRect(self.rect(), THICK_VEIL)
            box = self.rect().adjusted(SENTENCE_MARGIN_PX, 0, -SENTENCE_MARGIN_PX, 0)
            painter.drawText(box, CENTRED, self.sentence)

    def _on_arrived(self, image: QImage, taken_s: float) -> None:
        self._image, self._taken_s = image, taken_s
        self.update()
