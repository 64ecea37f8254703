"""Arcs and lines that show a channel on a figure, drawn over everything so that no flesh hides them."""

import numpy as np
from vtkmodules.vtkFiltersCore import vtkTubeFilter
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from app.viewport.shapes import Colour, move, polydata
from inference.motion.marks import Arc, Mark

STEPS = 24
TUBE_M = 0.0065
# The line of zero is dashed, the limb's is not.
DASHES = 4
SECTOR_OPACITY = 0.30
# A value stands outside its arc, and above its line.
LABEL_BEYOND, LABEL_ABOVE_M = 1.45, np.array([0.0, 0.09, 0.0])


class MarkFigure:
    """One mark of a motion; radius_m: of arcs, so that those of two people do not hide each other."""

    def __init__(self, mark: Mark, colour: Colour, radius_m: float) -> None:
        self.mark = mark
        self._radius_m = radius_m
        self._lines = polydata(_line_cells(isinstance(mark, Arc)), corners=2)
        tubes = vtkTubeFilter()
        tubes.SetInputData(self._lines)
        tubes.SetRadius(TUBE_M)
        tubes.SetNumberOfSides(8)
        tubes.CappingOn()
        outline, mapper = _actor(colour)
        mapper.SetInputConnection(tubes.GetOutputPort())
        self._fan = polydata(_fan_cells(), corners=3)
        sector, mapper = _actor(colour)
        mapper.SetInputData(self._fan)
        sector.GetProperty().SetOpacity(SECTOR_OPACITY)
        self.actors = [outline, sector] if isinstance(mark, Arc) else [outline]

    def show(self, frame: int) -> None:
        """Take a frame's place, or vanish where the value is not known."""
        known = self.known(frame)
        for actor in self.actors:
            actor.SetVisibility(known)
        if not known:
            return
        if isinstance(self.mark, Arc):
            centre = self.mark.centre[frame]
            arc = centre + self._radius_m * self.mark.towards(frame, np.linspace(0, 1, STEPS + 1))
            zero = centre + np.linspace(0, 1, 2 * DASHES)[:, None] * (arc[0] - centre)
            move(self._lines, np.concatenate([arc, [centre], zero]))
            move(self._fan, np.concatenate([[centre], arc]))
        else:
            move(self._lines, np.stack([self.mark.start[frame], self.mark.end[frame]]))

    def known(self, frame: int) -> bool:
        """Whether there is something to show."""
        mark = self.mark
        places = (mark.centre, mark.zero, mark.positive) if isinstance(mark, Arc) else (mark.start, mark.end)
        return bool(np.isfinite(mark.value[frame]) and all(np.isfinite(each[frame]).all() for each in places))

    def label_at(self, frame: int) -> np.ndarray:
        """Where the value belongs, (3,) m."""
        if isinstance(self.mark, Arc):
            middle = self.mark.towards(frame, 0.5)
            return self.mark.centre[frame] + LABEL_BEYOND * self._radius_m * middle
        return (self.mark.start[frame] + self.mark.end[frame]) / 2 + LABEL_ABOVE_M


def _line_cells(arc: bool) -> np.ndarray:
    """Pairs of points: the arc, the limb from its end to the centre, the dashes of zero; or one line."""
    if not arc:
        return np.array([[0, 1]])
    along = np.arange(STEPS)
    dashes = STEPS + 2 + np.arange(2 * DASHES).reshape(-1, 2)
    return np.concatenate([np.stack([along, along + 1], axis=1), [[STEPS, STEPS + 1]], dashes])


def _fan_cells() -> np.ndarray:
    along = np.arange(1, STEPS + 1)
    return np.stack([0 * along, along, along + 1], axis=1)


def _actor(colour: Colour) -> tuple[vtkActor, vtkPolyDataMapper]:
    actor, mapper = vtkActor(), vtkPolyDataMapper()
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(*colour)
    actor.GetProperty().LightingOff()
    return actor, mapper
