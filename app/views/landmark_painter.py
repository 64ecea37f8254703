"""Landmark painter: the points that the tracker sees in a live picture, joined to a body."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inference.pose.keypoints import LANDMARK_INDEX

SEEN = 0.5
SHADOW = QColor(0, 0, 0, 120)
PICTURE_HEIGHTS_PER_LINE = 140
MIN_LINE_PX = 2.0
_SIDE = ("shoulder", "elbow", "wrist"), ("shoulder", "hip", "knee", "ankle", "heel", "foot_index", "ankle")
_ACROSS = ("left_shoulder", "right_shoulder"), ("left_hip", "right_hip")
_CHAINS = [[f"{side}_{name}" for name in chain] for side in ("left", "right") for chain in _SIDE]
LINES = [
    (LANDMARK_INDEX[one], LANDMARK_INDEX[other])
    for chain in (*_CHAINS, *_ACROSS)
    for one, other in pairwise(chain)
]


def paint_landmarks(
    painter: QPainter, target: QRectF, keypoints_px: np.ndarray, image_width_px: int, colour: QColor
) -> None:
    """Draw keypoints_px (33, 3: x, y, visibility) of a picture image_width_px wide that fills target."""
    scale = target.width() / image_width_px
    points = [target.topLeft() + QPointF(float(x), float(y)) * scale for x, y, _ in keypoints_px]
    seen = keypoints_px[:, 2] >= SEEN
    line_px = max(MIN_LINE_PX, target.height() / PICTURE_HEIGHTS_PER_LINE)
    for pen_px, drawn in ((1.9 * line_px, SHADOW), (line_px, colour)):
        painter.setPen(QPen(drawn, pen_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for one, other in LINES:
            if seen[one] and seen[other]:
                painter.drawLine(points[one], points[other])
