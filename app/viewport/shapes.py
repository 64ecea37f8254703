"""Meshes and lines as VTK has them, filled from arrays."""

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

Colour = tuple[float, float, float]


def polydata(cells: np.ndarray, corners: int) -> vtkPolyData:
    """Lines (N, corners) or, with 3 corners, triangles (N, 3), whose points are yet to come."""
    array, data = vtkCellArray(), vtkPolyData()
    array.SetData(corners, numpy_to_vtkIdTypeArray(cells.astype(np.int64).ravel(), deep=True))
    data.SetPoints(vtkPoints())
    (data.SetPolys if corners == 3 else data.SetLines)(array)
    return data


def move(data: vtkPolyData, points: np.ndarray) -> None:
    """Put the points at points (N, 3) m."""
    data.GetPoints().SetData(numpy_to_vtk(points, deep=True))
    data.Modified()


def paint(data: vtkPolyData, rgba: np.ndarray) -> None:
    """Give each point a colour of its own, (N, 4) 0..255."""
    data.GetPointData().SetScalars(numpy_to_vtk(rgba.astype(np.uint8), deep=True))
