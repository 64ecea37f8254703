"""The empty stage: its lights, and the colours of sky and floor by day and by night."""

from dataclasses import dataclass

from vtkmodules.vtkRenderingCore import vtkLight, vtkRenderer

from app.viewport.shapes import Colour

LIGHTS = (((0.5, 0.9, 1.0), 0.80), ((-1.0, 0.4, 0.6), 0.35), ((0.0, 0.8, -1.0), 0.25))


@dataclass(frozen=True)
class Stage:
    """Colours 0..1 of the picture's upper edge, its lower edge, and the lines on the floor."""

    sky: Colour
    horizon: Colour
    lines: Colour


LIGHT = Stage(sky=(0.93, 0.95, 0.97), horizon=(0.80, 0.84, 0.88), lines=(0.44, 0.49, 0.56))
# The floor stays light enough for the shadows on it to be seen.
DARK = Stage(sky=(0.07, 0.09, 0.11), horizon=(0.19, 0.22, 0.26), lines=(0.46, 0.52, 0.60))


def dress(renderer: vtkRenderer, stage: Stage) -> None:
    """Give the renderer the stage's background."""
    renderer.GradientBackgroundOn()
    renderer.SetBackground(*stage.horizon)
    renderer.SetBackground2(*stage.sky)


def light(renderer: vtkRenderer) -> None:
    """Light the renderer from where the camera is, so that figures look alike from everywhere."""
    renderer.AutomaticLightCreationOff()
    for towards, intensity in LIGHTS:
        lamp = vtkLight()
        lamp.SetLightTypeToCameraLight()
        lamp.SetPosition(*towards)
        lamp.SetIntensity(intensity)
        renderer.AddLight(lamp)
