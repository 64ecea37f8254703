"""What was and what comes: paths of joints, and faded skeletons at a few moments."""

from collections.abc import Sequence

import numpy as np
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from app.viewport.shapes import Colour, move, paint, polydata
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.skeleton import BONES, JOINT_INDEX

# How much of what lies before and after now is shown where no span is looped.
REACH_S = 1.0
# Without lit joints, what best tells the movement as a whole.
USUAL_JOINTS = ("pelvis", "left_wrist", "right_wrist", "left_foot", "right_foot")
TRAIL_POINTS, TRAIL_PX, GHOST_PX = 60, 3.0, 4.0
GHOSTS = 6
# Opacity of what has just been, of what is about to be, and at the far ends.
PAST, FUTURE, FAR = 0.95, 0.45, 0.10
GHOST = 0.40

Span = tuple[float, float]


class Trails:
    """Paths of some joints of a motion through a span of its clip, or around now."""

    def __init__(self, motion: Motion, colour: Colour) -> None:
        self._motion = motion
        self._rgb = 255 * np.array(colour)
        self._joints = _indices(())
        self.actor, self._data = _lines(_path_cells(len(self._joints)))

    def follow(self, joints: Sequence[str]) -> None:
        """Show the paths of these joints; of hands, feet and pelvis if there are none."""
        self._joints = _indices(joints)
        self._data.SetLines(polydata(_path_cells(len(self._joints)), corners=2).GetLines())

    def widen(self, scale: int) -> None:
        """Draw lines for a picture of that many times the pixels."""
        self.actor.GetProperty().SetLineWidth(scale * TRAIL_PX)

    def show(self, time_s: float, span: Span | None) -> None:
        """Lie along the span, or around time_s, brighter before time_s than after."""
        times_s = np.linspace(*(span or (time_s - REACH_S, time_s + REACH_S)), TRAIL_POINTS)
        paths = _joints_at(self._motion, times_s)[:, self._joints]
        alpha = _fading(times_s, time_s)
        move(self._data, paths.transpose(1, 0, 2).reshape(-1, 3))
        paint(self._data, _rgba(self._rgb, np.tile(alpha, len(self._joints))))


class Ghosts:
    """Faded skeletons of a motion at a few moments of a span, or around now."""

    def __init__(self, motion: Motion, colour: Colour) -> None:
        self._motion = motion
        self._rgb = 255 * np.array(colour)
        bones = np.concatenate([np.array(BONES) + len(JOINT_INDEX) * ghost for ghost in range(GHOSTS)])
        self.actor, self._data = _lines(bones)

    def widen(self, scale: int) -> None:
        """Draw lines for a picture of that many times the pixels."""
        self.actor.GetProperty().SetLineWidth(scale * GHOST_PX)

    def show(self, time_s: float, span: Span | None) -> None:
        """Stand at moments spread over the span, or before and after time_s."""
        if span is None:
            after_s = REACH_S * np.arange(1, GHOSTS // 2 + 1) / (GHOSTS // 2)
            times_s = np.concatenate([time_s - after_s[::-1], time_s + after_s])
            opacity = GHOST * (1.2 - np.abs(times_s - time_s) / REACH_S)
        else:
            times_s, opacity = np.linspace(*span, GHOSTS), np.full(GHOSTS, GHOST)
        move(self._data, _joints_at(self._motion, times_s).reshape(-1, 3))
        paint(self._data, _rgba(self._rgb, np.repeat(opacity, len(JOINT_INDEX))))


def _indices(joints: Sequence[str]) -> list[int]:
    return [JOINT_INDEX[name] for name in joints or USUAL_JOINTS]


def _path_cells(count: int) -> np.ndarray:
    """Pairs of neighbouring points on each of count paths that lie behind each other."""
    along = np.arange(TRAIL_POINTS - 1)
    starts = (along + TRAIL_POINTS * np.arange(count)[:, None]).ravel()
    return np.stack([starts, starts + 1], axis=1)


def _joints_at(motion: Motion, times_s: np.ndarray) -> np.ndarray:
    """Joints (N, 22, 3) m at clip times, standing still before the first frame and after the last."""
    at = np.clip((times_s - motion.start_s) * motion.fps, 0, len(motion) - 1)
    return rows_between(motion.joints_in_world, at)


def _fading(times_s: np.ndarray, time_s: float) -> np.ndarray:
    reach_s = max(np.abs(times_s - time_s).max(), 1e-6)
    near = 1 - np.abs(times_s - time_s) / reach_s
    return FAR + (np.where(times_s <= time_s, PAST, FUTURE) - FAR) * near


def _rgba(rgb: np.ndarray, opacity: np.ndarray) -> np.ndarray:
    return np.column_stack([np.tile(rgb, (len(opacity), 1)), 255 * opacity])


def _lines(cells: np.ndarray) -> tuple[vtkActor, vtkPolyData]:
    data, mapper, actor = polydata(cells, corners=2), vtkPolyDataMapper(), vtkActor()
    mapper.SetInputData(data)
    actor.SetMapper(mapper)
    actor.GetProperty().LightingOff()
    return actor, data
