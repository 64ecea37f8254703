"""Skeleton painter: a motion drawn back onto the video it was seen in."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.views.theme import LIT
from inference.motion.motion import Motion
from inference.motion.skeleton import BONES, JOINT_INDEX

# Below this a joint was guessed rather than seen, and its bones are drawn faintly.
SEEN = 0.5
GUESSED_ALPHA = 90
SHADOW = QColor(0, 0, 0, 120)
JOINT = "#ffffff"
# Lines grow with the picture, so that a small one is not smothered.
PICTURE_HEIGHTS_PER_LINE = 140
MIN_LINE_PX = 2.0


class SkeletonPainter:
    """Draws one motion, which must have a view, in one colour."""

    def __init__(self, motion: Motion, colour: QColor) -> None:
        assert motion.view is not None
        self._motion = motion
        self._colour = colour
        self.image_size = motion.view.image_size
        self._joints_px = motion.view.project(motion.joints_in_world)

    def paint(self, painter: QPainter, target: QRectF, time_s: float, lit: tuple[str, ...]) -> None:
        """Draw it at clip time_s over the picture that fills target; lit: names of joints to mark."""
        frame = self._motion.frame_at(time_s)
        scale = target.width() / self.image_size[0]
        points = [target.topLeft() + QPointF(float(x), float(y)) * scale for x, y in self._joints_px[frame]]
        seen = self._motion.confidence[frame] >= SEEN
        marked = {JOINT_INDEX[name] for name in lit}
        line_px = max(MIN_LINE_PX, target.height() / PICTURE_HEIGHTS_PER_LINE)
        for pen_px, shadow in ((1.9 * line_px, True), (line_px, False)):
            for bone in BONES:
                colour = SHADOW if shadow else QColor(LIT) if marked.issuperset(bone) else self._colour
                if not seen[list(bone)].all():
                    colour = _faint(colour)
                painter.setPen(QPen(colour, pen_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawLine(points[bone[0]], points[bone[1]])
        painter.setPen(QPen(SHADOW, line_px / 3))
        for index, point in enumerate(points):
            radius = line_px * (2.2 if index in marked else 0.9)
            painter.setBrush(QColor(LIT if index in marked else JOINT))
            painter.drawEllipse(point, radius, radius)


def _faint(colour: QColor) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(GUESSED_ALPHA * colour.alpha() // 255)
    return faint
