"""Drawings: angles and lines that the user draws on the videos, and joints picked in 3-D; kept, with undo."""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.presenters.clip import Side
from app.presenters.keeping import Keeper
from app.presenters.session import Session
from capture.library.record import new_id
from inference.motion.skeleton import JOINTS

Tool = Literal["angle", "distance"]
POINTS: dict[Tool, int] = {"angle": 3, "distance": 2}
Point = tuple[float, float]
# A drawing is seen this long before and after its moment.
SEEN_S = 0.2
SETTING = "drawings"
MAX_LENGTH_M = 100.0


@dataclass(frozen=True)
class Drawing:
    """An angle (three points, the second is its corner) or a line (two) on a clip, at its moment time_s.

    points_px: in pixels of the clip; placed_px: 1 σ of a point, as finely as the screen let it be placed;
    length_m: how long a line is, if the user knows: it then measures the others of its clip.
    """

    id: str
    side: Side
    clip: str
    time_s: float
    points_px: tuple[Point, ...]
    placed_px: float
    length_m: float | None = None

    @property
    def tool(self) -> Tool:
        """What drew it."""
        return "angle" if len(self.points_px) == POINTS["angle"] else "distance"


@dataclass(frozen=True)
class JointMark:
    """The angle at the second of three joints, or the distance of two, of one person in 3-D."""

    id: str
    side: Side
    joints: tuple[str, ...]


class Drawn(NamedTuple):
    """All that is drawn."""

    drawings: tuple[Drawing, ...] = ()
    marks: tuple[JointMark, ...] = ()


class Drawings(QObject):
    """`changed`: something was drawn, moved or removed; `tool_changed`: another tool is in hand."""

    changed = Signal()
    tool_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drawn = Drawn()
        self.tool: Tool | None = None
        self._session = session
        self._done: list[Drawn] = []
        self._keep: Callable[[str, Any], None] = lambda name, value: None
        session.clip_changed.connect(lambda _: self.changed.emit())

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def shown(self) -> tuple[Drawing, ...]:
        """What is drawn on the clips that are shown, in the order of time."""
        names = {side: clip.path.name for side, clip in self._session.clips.items() if clip}
        here = (drawing for drawing in self.drawn.drawings if names.get(drawing.side) == drawing.clip)
        return tuple(sorted(here, key=lambda drawing: drawing.time_s))

    def at(self, side: Side, time_s: float) -> tuple[Drawing, ...]:
        """What is seen on that side's clip at a moment of it."""
        return tuple(d for d in self.shown if d.side is side and abs(d.time_s - time_s) <= SEEN_S)

    def take(self, tool: Tool | None) -> None:
        """Take a tool into the hand, or put it away."""
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit()

    def draw(self, side: Side, time_s: float, points_px: tuple[Point, ...], placed_px: float) -> None:
        """Put a drawing on that side's clip; the tool is then out of the hand."""
        clip = self._session.clips[side]
        assert clip is not None
        drawing = Drawing(new_id(), side, clip.path.name, time_s, points_px, placed_px)
        self._change(self.drawn._replace(drawings=(*self.drawn.drawings, drawing)))
        self.take(None)

    def mark(self, side: Side, joints: tuple[str, ...]) -> None:
        """Measure between joints of that person from now on; the tool is then out of the hand."""
        self._change(self.drawn._replace(marks=(*self.drawn.marks, JointMark(new_id(), side, joints))))
        self.take(None)

    def move(self, identity: str, index: int, point_px: Point) -> None:
        """Put one point of a drawing elsewhere."""
        self._replace(identity, lambda d: replace(d, points_px=_with(d.points_px, index, point_px)))

    def calibrate(self, identity: str, length_m: float | None) -> None:
        """A line is so long in truth (None: unknown again): it measures the others of its clip."""
        self._replace(identity, lambda drawing: replace(drawing, length_m=length_m))

    def remove(self, identity: str) -> None:
        """Take a drawing or the mark of joints away."""
        drawings = tuple(drawing for drawing in self.drawn.drawings if drawing.id != identity)
        marks = tuple(mark for mark in self.drawn.marks if mark.id != identity)
        self._change(Drawn(drawings, marks))

    def undo(self) -> None:
        """Take the last change back."""
        if self._done:
            self._set(self._done.pop())

    def keep_in(self, keeper: Keeper) -> None:
        """Keep what is drawn in the session, and show what is in another when that is opened."""
        self._keep = keeper.set
        keeper.changed.connect(lambda: self._restore(keeper.setting(SETTING)))

    def _replace(self, identity: str, changed: Callable[[Drawing], Drawing]) -> None:
        drawings = tuple(changed(d) if d.id == identity else d for d in self.drawn.drawings)
        self._change(self.drawn._replace(drawings=drawings))

    def _change(self, drawn: Drawn) -> None:
        if drawn != self.drawn:
            self._done.append(self.drawn)
            self._set(drawn)

    def _set(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self._keep(SETTING, to_json(drawn))
        self.changed.emit()

    def _restore(self, kept: Any) -> None:
        drawn = from_json(kept)
        if drawn != self.drawn:
            self.drawn, self._done = drawn, []
            self.changed.emit()


def to_json(drawn: Drawn) -> dict[str, Any]:
    """What is drawn as a session keeps it."""
    return {"drawings": [asdict(d) for d in drawn.drawings], "marks": [asdict(m) for m in drawn.marks]}


def from_json(kept: Any) -> Drawn:
    """What a session kept; what cannot be one of our drawings is left out."""
    kept = kept if isinstance(kept, dict) else {}
    drawings = (_drawing(each) for each in _listed(kept, "drawings"))
    marks = (_mark(each) for each in _listed(kept, "marks"))
    return Drawn(tuple(d for d in drawings if d), tuple(m for m in marks if m))


def _listed(kept: dict[str, Any], name: str) -> list[dict[str, Any]]:
    each = kept.get(name)
    return [entry for entry in each if isinstance(entry, dict)] if isinstance(each, list) else []


def _drawing(kept: dict[str, Any]) -> Drawing | None:
    try:
        points = tuple((float(x), float(y)) for x, y in kept["points_px"])
        numbers = float(kept["time_s"]), points, float(kept["placed_px"])
        length_m = None if kept["length_m"] is None else float(kept["length_m"])
        drawing = Drawing(str(kept["id"]), Side(kept["side"]), str(kept["clip"]), *numbers, length_m)
    except (KeyError, TypeError, ValueError):
        return None
    written = [drawing.time_s, drawing.placed_px, *(number for point in points for number in point)]
    sound = all(math.isfinite(number) for number in written) and len(points) in POINTS.values()
    known = length_m is None or 0 < length_m <= MAX_LENGTH_M
    return drawing if sound and known and drawing.placed_px > 0 else None


def _mark(kept: dict[str, Any]) -> JointMark | None:
    try:
        mark = JointMark(str(kept["id"]), Side(kept["side"]), tuple(str(name) for name in kept["joints"]))
    except (KeyError, TypeError, ValueError):
        return None
    different = len(set(mark.joints)) == len(mark.joints) in POINTS.values()
    return mark if different and set(mark.joints) <= set(JOINTS) else None


def _with(points: tuple[Point, ...], index: int, point: Point) -> tuple[Point, ...]:
    return (*points[:index], point, *points[index + 1 :])
