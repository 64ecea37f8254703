"""Joint layer: angles and distances between joints that are picked on the 3-D view, live on the clock."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.presenters.clip import Side
from app.presenters.drawings import POINTS, Drawings, JointMark
from app.presenters.drawn_values import value
from app.presenters.review import Review
from app.presenters.session import Session
from app.viewport.picking import nearest_joint
from app.viewport.widget import Viewport
from app.views.sketch import paint_sketch
from inference.motion.skeleton import JOINT_INDEX, JOINTS

# A press and a release this close to each other are a click, not a turn of the view.
STILL_PX = 4.0
KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
)


class JointLayer(QWidget):
    """Lies over a Viewport, which keeps all its own ways of being turned.

    By keyboard: Left and Right go from joint to joint, Up and Down from person to person, Return picks.
    """

    def __init__(self, viewport: Viewport, drawings: Drawings, session: Session, review: Review) -> None:
        super().__init__(viewport)
        self._viewport, self._drawings = viewport, drawings
        self._session, self._clock = session, review.clock
        self._picked: list[str] = []
        self._side = Side.TRAINEE
        self._cursor: str | None = None
        self._pressed_at: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Joints in 3-D"))
        viewport.installEventFilter(self)
        viewport.setMouseTracking(True)
        drawings.changed.connect(self.update)
        drawings.tool_changed.connect(self._on_tool)
        self._clock.moved.connect(lambda _: self.update())
        self._on_tool()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A click picks a joint while a tool is in hand; everything else is the viewport's."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewport.rect())
        elif isinstance(event, QMouseEvent) and self._drawings.tool:
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed_at = event.position()
            elif event.type() == QEvent.Type.MouseButtonRelease and self._still(event.position()):
                self._pick(self._under(event.position()))
            elif event.type() == QEvent.Type.MouseMove and not event.buttons():
                under = self._under(event.position())
                self._cursor = under[1] if under else None
                self.update()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """While joints are picked, the keys for that are no shortcuts of the window."""
        override = event.type() == QEvent.Type.ShortcutOverride and self._drawings.tool
        if override and isinstance(event, QKeyEvent) and event.key() in KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """See the class."""
        at = JOINT_INDEX[self._cursor] if self._cursor else 0
        match Qt.Key(event.key()):
            case Qt.Key.Key_Right:
                self._cursor = JOINTS[(at + 1) % len(JOINTS)]
            case Qt.Key.Key_Left:
                self._cursor = JOINTS[at - 1]
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not self._picked:
                self._side = Side.COACH if self._side is Side.TRAINEE else Side.TRAINEE
            case Qt.Key.Key_Return if self._cursor:
                self._pick((self._side, self._cursor))
            case Qt.Key.Key_Escape:
                self._drawings.take(None)
            case _:
                super().keyPressEvent(event)
        self.setAccessibleDescription((self._cursor or "").replace("_", " "))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The measured joints with their values now, and those being picked."""
        motions = self._session.overlay
        marks = [mark for mark in self._drawings.drawn.marks if mark.side in motions]
        picking = [*self._picked, *([self._cursor] if self._cursor else [])]
        if not marks and not (self._drawings.tool and picking):
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for mark in marks:
                paint_sketch(painter, self._points(mark.side, mark.joints), self._value(mark))
            if self._drawings.tool and self._side in motions:
                points = self._points(self._side, tuple(picking))
                paint_sketch(painter, points, "", whole=False, chosen=len(points) - 1)

    def _value(self, mark: JointMark) -> str:
        return value(mark, self._drawings, self._session, self._clock.time_s)

    def _points(self, side: Side, joints: tuple[str, ...]) -> list[QPointF]:
        motion = self._session.overlay[side]
        camera = self._viewport.scene.camera(self.size().toTuple())
        places = motion.joints_in_world[motion.frame_at(self._clock.time_s), [JOINT_INDEX[j] for j in joints]]
        return [QPointF(float(x), float(y)) for x, y in camera.project(places)]

    def _still(self, at: QPointF) -> bool:
        return self._pressed_at is not None and (at - self._pressed_at).manhattanLength() <= STILL_PX

    def _under(self, at: QPointF) -> tuple[Side, str] | None:
        """Whose joint lies there; once one is picked, only that person's."""
        motions = self._session.overlay
        if self._picked:
            motions = {side: motion for side, motion in motions.items() if side is self._side}
        camera = self._viewport.scene.camera(self.size().toTuple())
        return nearest_joint(camera, motions, self._clock.time_s, at.toTuple())

    def _pick(self, found: tuple[Side, str] | None) -> None:
        tool = self._drawings.tool
        if found is None or tool is None or found[1] in self._picked:
            return
        self._side = found[0]
        self._picked.append(found[1])
        if len(self._picked) == POINTS[tool]:
            self._drawings.mark(self._side, tuple(self._picked))
        self.update()

    def _on_tool(self) -> None:
        self._picked, self._cursor = [], None
        in_hand = self._drawings.tool is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if in_hand else Qt.FocusPolicy.NoFocus)
        self.update()
