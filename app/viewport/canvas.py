"""Off-screen OpenGL: the one place that makes render windows and reads their pixels."""

import functools
import os
import platform
import subprocess
import sys

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLRenderWindow  # noqa: F401 - registers OpenGL with the factory

from inference.errors import CoachError

SAMPLES_PER_PIXEL = 4
PROBE_TIMEOUT_S = 30
# Without an X display VTK would first fail to open one, loudly; EGL needs none.
if platform.system() == "Linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")


class OpenGLError(CoachError):
    """This machine cannot draw in 3-D."""


@functools.cache
def require_opengl() -> None:
    """Draw one picture in a process of its own, because a broken driver crashes instead of raising.

    Raises OpenGLError if that process fails.
    """
    command = [sys.executable, "-c", "from app.viewport.canvas import Canvas; Canvas().picture((8, 8))"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PROBE_TIMEOUT_S)
    except (OSError, subprocess.SubprocessError) as error:
        raise OpenGLError(
            "The 3-D view needs OpenGL 3.2, and this machine could not draw with it. Update the graphics "
            "driver, or install Mesa's software OpenGL (package libgl1-mesa-dri)."
        ) from error


class Canvas:
    """A renderer whose pictures are arrays, never windows."""

    def __init__(self) -> None:
        self.renderer = vtkRenderer()
        self._window = vtkRenderWindow()
        self._window.SetShowWindow(False)
        self._window.SetUseOffScreenBuffers(True)
        self._window.SetMultiSamples(SAMPLES_PER_PIXEL)
        self._window.AddRenderer(self.renderer)
        self._pixels = vtkUnsignedCharArray()

    def picture(self, size: tuple[int, int]) -> np.ndarray:
        """What the renderer's camera sees, RGB uint8 (H, W, 3), size is (width, height)."""
        width, height = size
        self._window.SetSize(width, height)
        self.renderer.ResetCameraClippingRange()
        self._window.Render()
        self._window.GetPixelData(0, 0, width - 1, height - 1, 0, self._pixels, 0)
        pixels = vtk_to_numpy(self._pixels).reshape(height, width, 3)
        return np.ascontiguousarray(pixels[::-1])

    def close(self) -> None:
        """Give the graphics memory back; the canvas cannot draw afterwards."""
        self._window.Finalize()
