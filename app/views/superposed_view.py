"""Superposed view: both clips over each other, each at its own moment of the one clock."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.presenters.registration import Registration
from app.views.video_view import VideoView, fitted, on_dark


class SuperposedView(QWidget):
    """Paints what two video views show, blended."""

    def __init__(self, trainee: VideoView, coach: VideoView) -> None:
        super().__init__()
        self._trainee, self._coach = trainee, coach
        self._registration: Registration | None = None
        self._blend = 0.5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setAccessibleName(self.tr("Both videos over each other"))
        for view in (trainee, coach):
            view.pictured.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for one video."""
        return QSize(480, 400)

    def show_over(self, registration: Registration | None, blend: float) -> None:
        """Lay the coach so (None: picture on picture), and show this much of them: 0 nothing, 1 all."""
        self._registration, self._blend = registration, blend
        self.update()

    def coach_target(self, target: QRectF) -> tuple[QRectF, bool]:
        """Where the coach's picture goes when the trainee's fills target, and whether it is mirrored."""
        coach_size, trainee_size = self._coach.clip_size, self._trainee.clip_size
        if self._registration is None or coach_size.isEmpty() or trainee_size.isEmpty():
            return fitted(coach_size, self.size()), False
        placed = self._registration.at(self._trainee.time_s)
        zoom = target.width() / trainee_size.width()
        corner = target.topLeft() + QPointF(placed.x_px, placed.y_px) * zoom
        width, height = (zoom * placed.scale * side for side in coach_size.toTuple())
        return QRectF(corner.x(), corner.y(), width, height), placed.mirrored

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The trainee, the coach over them, and both skeletons over both."""
        with on_dark(self) as painter:
            target = fitted(self._trainee.clip_size, self.size())
            over, mirrored = self.coach_target(target)
            # In the middle the trainee is whole and the coach half; either end shows one alone.
            own, other = min(2 * (1 - self._blend), 1.0), min(2 * self._blend, 1.0)
            painter.setOpacity(own)
            self._trainee.paint_picture(painter, target)
            painter.setOpacity(self._blend)
            with _mirrored(painter, over, mirrored):
                self._coach.paint_picture(painter, over)
            painter.setOpacity(own)
            self._trainee.paint_skeleton(painter, target)
            painter.setOpacity(other)
            with _mirrored(painter, over, mirrored):
                self._coach.paint_skeleton(painter, over)


@contextmanager
def _mirrored(painter: QPainter, place: QRectF, mirrored: bool) -> Iterator[None]:
    """Let what is painted in place be the other way round, if mirrored."""
    painter.save()
    if mirrored:
        painter.translate(2 * place.center().x(), 0)
        painter.scale(-1, 1)
    yield
    painter.restore()
