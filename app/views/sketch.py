"""Sketch: how a drawn angle or line looks over a picture, with its value beside it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.views.theme import LIT

LINE, SHADOW, PLATE, INK = QColor("#ffffff"), QColor(0, 0, 0, 150), QColor(11, 14, 18, 205), QColor("#ffffff")
LINE_PX, HANDLE_PX, ARC_PX, CORNER_PX = 2.0, 4.0, 22.0, 5.0
# An arc is no larger than this share of the shorter arm.
ARC_SHARE = 0.5
PADDING_PX, AWAY_PX = 5, 12
SIXTEENTHS = 16


def paint_sketch(
    painter: QPainter, points: Sequence[QPointF], text: str, *, chosen: int | None = None, whole: bool = True
) -> None:
    """Draw points joined by lines; whole: with arc (three points) and text; chosen: the point to mark."""
    for pen_px, colour in ((LINE_PX + 2, SHADOW), (LINE_PX, LINE)):
        painter.setPen(QPen(colour, pen_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one, other in pairwise(points):
            painter.drawLine(one, other)
        if whole and len(points) == 3:
            _paint_arc(painter, points)
    painter.setPen(QPen(SHADOW, 1))
    for index, point in enumerate(points):
        painter.setBrush(QColor(LIT) if index == chosen else LINE)
        painter.drawEllipse(point, HANDLE_PX, HANDLE_PX)
    if whole and text:
        _paint_text(painter, points[1] if len(points) == 3 else (points[0] + points[1]) / 2, text)


def _paint_arc(painter: QPainter, points: Sequence[QPointF]) -> None:
    corner = points[1]
    start, end = (QLineF(corner, point).angle() for point in (points[0], points[2]))
    span = (end - start + 180) % 360 - 180
    arms = (QLineF(corner, point).length() for point in (points[0], points[2]))
    radius = min(ARC_PX, ARC_SHARE * min(arms))
    box = QRectF(corner.x() - radius, corner.y() - radius, 2 * radius, 2 * radius)
    painter.drawArc(box, round(start * SIXTEENTHS), round(span * SIXTEENTHS))


def _paint_text(painter: QPainter, at: QPointF, text: str) -> None:
    """On a dark plate beside a point, and inside the picture."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 2 * PADDING_PX, metrics.height() + PADDING_PX
    plate = QRectF(at.x() + AWAY_PX, at.y() - height - AWAY_PX, width, height)
    room = painter.window()
    plate.moveLeft(min(max(plate.left(), 0), max(room.width() - width, 0)))
    plate.moveTop(min(max(plate.top(), 0), max(room.height() - height, 0)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, CORNER_PX, CORNER_PX)
    painter.setPen(INK)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
