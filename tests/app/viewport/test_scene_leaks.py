"""Scenes that are opened and closed all day leave nothing: VTK's own count of what it has deleted says so."""

import gc
import threading
from pathlib import Path

from motions import squat
from vtkmodules.vtkCommonCore import vtkObjectBase

from app.colours import PERFORMERS
from app.viewport import stage
from app.viewport.scene import Scene

CYCLES = 50
SIZE = (32, 24)


class Deletions:
    """Counts the objects of VTK that have been given away and that are gone."""

    def __init__(self) -> None:
        self.watched = self.gone = 0

    def watch(self, *objects: vtkObjectBase) -> None:
        for each in objects:
            self.watched += 1
            each.AddObserver("DeleteEvent", lambda *_: self._count())

    def _count(self) -> None:
        self.gone += 1


def open_and_close(deletions: Deletions, style: str) -> None:
    scene = Scene()
    for name, colour in PERFORMERS.items():
        scene.add(name, squat(fps=5), colour, style)
        scene.measure(name, "left_knee_flexion")
        scene.light(name, ("left_knee",))
        scene.trace(name, trails=True, ghosts=True)
    scene.picture(SIZE, draft=True)
    canvas = scene._canvas
    deletions.watch(canvas._window, canvas.renderer, canvas.above, canvas.renderer.GetActiveCamera())
    for renderer in (canvas.renderer, canvas.above):
        props = renderer.GetViewProps()
        deletions.watch(*(props.GetItemAsObject(index) for index in range(props.GetNumberOfItems())))
    scene.hide("coach", True)
    scene.measure("trainee", None)
    scene.remove("corrected")
    scene.dress(stage.DARK)
    scene.close()


def wrappers() -> int:
    """Objects of VTK that Python still knows."""
    return sum(isinstance(each, vtkObjectBase) for each in gc.get_objects())


def test_fifty_scenes_leave_no_object_of_vtk_and_no_thread():
    deletions = Deletions()
    open_and_close(deletions, "body")  # what is loaded once stays
    gc.collect()
    known, threads = wrappers(), _tasks()
    for cycle in range(CYCLES):
        open_and_close(deletions, ("skeleton", "body")[cycle % 2])
    gc.collect()
    assert deletions.watched > 20 * CYCLES
    assert deletions.gone == deletions.watched
    assert wrappers() <= known
    assert _tasks() <= threads
    assert threading.active_count() == 1


def _tasks() -> int:
    """Threads of this process as the system counts them, those of the graphics driver included."""
    return len(list(Path("/proc/self/task").iterdir()))
