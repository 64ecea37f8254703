"""Drawing layer: angles and lines over one side's video, drawn by clicks, changed by dragging."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.presenters.clip import Side
from app.presenters.drawings import POINTS, Drawing, Drawings, Point
from app.presenters.drawn_values import value
from app.presenters.session import Session
from app.views.sketch import paint_sketch
from app.views.video_view import VideoView, fitted

GRIP_PX = 11.0
# 1 σ of a point that a hand has put on a screen.
PLACED_SCREEN_PX = 2.0
# Where a drawing begins that no mouse has placed, in shares of the picture.
BEGINNING = ((0.35, 0.4), (0.5, 0.6), (0.65, 0.4))
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FAR_STEP = 10
REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
KEYS = (*STEPS, *REMOVING, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space)


class DrawingLayer(QWidget):
    """Lies over a VideoView and lets through what it does not need itself.

    By keyboard: Return puts a drawing into the middle, Space goes from point to point, the arrows move it
    (with Shift further), Del removes the drawing, Esc puts the tool away.
    """

    def __init__(self, video: VideoView, side: Side, drawings: Drawings, session: Session) -> None:
        super().__init__(video)
        self._video, self._side, self._drawings, self._session = video, side, drawings, session
        self._begun: list[Point] = []
        self._pointer = QPointF()
        self._chosen: tuple[str, int] | None = None
        self._dragged: Point | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(
            self.tr("Drawings on the trainee's video")
            if side is Side.TRAINEE
            else self.tr("Drawings on the coach's video")
        )
        video.installEventFilter(self)
        video.pictured.connect(self.update)
        drawings.changed.connect(self._on_changed)
        drawings.tool_changed.connect(self._on_changed)
        self._on_changed()

    @property
    def _here(self) -> tuple[Drawing, ...]:
        return self._drawings.at(self._side, self._video.time_s)

    @property
    def _target(self) -> QRectF:
        return fitted(self._video.clip_size, self.size())

    @property
    def _scale(self) -> float:
        """Pixels of the screen to one of the clip."""
        return self._target.width() / max(self._video.clip_size.width(), 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """As large as the video."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._video.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """While something can be moved, its keys are no shortcuts of the window."""
        wanted = event.type() == QEvent.Type.ShortcutOverride and (self._drawings.tool or self._chosen)
        if wanted and isinstance(event, QKeyEvent) and event.key() in KEYS:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """What is drawn at this moment, and what is being drawn."""
        if self._video.clip_size.isEmpty():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for drawing in self._here:
                points = [self._on_screen(point) for point in self._points(drawing)]
                text = value(
                    replace(drawing, points_px=tuple(self._points(drawing))), self._drawings, self._session
                )
                paint_sketch(painter, points, text, chosen=self._chosen_of(drawing))
            if self._begun:
                points = [self._on_screen(point) for point in self._begun]
                paint_sketch(painter, [*points, self._pointer], "", whole=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Put the next point, or take hold of one."""
        if event.button() != Qt.MouseButton.LeftButton or self._video.clip_size.isEmpty():
            event.ignore()
        elif self._drawings.tool:
            self._put(self._in_clip(event.position()))
        else:
            self._chosen = self._grip(event.position())
            event.setAccepted(self._chosen is not None)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the point that is held; show where the next one would be."""
        self._pointer = event.position()
        held = self._chosen is not None and bool(event.buttons() & Qt.MouseButton.LeftButton)
        if held:
            self._dragged = self._in_clip(event.position())
        if self._drawings.tool:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self._grip(event.position()):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.unsetCursor()
        if held or self._begun:
            self.update()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The point stays where it is let go."""
        if self._chosen is not None and self._dragged is not None:
            moved, self._dragged = self._dragged, None
            self._drawings.move(*self._chosen, moved)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """See the class."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Return and self._drawings.tool:
            self._begin_by_keyboard()
        elif key == Qt.Key.Key_Escape and self._drawings.tool:
            self._drawings.take(None)
        elif self._chosen and key in REMOVING:
            self._drawings.remove(self._chosen[0])
        elif self._chosen and key == Qt.Key.Key_Space:
            self._choose_next_point()
        elif self._chosen and key in STEPS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(*STEPS[key], FAR_STEP if far else 1)
        else:
            super().keyPressEvent(event)
        self.update()

    def _put(self, point: Point) -> None:
        tool = self._drawings.tool
        assert tool is not None
        self._begun.append(point)
        if len(self._begun) == POINTS[tool]:
            self._draw(self._begun)

    def _draw(self, points: list[Point]) -> None:
        placed_px = PLACED_SCREEN_PX / self._scale
        self._drawings.draw(self._side, self._video.time_s, tuple(points), placed_px)
        self._chosen = self._drawings.drawn.drawings[-1].id, 0

    def _begin_by_keyboard(self) -> None:
        size, tool = self._video.clip_size, self._drawings.tool
        if tool and not size.isEmpty():
            shares = BEGINNING if POINTS[tool] == len(BEGINNING) else BEGINNING[::2]
            self._draw([(x * size.width(), y * size.height()) for x, y in shares])

    def _choose_next_point(self) -> None:
        """The next point of the next drawing that is seen here."""
        grips = [(drawing.id, index) for drawing in self._here for index in range(len(drawing.points_px))]
        if grips:
            at = grips.index(self._chosen) if self._chosen in grips else -1
            self._chosen = grips[(at + 1) % len(grips)]

    def _step(self, right: int, down: int, pixels: int) -> None:
        assert self._chosen is not None
        identity, index = self._chosen
        for drawing in self._here:
            if drawing.id == identity:
                x, y = drawing.points_px[index]
                step = pixels / self._scale
                self._drawings.move(identity, index, (x + right * step, y + down * step))

    def _points(self, drawing: Drawing) -> tuple[Point, ...]:
        """With the one that is being dragged where it is now."""
        points = list(drawing.points_px)
        if self._dragged is not None and self._chosen and self._chosen[0] == drawing.id:
            points[self._chosen[1]] = self._dragged
        return tuple(points)

    def _chosen_of(self, drawing: Drawing) -> int | None:
        return self._chosen[1] if self._chosen and self._chosen[0] == drawing.id else None

    def _grip(self, at: QPointF) -> tuple[str, int] | None:
        """The point of a drawing that lies there."""
        for drawing in self._here:
            for index, point in enumerate(drawing.points_px):
                away = self._on_screen(point) - at
                if QPointF.dotProduct(away, away) <= GRIP_PX**2:
                    return drawing.id, index
        return None

    def _on_screen(self, point: Point) -> QPointF:
        return self._target.topLeft() + QPointF(*point) * self._scale

    def _in_clip(self, at: QPointF) -> Point:
        inside = (at - self._target.topLeft()) / self._scale
        size = self._video.clip_size
        return min(max(inside.x(), 0), size.width()), min(max(inside.y(), 0), size.height())

    def _on_changed(self) -> None:
        """Another tool begins anew; what is gone is not held; without either there is nothing to focus."""
        drawings = self._drawings
        if drawings.tool is None or len(self._begun) >= POINTS[drawings.tool]:
            self._begun = []
        if self._chosen and self._chosen[0] not in {drawing.id for drawing in drawings.shown}:
            self._chosen = None
        used = drawings.tool is not None or any(d.side is self._side for d in drawings.shown)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if used else Qt.FocusPolicy.NoFocus)
        self.update()
