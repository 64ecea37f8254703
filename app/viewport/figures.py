"""Figures that follow a motion: a skinned body, or a skeleton of tubes and spheres."""

from collections.abc import Sequence

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkLookupTable, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkTubeFilter
from vtkmodules.vtkFiltersSources import vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkGlyph3DMapper, vtkPolyDataMapper

from app.viewport.body import Skin
from app.viewport.shapes import Colour, move, polydata
from inference.motion.motion import Motion
from inference.motion.skeleton import BONES, JOINT_INDEX, JOINTS

LIT: Colour = (1.0, 0.83, 0.24)
BONE_M, JOINT_M, LIT_JOINT_M, HALO_M = 0.020, 0.028, 0.055, 0.10
# VTK applies the opacity of glyphs twice.
HALO_OPACITY = 0.65
SHADOW_POINTS_PER_BONE = 9
RADIUS = "radius"


class BodyFigure:
    """A skinned body: one colour per band of the body; lit joints get a halo."""

    def __init__(self, skin: Skin, colours: Sequence[Colour]) -> None:
        self._skin = skin
        self._data = polydata(skin.body.faces, corners=3)
        self._data.GetPointData().SetScalars(numpy_to_vtk(skin.body.bands, deep=True))
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(self._data)
        mapper.SetLookupTable(_table(colours))
        mapper.UseLookupTableScalarRangeOn()
        # Looks colours up per pixel, so that hems are sharp inside a triangle.
        mapper.InterpolateScalarsBeforeMappingOn()
        actor = vtkActor()
        actor.SetMapper(mapper)
        self._material = material = actor.GetProperty()
        material.SetAmbient(0.30)
        material.SetDiffuse(0.88)
        material.SetSpecular(0.08)
        material.SetSpecularPower(12)
        self._halos = _Spheres(radius_m=0.0, lit_radius_m=HALO_M, colour=LIT)
        self._halos.actor.GetProperty().SetOpacity(HALO_OPACITY)
        self._halos.actor.GetProperty().LightingOff()
        self.actors = [actor, self._halos.actor]
        self.show(0)

    def fade(self, opacity: float) -> None:
        """Let what is behind shine through an opacity below 1."""
        self._material.SetOpacity(opacity)
        self._material.SetBackfaceCulling(opacity < 1)

    def light(self, joints: Sequence[str]) -> None:
        """Mark these joints and no others."""
        self._halos.light(joints)

    def show(self, frame: int) -> np.ndarray:
        """Take the pose of a frame; returns points (N, 3) m all over the figure, for its shadow."""
        vertices, normals = self._skin.at(frame)
        move(self._data, vertices)
        self._data.GetPointData().SetNormals(numpy_to_vtk(normals, deep=True))
        self._halos.move(self._skin.joints_in_world[frame])
        return vertices


class SkeletonFigure:
    """Tubes for bones and spheres for joints."""

    def __init__(self, motion: Motion, colour: Colour) -> None:
        self._joints = motion.joints_in_world
        self._data = polydata(np.array(BONES), corners=2)
        tubes, mapper, actor = vtkTubeFilter(), vtkPolyDataMapper(), vtkActor()
        tubes.SetInputData(self._data)
        tubes.SetRadius(BONE_M)
        tubes.SetNumberOfSides(10)
        mapper.SetInputConnection(tubes.GetOutputPort())
        actor.SetMapper(mapper)
        actor.GetProperty().SetColor(*colour)
        self._spheres = _Spheres(JOINT_M, LIT_JOINT_M, colour)
        self.actors = [actor, self._spheres.actor]
        self.show(0)

    def light(self, joints: Sequence[str]) -> None:
        """Draw these joints large and bright, all others small."""
        self._spheres.light(joints)

    def show(self, frame: int) -> np.ndarray:
        """Take the pose of a frame; returns points (N, 3) m along the bones, for their shadow."""
        joints = self._joints[frame]
        move(self._data, joints)
        self._spheres.move(joints)
        near, far = joints[np.array(BONES).T]
        way = np.linspace(0, 1, SHADOW_POINTS_PER_BONE)[:, None, None]
        return ((1 - way) * near + way * far).reshape(-1, 3)


class _Spheres:
    """One sphere per joint; a radius of 0 hides it."""

    def __init__(self, radius_m: float, lit_radius_m: float, colour: Colour) -> None:
        self._radii = np.array([radius_m, lit_radius_m], np.float32)
        self._colours = (255 * np.array([colour, LIT])).astype(np.uint8)
        self._data = vtkPolyData()
        self._data.SetPoints(vtkPoints())
        sphere, mapper = vtkSphereSource(), vtkGlyph3DMapper()
        sphere.SetRadius(1)
        sphere.SetThetaResolution(14)
        sphere.SetPhiResolution(10)
        mapper.SetInputData(self._data)
        mapper.SetSourceConnection(sphere.GetOutputPort())
        mapper.SetScaleModeToScaleByMagnitude()
        mapper.SetScaleArray(RADIUS)
        self.actor = vtkActor()
        self.actor.SetMapper(mapper)
        self.light(())

    def light(self, joints: Sequence[str]) -> None:
        lit = np.zeros(len(JOINTS), int)
        lit[[JOINT_INDEX[name] for name in joints]] = 1
        radii = numpy_to_vtk(self._radii[lit], deep=True)
        radii.SetName(RADIUS)
        self._data.GetPointData().AddArray(radii)
        self._data.GetPointData().SetScalars(numpy_to_vtk(self._colours[lit], deep=True))
        self._data.Modified()

    def move(self, joints_in_world: np.ndarray) -> None:
        move(self._data, joints_in_world)


def _table(colours: Sequence[Colour]) -> vtkLookupTable:
    table = vtkLookupTable()
    table.SetNumberOfTableValues(len(colours))
    table.SetTableRange(-0.5, len(colours) - 0.5)
    for band, colour in enumerate(colours):
        table.SetTableValue(band, *colour, 1.0)
    return table
