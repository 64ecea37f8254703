"""Off-screen OpenGL: the one place that makes render windows, reads their pixels, and asks whether it can.

Nothing here touches Qt or an X display. On Linux that is EGL, which works alike under X11, Wayland and none.
"""

import multiprocessing
import platform

import cv2
import numpy as np
from vtkmodules import vtkRenderingOpenGL2
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow

from inference.errors import CoachError

PROBE_TIMEOUT_S = 30


class OpenGLError(CoachError):
    """This machine cannot draw in 3-D."""


class Canvas:
    """A renderer whose pictures are arrays, never windows."""

    def __init__(self) -> None:
        self.renderer = vtkRenderer()
        # Order-independent translucency takes a quarter of the time and is not needed for two figures.
        self.renderer.UseOITOff()
        # What is drawn here lies over everything, near or far.
        self.above = vtkRenderer()
        self.above.SetLayer(1)
        self.above.SetActiveCamera(self.renderer.GetActiveCamera())
        self._window: vtkRenderWindow | None = None
        self._pixels = vtkUnsignedCharArray()

    def picture(self, size: tuple[int, int], supersampling: int = 2) -> np.ndarray:
        """What the renderer's camera sees, RGB uint8 (H, W, 3); size is (width, height).

        Edges are smoothed by drawing supersampling² times the pixels; multisampling and FXAA take three times
        as long on software OpenGL.
        """
        if self._window is None:
            self._window = _off_screen_window()
            self._window.SetNumberOfLayers(2)
            for renderer in (self.renderer, self.above):
                self._window.AddRenderer(renderer)
        width, height = size[0] * supersampling, size[1] * supersampling
        self._window.SetSize(width, height)
        self.renderer.ResetCameraClippingRange()
        self._window.Render()
        self._window.GetPixelData(0, 0, width - 1, height - 1, 0, self._pixels, 0)
        pixels = vtk_to_numpy(self._pixels).reshape(height, width, 3)[::-1]
        return pixels.copy() if supersampling == 1 else cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)

    def close(self) -> None:
        """Give the graphics memory back; the next picture takes it again."""
        if self._window is not None:
            self._window.Finalize()
            for renderer in (self.renderer, self.above):
                self._window.RemoveRenderer(renderer)
            self._window = None


def _off_screen_window() -> vtkRenderWindow:
    on_linux = platform.system() == "Linux"
    window = vtkRenderingOpenGL2.vtkEGLRenderWindow() if on_linux else vtkRenderWindow()
    window.SetShowWindow(False)
    window.SetUseOffScreenBuffers(True)
    window.SetMultiSamples(0)
    return window


class OpenGLProbe:
    """Draws once in a process of its own, because a broken driver crashes instead of raising."""

    def __init__(self) -> None:
        self._process = multiprocessing.get_context("spawn").Process(target=_draw_once, daemon=True)
        self._process.start()

    def running(self) -> bool:
        """Whether the answer is still out."""
        return self._process.is_alive()

    def check(self) -> None:
        """Wait for the answer. Raises OpenGLError if the process could not draw."""
        self._process.join(PROBE_TIMEOUT_S)
        if self._process.exitcode != 0:
            self._process.kill()
            raise OpenGLError(
                "The 3-D view needs OpenGL 3.2, and this machine could not draw with it. Update the graphics "
                "driver or, on Debian and Ubuntu, install libegl1 and libgl1-mesa-dri."
            )


def _draw_once() -> None:
    canvas = Canvas()
    canvas.renderer.SetBackground(1, 1, 1)
    if not canvas.picture((8, 8)).all():
        raise SystemExit(1)
