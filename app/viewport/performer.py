"""A performer: one motion on the stage, with its shadow and all that is drawn about it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from vtkmodules.vtkRenderingCore import vtkActor, vtkRenderer

from app.viewport.arcs import MarkFigure
from app.viewport.body import Skin, shown_body
from app.viewport.canvas import Canvas
from app.viewport.figures import BodyFigure, SkeletonFigure
from app.viewport.floor import Shadow
from app.viewport.shapes import Colour
from app.viewport.trails import Ghosts, Span, Trails
from inference.motion.marks import marks
from inference.motion.motion import Motion

Style = Literal["skeleton", "body"]
# Radius of the first performer's arcs by stature, and how much wider each further one's are.
ARC_RADIUS, ARC_WIDER = 0.10, 0.03


class Performer:
    """Stands on the canvas from the start; rank: how many stand before them."""

    def __init__(self, canvas: Canvas, motion: Motion, colour: Colour, style: Style, rank: int) -> None:
        self.motion, self.rank, self.frame, self.hidden = motion, rank, 0, False
        self._canvas, self._colour = canvas, colour
        self._arc_radius_m = motion.height_m * (ARC_RADIUS + ARC_WIDER * rank)
        self.figure: BodyFigure | SkeletonFigure
        if style == "body":
            self.figure = BodyFigure(Skin(shown_body(), motion), _outfit(colour))
        else:
            self.figure = SkeletonFigure(motion, colour)
        self.marks: list[MarkFigure] = []
        self._shadow = Shadow()
        self._trails, self._ghosts = Trails(motion, colour), Ghosts(motion, colour)
        self.tracing: tuple[bool, bool, Span | None] = (False, False, None)
        self._enter()
        self.stand(0)

    def leave(self) -> None:
        """Go from the stage."""
        for renderer, actor in self._parts():
            renderer.RemoveActor(actor)

    def hide(self, hidden: bool) -> None:
        """Go from the stage for a while, or come back."""
        self.leave()
        self.hidden = hidden
        self._enter()

    def stand(self, frame: int) -> None:
        """Take the pose of a frame."""
        self.frame = frame
        self._shadow.cast(self.figure.show(frame))
        for mark in self.marks:
            mark.show(frame)
        time_s = float(self.motion.time_s[frame])
        for part in self._traces():
            part.show(time_s, self.tracing[2])

    def light(self, joints: Sequence[str]) -> None:
        """Mark these joints and no others; theirs are the trails."""
        self.figure.light(joints)
        self._trails.follow(joints)
        self.stand(self.frame)

    def measure(self, channel: str | None) -> None:
        """Show a channel by arcs or lines; None: none."""
        self.leave()
        found = marks(self.motion, channel) if channel else ()
        self.marks = [MarkFigure(mark, self._colour, self._arc_radius_m) for mark in found]
        self._enter()
        self.stand(self.frame)

    def trace(self, trails: bool, ghosts: bool, span: Span | None) -> None:
        """Show paths, faded skeletons, both or none: through the span, or around now."""
        self.leave()
        self.tracing = (trails, ghosts, span)
        self._enter()
        self.stand(self.frame)

    def widen(self, line_scale: int) -> None:
        """Draw lines for a picture of that many times the pixels."""
        self._trails.widen(line_scale)
        self._ghosts.widen(line_scale)

    def set_shadow(self, shown: bool) -> None:
        """Throw a shadow on the floor, or none."""
        self._shadow.actor.SetVisibility(shown)

    def _enter(self) -> None:
        if not self.hidden:
            for renderer, actor in self._parts():
                renderer.AddActor(actor)

    def _parts(self) -> Iterator[tuple[vtkRenderer, vtkActor]]:
        stage, above = self._canvas.renderer, self._canvas.above
        yield from ((stage, actor) for actor in (*self.figure.actors, self._shadow.actor))
        yield from ((above, actor) for mark in self.marks for actor in mark.actors)
        yield from ((stage, part.actor) for part in self._traces())

    def _traces(self) -> Iterator[Trails | Ghosts]:
        trails, ghosts, _ = self.tracing
        if trails:
            yield self._trails
        if ghosts:
            yield self._ghosts


def _outfit(rgb: Colour) -> list[Colour]:
    """One colour in shades, band by band: the shirt in the colour itself, skin lighter, the rest darker."""

    def mixed(towards: float, share: float) -> Colour:
        red, green, blue = ((1 - share) * channel + share * towards for channel in rgb)
        return red, green, blue

    skin, dark = mixed(1, 0.62), mixed(0, 0.55)
    return [dark, skin, rgb, mixed(0, 0.3), skin, dark, mixed(1, 0.9), dark]
