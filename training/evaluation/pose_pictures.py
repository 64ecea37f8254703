"""Pictures of what went wrong: truth and estimate, as the camera sees them and from its side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from inference.motion.skeleton import BONES, JOINTS

_TRUTH, _LEFT, _RIGHT = "0.6", "tab:orange", "tab:blue"
# Of the middle, the left and the right.
COLOURS = ("0.2", _LEFT, _RIGHT)
_AROUND_M = 1.15
_DPI = 80


@dataclass(frozen=True, eq=False)
class Failure:
    """One frame: both poses (22, 3) m from the pelvis in camera axes, x right, y down, z ahead."""

    title: str
    truth: np.ndarray
    estimate: np.ndarray


def draw(failures: Sequence[Failure], path: Path) -> None:
    """Write a picture with a column for each failure."""
    figure = Figure(figsize=(1.9 * len(failures), 4.4), dpi=_DPI)
    axes = figure.subplots(2, len(failures), squeeze=False)
    for (front, side), failure in zip(axes.T, failures, strict=True):
        front.set_title(failure.title, fontsize=8)
        for pose, colours in ((failure.truth, (_TRUTH,) * 3), (failure.estimate, COLOURS)):
            skeleton(front, pose[:, [0, 1]], colours)
            skeleton(side, pose[:, [2, 1]], colours)
    axes[0, 0].set_ylabel("as the camera sees it", fontsize=8)
    axes[1, 0].set_ylabel("from the side, camera left", fontsize=8)
    figure.tight_layout(pad=0.4)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, pil_kwargs={"optimize": True})


def skeleton(axes: Axes, points: np.ndarray, colours: tuple[str, str, str] = COLOURS) -> None:
    """Draw the bones between points (22, 2) m, x to the right, y down, around the origin."""
    for parent, child in BONES:
        name = JOINTS[child]
        colour = colours[1 if name.startswith("left") else 2 if name.startswith("right") else 0]
        axes.plot(*points[[parent, child]].T, color=colour, linewidth=2 if colour == _TRUTH else 1.5)
    axes.set_xlim(-_AROUND_M, _AROUND_M)
    axes.set_ylim(_AROUND_M, -_AROUND_M)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
