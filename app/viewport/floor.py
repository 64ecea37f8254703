"""The floor at y = 0: a grid in metres, and the soft shadow of whoever stands on it."""

import cv2
import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkFiltersSources import vtkCylinderSource, vtkPlaneSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkTexture

from app.colours import LIT, rgb
from app.viewport.shapes import Colour, move, paint, polydata

GRID_REACH_M, LINE_EVERY_M, DOTS_PER_M = 8, 0.5, 4
HALF_METRE_OPACITY = 0.45
PLUMB_M, PLUMB_RADIUS_M = 2.0, 0.008


class Floor:
    """A grid with a line every half metre, fading into the distance; plumb: a line along gravity over it."""

    def __init__(self) -> None:
        lines = np.arange(-GRID_REACH_M, GRID_REACH_M + LINE_EVERY_M, LINE_EVERY_M)
        dots = np.linspace(-GRID_REACH_M, GRID_REACH_M, 2 * GRID_REACH_M * DOTS_PER_M + 1)
        across = np.stack(np.meshgrid(lines, dots, indexing="ij"), axis=-1)
        flat = np.stack([across, across[..., ::-1]]).reshape(-1, 2)
        self._opacity = np.clip(1 - np.linalg.norm(flat, axis=1) / GRID_REACH_M, 0, 1) ** 1.5
        self._opacity *= np.tile(np.repeat(np.where(lines % 1 == 0, 1, HALF_METRE_OPACITY), len(dots)), 2)
        self._data = polydata(np.arange(len(flat)), corners=len(dots))
        move(self._data, np.column_stack([flat[:, 0], np.zeros(len(flat)), flat[:, 1]]))
        mapper, self.actor = vtkPolyDataMapper(), vtkActor()
        mapper.SetInputData(self._data)
        self.actor.SetMapper(mapper)
        self.actor.GetProperty().LightingOff()
        self.actor.GetProperty().SetLineWidth(2)
        self.plumb = _plumb()

    def paint(self, colour: Colour) -> None:
        """Draw the lines in that colour."""
        rgb = np.tile(np.array(colour), (len(self._opacity), 1))
        paint(self._data, 255 * np.column_stack([rgb, self._opacity]))

    def lie(self, world_from_floor: np.ndarray | None) -> None:
        """Lie where a transform (4, 4) takes the plane y = 0, with the plumb line; None: as ever."""
        self.plumb.SetVisibility(world_from_floor is not None)
        matrix = vtkMatrix4x4()
        if world_from_floor is not None:
            matrix.DeepCopy(world_from_floor.ravel().tolist())
        for actor in (self.actor, self.plumb):
            actor.SetUserMatrix(matrix)


def _plumb() -> vtkActor:
    line, mapper, actor = vtkCylinderSource(), vtkPolyDataMapper(), vtkActor()
    line.SetHeight(PLUMB_M)
    line.SetRadius(PLUMB_RADIUS_M)
    line.SetCenter(0, PLUMB_M / 2, 0)
    mapper.SetInputConnection(line.GetOutputPort())
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(*(channel / 255 for channel in rgb(LIT)))
    actor.GetProperty().LightingOff()
    actor.SetVisibility(False)
    return actor


class Shadow:
    """What a wide light from above leaves dark under a figure: black near its feet, faint under the rest."""

    SIDE_M, CELLS, HEIGHT_M = 2.2, 88, 0.004
    # A point this high no longer darkens the floor.
    REACH_M = 1.1
    DARKEST = 0.62

    def __init__(self) -> None:
        self._plane, self._image = vtkPlaneSource(), vtkImageData()
        self._image.SetDimensions(self.CELLS, self.CELLS, 1)
        texture, mapper = vtkTexture(), vtkPolyDataMapper()
        texture.SetInputData(self._image)
        texture.InterpolateOn()
        mapper.SetInputConnection(self._plane.GetOutputPort())
        self.actor = vtkActor()
        self.actor.SetMapper(mapper)
        self.actor.SetTexture(texture)
        self.actor.GetProperty().LightingOff()
        self.actor.ForceTranslucentOn()

    def cast(self, points: np.ndarray) -> None:
        """Lie under points (N, 3) m that are spread over the figure."""
        x, z = (points[:, axis].mean() - self.SIDE_M / 2 for axis in (0, 2))
        self._plane.SetOrigin(x, self.HEIGHT_M, z)
        self._plane.SetPoint1(x + self.SIDE_M, self.HEIGHT_M, z)
        self._plane.SetPoint2(x, self.HEIGHT_M, z + self.SIDE_M)
        edges = np.linspace(0, self.SIDE_M, self.CELLS + 1)
        share = np.clip(1 - points[:, 1] / self.REACH_M, 0, 1) ** 2 / len(points)
        amount, _, _ = np.histogram2d(points[:, 2] - z, points[:, 0] - x, [edges, edges], weights=share)
        cell_m = self.SIDE_M / self.CELLS
        close, wide = (cv2.GaussianBlur(amount, (0, 0), spread_m / cell_m) for spread_m in (0.025, 0.10))
        rgba = np.zeros((self.CELLS, self.CELLS, 4), np.uint8)
        rgba[..., 3] = 255 * self.DARKEST * (1 - np.exp(-(680 * close + 1370 * wide)))
        self._image.GetPointData().SetScalars(numpy_to_vtk(rgba.reshape(-1, 4), deep=True))
        self._image.Modified()
