"""What stands on the stage: a body or a skeleton that follows a motion, and its soft shadow."""

import cv2
import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkLookupTable, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkFiltersSources import vtkPlaneSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkTexture

from app.viewport.body import Skin

Colour = tuple[float, float, float]


def polydata(vertices: np.ndarray, faces: np.ndarray) -> vtkPolyData:
    """Triangles faces (F, 3) on vertices (V, 3)."""
    data, cells = vtkPolyData(), vtkCellArray()
    cells.SetData(3, numpy_to_vtkIdTypeArray(np.ascontiguousarray(faces, np.int64).ravel(), deep=True))
    data.SetPoints(vtkPoints())
    data.SetPolys(cells)
    move(data, vertices)
    return data


def move(data: vtkPolyData, vertices: np.ndarray, normals: np.ndarray | None = None) -> None:
    """Put the points of data at vertices (V, 3) float32."""
    data.GetPoints().SetData(numpy_to_vtk(np.ascontiguousarray(vertices, np.float32), deep=True))
    data.GetPoints().Modified()
    if normals is not None:
        data.GetPointData().SetNormals(numpy_to_vtk(np.ascontiguousarray(normals, np.float32), deep=True))
    data.Modified()


class BodyFigure:
    """A skinned body, in one colour or dressed: one colour per band of the body."""

    def __init__(self, skin: Skin, colours: list[Colour], opacity: float = 1.0) -> None:
        self._skin = skin
        self._data = polydata(skin.body.vertices, skin.body.faces)
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(self._data)
        if len(colours) > 1:
            self._dress(mapper, colours)
        self.actor = vtkActor()
        self.actor.SetMapper(mapper)
        material = self.actor.GetProperty()
        material.SetColor(*colours[0])
        material.SetOpacity(opacity)
        material.SetAmbient(0.22)
        material.SetDiffuse(0.88)
        material.SetSpecular(0.08)
        material.SetSpecularPower(12)
        material.SetBackfaceCulling(opacity < 1)
        self.show(0)

    def _dress(self, mapper: vtkPolyDataMapper, colours: list[Colour]) -> None:
        table = vtkLookupTable()
        table.SetNumberOfTableValues(len(colours))
        table.SetTableRange(-0.5, len(colours) - 0.5)
        for band, colour in enumerate(colours):
            table.SetTableValue(band, *colour, 1.0)
        self._data.GetPointData().SetScalars(numpy_to_vtk(self._skin.body.bands, deep=True))
        mapper.SetLookupTable(table)
        mapper.UseLookupTableScalarRangeOn()
        # Looks colours up per pixel, so that hems are sharp inside a triangle.
        mapper.InterpolateScalarsBeforeMappingOn()

    def show(self, frame: int) -> np.ndarray:
        """Take the pose of a frame; returns the vertices (V, 3)."""
        vertices, normals = self._skin.at(frame)
        move(self._data, vertices, normals)
        return vertices


class ShadowFigure:
    """A soft shadow on the floor under whatever stands there, as if the light came from a wide ceiling."""

    SIDE_M, CELLS, HEIGHT_M = 2.6, 96, 0.004
    # A point this high no longer darkens the floor.
    REACH_M = 1.1
    DARKEST = 0.62

    def __init__(self) -> None:
        self._plane = vtkPlaneSource()
        self._texture, self._image = vtkTexture(), vtkImageData()
        self._image.SetDimensions(self.CELLS, self.CELLS, 1)
        self._texture.SetInputData(self._image)
        self._texture.InterpolateOn()
        mapper = vtkPolyDataMapper()
        mapper.SetInputConnection(self._plane.GetOutputPort())
        self.actor = vtkActor()
        self.actor.SetMapper(mapper)
        self.actor.SetTexture(self._texture)
        self.actor.GetProperty().LightingOff()
        self.actor.ForceTranslucentOn()

    def cast(self, vertices: np.ndarray) -> None:
        """Lie under vertices (V, 3) m."""
        x, z = (vertices[:, axis].mean() - self.SIDE_M / 2 for axis in (0, 2))
        self._plane.SetOrigin(x, self.HEIGHT_M, z)
        self._plane.SetPoint1(x + self.SIDE_M, self.HEIGHT_M, z)
        self._plane.SetPoint2(x, self.HEIGHT_M, z + self.SIDE_M)
        edges = np.linspace(0, self.SIDE_M, self.CELLS + 1)
        nearness = np.clip(1 - vertices[:, 1] / self.REACH_M, 0, 1) ** 2
        amount, _, _ = np.histogram2d(
            vertices[:, 2] - z, vertices[:, 0] - x, [edges, edges], weights=nearness
        )
        cell_m = self.SIDE_M / self.CELLS
        close, wide = (cv2.GaussianBlur(amount, (0, 0), spread / cell_m) for spread in (0.025, 0.10))
        alpha = self.DARKEST * (1 - np.exp(-(0.05 * close + 0.10 * wide)))
        rgba = np.zeros((self.CELLS, self.CELLS, 4), np.uint8)
        rgba[..., 3] = 255 * alpha
        self._image.GetPointData().SetScalars(numpy_to_vtk(rgba.reshape(-1, 4), deep=True))
        self._image.Modified()
