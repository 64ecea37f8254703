"""The stage on which motions are shown over each other. Speaks Motion outwards; VTK stays inside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from vtkmodules.vtkRenderingCore import vtkLight, vtkRenderer

from app.viewport.body import Skin, load_body
from app.viewport.camera import Camera
from app.viewport.canvas import Canvas
from app.viewport.figures import BodyFigure, Colour, SkeletonFigure
from app.viewport.floor import Shadow, grid
from inference.motion.motion import Motion

Style = Literal["skeleton", "body"]
Look = Literal["front", "side", "top", "oblique", "follow"]
# Azimuth from straight ahead of the first person towards their left, and pitch downwards, in degrees.
DIRECTIONS: dict[Look, tuple[float, float]] = {
    "front": (0, 6),
    "side": (90, 6),
    "top": (0, 90),
    "oblique": (35, 14),
    "follow": (35, 14),
}
SKY, HORIZON = (0.93, 0.95, 0.97), (0.80, 0.84, 0.88)
LIGHTS = (((0.5, 0.9, 1.0), 0.80), ((-1.0, 0.4, 0.6), 0.35), ((0.0, 0.8, -1.0), 0.25))
# Flesh and gear reach this far beyond the joints.
MARGIN_M = 0.16
FOLLOW_RADIUS_M = 1.15
MAX_PITCH_DEG, MAX_ZOOM = 90.0, 12.0
GHOST_OPACITY = 0.55


@dataclass
class _Performer:
    motion: Motion
    figure: BodyFigure | SkeletonFigure
    shadow: Shadow
    frame: int = 0


class Scene:
    """Performers by name, a floor, and a camera; `changed` is called whenever the picture would differ."""

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        self._changed = changed
        self._canvas = Canvas()
        self._performers: dict[str, _Performer] = {}
        self._look: Look = "oblique"
        self._turned_deg = np.zeros(2)
        self._zoom, self._shift = 1.0, np.zeros(2)
        _set_stage(self._canvas.renderer)

    def add(self, name: str, motion: Motion, colour: str, style: Style = "skeleton") -> None:
        """Show a motion under that name, in a colour such as "#0072b2"; a name in use is replaced.

        The first body is solid, further ones are translucent, so that both are seen where they overlap.
        """
        self.remove(name)
        rgb = _rgb(colour)
        figure = SkeletonFigure(motion, rgb) if style == "skeleton" else self._body(motion, rgb)
        performer = _Performer(motion, figure, Shadow())
        for actor in (*figure.actors, performer.shadow.actor):
            self._canvas.renderer.AddActor(actor)
        self._performers[name] = performer
        self._pose(performer, 0)
        self._changed()

    def remove(self, name: str) -> None:
        """Take a motion away, if it is there."""
        if performer := self._performers.pop(name, None):
            for actor in (*performer.figure.actors, performer.shadow.actor):
                self._canvas.renderer.RemoveActor(actor)
            self._changed()

    def show(self, name: str, time_s: float) -> None:
        """Put a motion at clip time time_s (before its start and after its end it stands still)."""
        performer = self._performers[name]
        frame = performer.motion.frame_at(time_s)
        if frame != performer.frame:
            self._pose(performer, frame)
            self._changed()

    def light(self, name: str, joints: Sequence[str]) -> None:
        """Mark these joints of a motion and no others."""
        self._performers[name].figure.light(joints)
        self._changed()

    def look(self, look: Look) -> None:
        """See all of every clip from the front, side, top or obliquely, or go along with the people."""
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

    def camera(self, size: tuple[int, int]) -> Camera:
        """The camera through which `picture` of that size (width, height) sees the stage."""
        azimuth, pitch = np.radians(np.array(DIRECTIONS[self._look]) + self._turned_deg)
        camera = Camera.framing(self._points_to_see(), self._heading_rad() + azimuth, pitch, size)
        return camera.cropped(self._zoom, (self._shift[0], self._shift[1]))

    def picture(self, size: tuple[int, int], draft: bool = False) -> np.ndarray:
        """The stage as it is now, RGB uint8 (H, W, 3); size is (width, height), a draft has rough edges."""
        self.camera(size).apply(self._canvas.renderer.GetActiveCamera())
        return self._canvas.picture(size, supersampling=1 if draft else 2)

    def close(self) -> None:
        """Give the graphics memory back; the next picture takes it again."""
        self._canvas.close()

    def _body(self, motion: Motion, rgb: Colour) -> BodyFigure:
        alone = not any(isinstance(p.figure, BodyFigure) for p in self._performers.values())
        return BodyFigure(Skin(load_body(), motion), _outfit(rgb), 1.0 if alone else GHOST_OPACITY)

    def _pose(self, performer: _Performer, frame: int) -> None:
        performer.frame = frame
        performer.shadow.cast(performer.figure.show(frame))

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


def _set_stage(renderer: vtkRenderer) -> None:
    renderer.GradientBackgroundOn()
    renderer.SetBackground(*HORIZON)
    renderer.SetBackground2(*SKY)
    renderer.AutomaticLightCreationOff()
    for towards, intensity in LIGHTS:
        light = vtkLight()
        light.SetLightTypeToCameraLight()
        light.SetPosition(*towards)
        light.SetIntensity(intensity)
        renderer.AddLight(light)
    renderer.AddActor(grid())


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _outfit(rgb: Colour) -> list[Colour]:
    """One colour in shades, band by band: the shirt in the colour itself, skin lighter, the rest darker."""

    def mixed(towards: float, share: float) -> Colour:
        red, green, blue = ((1 - share) * channel + share * towards for channel in rgb)
        return red, green, blue

    skin, dark = mixed(1, 0.62), mixed(0, 0.55)
    return [dark, skin, rgb, mixed(0, 0.3), skin, dark, mixed(1, 0.9), dark]
