"""Labels of the 3-D view: values on plates in the colour of whose they are, none over another."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPen

from app.colours import PERFORMERS
from app.presenters import wording
from app.viewport.scene import Label

PADDING_PX, GAP_PX, BORDER_PX = QPointF(7, 2), 3.0, 2.0


def paint_labels(painter: QPainter, labels: Iterable[Label], scale: float, palette: QPalette) -> None:
    """Write labels whose pixels are scale times the painter's."""
    metrics = QFontMetricsF(painter.font())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    placed: list[QRectF] = []
    for label in sorted(labels, key=lambda each: each.at_px[1]):
        text = wording.amount(label.value, label.unit)
        plate = _plate(metrics, text, QPointF(*label.at_px) / scale)
        while covered := next((other for other in placed if other.intersects(plate)), None):
            plate.moveTop(covered.bottom() + GAP_PX)
        placed.append(plate)
        painter.setPen(QPen(QColor(PERFORMERS[label.performer]), BORDER_PX))
        painter.setBrush(palette.base())
        painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
        painter.setPen(palette.text().color())
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _plate(metrics: QFontMetricsF, text: str, middle: QPointF) -> QRectF:
    width = metrics.horizontalAdvance(text) + 2 * PADDING_PX.x()
    height = metrics.height() + 2 * PADDING_PX.y()
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
