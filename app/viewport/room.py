"""A plain training room to film in: wooden floor, painted walls, daylight from above and from one side.

Floor and walls are unlit, with the light painted on: lighting every pixel takes most of the time otherwise.
"""

from functools import cache

import cv2
import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersSources import vtkPlaneSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkLight, vtkPolyDataMapper, vtkRenderer, vtkTexture

WALL_HEIGHT_M, SKIRTING_M = 3.2, 0.10
PLANK_M = (0.14, 1.6)
TEXTURE_PX_PER_M = 128
FLOOR_TILE_M = 3.2
WOOD = np.array([176, 134, 94])
PAINT, DADO, SKIRTING = np.array([214, 214, 206]), np.array([158, 174, 176]), np.array([236, 234, 228])
DADO_HEIGHT_M = 1.05
WALL_TONES = (0.97, 0.90, 0.94, 0.86)
LIGHTS = (  # towards the room from, intensity
    ((0.5, 1.6, 1.4), 0.85),
    ((-1.2, 0.4, 1.2), 0.55),
    ((0.2, 1.0, -1.2), 0.40),
)


def furnish(renderer: vtkRenderer, middle_m: tuple[float, float], half_side_m: float) -> None:
    """Put the room's floor, four walls and lights into the renderer; middle_m is (x, z)."""
    x, z = middle_m
    low_x, high_x, low_z, high_z = x - half_side_m, x + half_side_m, z - half_side_m, z + half_side_m
    side = 2 * half_side_m
    floor = _plane((low_x, 0, high_z), (high_x, 0, high_z), (low_x, 0, low_z), _wood(), side / FLOOR_TILE_M)
    renderer.AddActor(floor)
    corners = [(low_x, low_z), (high_x, low_z), (high_x, high_z), (low_x, high_z)]
    for tone, (x0, z0), (x1, z1) in zip(WALL_TONES, corners, corners[1:] + corners[:1], strict=True):
        renderer.AddActor(_plane((x0, 0, z0), (x1, 0, z1), (x0, WALL_HEIGHT_M, z0), _wall(tone), 1))
    renderer.SetBackground(0.92, 0.92, 0.90)
    renderer.AutomaticLightCreationOff()
    for towards, intensity in LIGHTS:
        light = vtkLight()
        light.SetPosition(*towards)
        light.SetIntensity(intensity)
        renderer.AddLight(light)


def _plane(
    origin: tuple[float, float, float],
    right: tuple[float, float, float],
    top: tuple[float, float, float],
    image: np.ndarray,
    repeats: float,
) -> vtkActor:
    plane = vtkPlaneSource()
    plane.SetOrigin(*origin)
    plane.SetPoint1(*right)
    plane.SetPoint2(*top)
    mapper = vtkPolyDataMapper()
    mapper.SetInputConnection(plane.GetOutputPort())
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.SetTexture(_texture(np.tile(image, (round(repeats), round(repeats), 1))))
    actor.GetProperty().LightingOff()
    # A wall between camera and person shows its back and is not drawn.
    actor.GetProperty().BackfaceCullingOn()
    return actor


def _texture(image: np.ndarray) -> vtkTexture:
    data, texture = vtkImageData(), vtkTexture()
    data.SetDimensions(image.shape[1], image.shape[0], 1)
    data.GetPointData().SetScalars(numpy_to_vtk(image.astype(np.uint8).reshape(-1, 3), deep=True))
    texture.SetInputData(data)
    texture.InterpolateOn()
    texture.MipmapOn()
    return texture


@cache
def _wood() -> np.ndarray:
    """One square of planks with grain, (H, W, 3)."""
    random = np.random.default_rng(1)
    pixels = round(FLOOR_TILE_M * TEXTURE_PX_PER_M)
    rows, columns = np.mgrid[:pixels, :pixels] / TEXTURE_PX_PER_M
    plank = (columns // PLANK_M[0]).astype(int)
    joint = rows + (plank * 0.618 % 1) * PLANK_M[1]
    board = (plank * 7 + (joint // PLANK_M[1]).astype(int) * 3) % 64
    shade = random.normal(0, 0.06, 64)[board]
    grain = cv2.GaussianBlur(random.normal(size=(pixels, pixels)), (0, 0), sigmaX=0.6, sigmaY=18)
    seam = (columns % PLANK_M[0] < 0.008) | (joint % PLANK_M[1] < 0.010)
    light = 1 + shade + 0.35 * grain - 0.30 * seam
    return np.clip(light[..., None] * WOOD, 0, 255)


def _wall(tone: float) -> np.ndarray:
    """One wall from the floor up: skirting, dado, paint; darker towards ceiling and corners."""
    height = np.linspace(0, WALL_HEIGHT_M, 512)[:, None, None]
    across = np.linspace(-1, 1, 512)[:, None]
    colours = np.where(height < SKIRTING_M, SKIRTING, np.where(height < DADO_HEIGHT_M, DADO, PAINT))
    light = tone * (1 - 0.03 * height) * (1 - 0.10 * across**6)
    plaster = np.random.default_rng(2).normal(0, 1.5, (512, 512, 1))
    return np.clip(colours * light + plaster, 0, 255)
