"""The stage on which motions are shown over each other. Speaks Motion outwards; VTK stays inside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

import numpy as np

from app.viewport import stage
from app.viewport.camera import Camera
from app.viewport.canvas import Canvas
from app.viewport.figures import BodyFigure
from app.viewport.floor import Floor
from app.viewport.performer import Performer, Style
from app.viewport.trails import Span
from inference.motion.motion import Motion, View

Look = Literal["front", "side", "back", "top", "oblique", "follow", "video"]
# Azimuth from straight ahead of the first person towards their left, and pitch downwards, in degrees.
DIRECTIONS: dict[Look, tuple[float, float]] = {
    "front": (0, 6),
    "side": (90, 6),
    "back": (180, 6),
    "top": (0, 90),
    "oblique": (35, 14),
    "follow": (35, 14),
    "video": (0, 0),
}
# Flesh and gear reach this far beyond the joints.
MARGIN_M = 0.16
FOLLOW_RADIUS_M = 1.15
MAX_PITCH_DEG, MAX_ZOOM = 90.0, 12.0
GHOST_OPACITY = 0.55


@dataclass(frozen=True)
class Label:
    """A value to be written at a pixel (right, down) of the picture; unit: deg, m or ratio."""

    performer: str
    value: float
    unit: str
    at_px: tuple[float, float]


class Scene:
    """Performers by name, a floor, and a camera; `changed` is called whenever the picture would differ."""

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        self._changed = changed
        self._canvas = Canvas()
        self._performers: dict[str, Performer] = {}
        self._floor = Floor()
        self._levelling = False
        self._look: Look = "oblique"
        self._turned_deg = np.zeros(2)
        self._zoom, self._shift = 1.0, np.zeros(2)
        stage.light(self._canvas.renderer)
        self._canvas.renderer.AddActor(self._floor.actor)
        self._canvas.above.AddActor(self._floor.plumb)
        self.dress(stage.LIGHT)

    def dress(self, colours: stage.Stage) -> None:
        """Show sky and floor in these colours."""
        stage.dress(self._canvas.renderer, colours)
        self._floor.paint(colours.lines)
        self._changed()

    def add(self, name: str, motion: Motion, colour: str, style: Style = "skeleton") -> None:
        """Show a motion under that name, in a colour such as "#0072b2"; a name in use is replaced.

        The first body is solid, further ones are translucent, so that both are seen where they overlap.
        """
        self.remove(name)
        taken = {performer.rank for performer in self._performers.values()}
        rank = next(rank for rank in count() if rank not in taken)
        performer = Performer(self._canvas, motion, _rgb(colour), style, rank)
        # Who is replaced keeps their place among the others.
        ranked = sorted({**self._performers, name: performer}.items(), key=lambda each: each[1].rank)
        self._performers = dict(ranked)
        performer.set_shadow(not self._levelling)
        self._fade()
        self._changed()

    def remove(self, name: str) -> None:
        """Take a motion away, if it is there."""
        if performer := self._performers.pop(name, None):
            performer.leave()
            self._fade()
            self._changed()

    def hide(self, name: str, hidden: bool) -> None:
        """Leave a motion out of the picture, or take it in again."""
        if self._performers[name].hidden != hidden:
            self._performers[name].hide(hidden)
            self._fade()
            self._changed()

    def show(self, name: str, time_s: float) -> None:
        """Put a motion at clip time time_s (before its start and after its end it stands still)."""
        performer = self._performers[name]
        frame = performer.motion.frame_at(time_s)
        if frame != performer.frame:
            performer.stand(frame)
            self._changed()

    def light(self, name: str, joints: Sequence[str]) -> None:
        """Mark these joints of a motion and no others."""
        self._performers[name].light(joints)
        self._changed()

    def measure(self, name: str, channel: str | None) -> None:
        """Show a channel of a motion by its arcs or lines, for `labels` to be written beside; None: none."""
        self._performers[name].measure(channel)
        self._changed()

    def trace(self, name: str, *, trails: bool, ghosts: bool, span: Span | None = None) -> None:
        """Show paths of the lit joints of a motion, faded skeletons, both or none.

        span: seconds of its clip through which they go; None: a second before now and one after.
        """
        performer = self._performers[name]
        if performer.tracing != (trails, ghosts, span):
            performer.trace(trails, ghosts, span)
            self._changed()

    def lay_floor(self, world_from_floor: np.ndarray | None) -> None:
        """Show the floor where a transform (4, 4) takes it, a plumb line for shadows; None: as ever."""
        self._levelling = world_from_floor is not None
        self._floor.lie(world_from_floor)
        for performer in self._performers.values():
            performer.set_shadow(not self._levelling)
        self._changed()

    def look(self, look: Look) -> None:
        """See all of every clip from a side, go along with the people, or see what the video's camera saw."""
        self._look = look
        self.reset()

    def reset(self) -> None:
        """Go back to where the look has the camera."""
        self._turned_deg[:] = self._shift[:] = 0
        self._zoom = 1.0
        self._changed()

    def turn(self, azimuth_deg: float, pitch_deg: float) -> None:
        """Walk around the stage: azimuth towards the first person's left, pitch to see it more from above."""
        self._turned_deg += azimuth_deg, pitch_deg
        pitch = DIRECTIONS[self._look][1]
        self._turned_deg[1] = np.clip(self._turned_deg[1], -MAX_PITCH_DEG - pitch, MAX_PITCH_DEG - pitch)
        self._changed()

    def shift(self, right: float, down: float) -> None:
        """Move the picture by fractions of its height."""
        self._shift += right, down
        self._changed()

    def zoom(self, factor: float) -> None:
        """Enlarge the picture around its middle."""
        zoom = float(np.clip(self._zoom * factor, 1 / MAX_ZOOM, MAX_ZOOM))
        self._shift *= zoom / self._zoom
        self._zoom = zoom
        self._changed()

    @property
    def view(self) -> View | None:
        """The camera of the first person's video, where the look "video" looks from."""
        return next((performer.motion.view for performer in self._performers.values()), None)

    def camera(self, size: tuple[int, int]) -> Camera:
        """The camera through which `picture` of that size (width, height) sees the stage."""
        points = self._points_to_see()
        if self._look == "video" and self.view is not None:
            camera = Camera.seeing(self.view, size).orbited(points.mean(0), *np.radians(self._turned_deg))
        else:
            azimuth, pitch = np.radians(np.array(DIRECTIONS[self._look]) + self._turned_deg)
            camera = Camera.framing(points, self._heading_rad() + azimuth, pitch, size)
        return camera.cropped(self._zoom, (self._shift[0], self._shift[1]))

    def picture(self, size: tuple[int, int], draft: bool = False) -> np.ndarray:
        """The stage as it is now, RGB uint8 (H, W, 3); size is (width, height), a draft has rough edges."""
        self.camera(size).apply(self._canvas.renderer.GetActiveCamera())
        supersampling = 1 if draft else 2
        for performer in self._performers.values():
            performer.widen(supersampling)
        return self._canvas.picture(size, supersampling)

    def labels(self, size: tuple[int, int]) -> list[Label]:
        """What is to be written beside the arcs and lines of a picture of that size."""
        camera, found = self.camera(size), []
        for name, performer in self._performers.items():
            frame = performer.frame
            for figure in performer.marks if not performer.hidden else ():
                if figure.known(frame):
                    x, y = camera.project(figure.label_at(frame))
                    found.append(
                        Label(name, figure.mark.shown(frame), figure.mark.unit, (float(x), float(y)))
                    )
        return found

    def close(self) -> None:
        """Give the graphics memory back; the next picture takes it again."""
        self._canvas.close()

    def _fade(self) -> None:
        shown = [p.figure for p in self._performers.values() if not p.hidden]
        bodies = [figure for figure in shown if isinstance(figure, BodyFigure)]
        for rank, body in enumerate(bodies):
            body.fade(GHOST_OPACITY if rank else 1.0)

    def _points_to_see(self) -> np.ndarray:
        """Corners of the boxes that people fill: over the whole clip, or where they are now."""
        if not self._performers:
            return np.array([[-1.0, 0.0, -1.0], [1.0, 1.8, 1.0]])
        boxes = []
        for performer in self._performers.values():
            joints = performer.motion.joints_in_world
            if self._look == "follow":
                pelvis = joints[performer.frame, 0]
                low, high = pelvis - FOLLOW_RADIUS_M, pelvis + FOLLOW_RADIUS_M
                low[1], high[1] = 0, joints[..., 1].max() + MARGIN_M
            else:
                low, high = joints.min((0, 1)) - MARGIN_M, joints.max((0, 1)) + MARGIN_M
            boxes.append(np.stack(np.meshgrid(*zip(low, high, strict=True)), axis=-1).reshape(-1, 3))
        return np.concatenate(boxes)

    def _heading_rad(self) -> float:
        """Azimuth of where the first person faces in their first frame."""
        if not self._performers:
            return 0.0
        motion = next(iter(self._performers.values())).motion
        left = sum(motion.joint(f"left_{j}")[0] - motion.joint(f"right_{j}")[0] for j in ("hip", "shoulder"))
        return float(np.arctan2(-left[2], left[0]))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255
