"""Cameras: whatever gives pictures as they are taken, each with the moment it was taken."""

import time
from collections.abc import Generator
from itertools import count
from pathlib import Path
from typing import Protocol

import numpy as np

from capture.errors import CameraError
from capture.video.reader import probe, read_frames

# How late a file may be shown as a camera's picture.
TOLERATED_S = 0.2

Pictures = Generator[tuple[float, np.ndarray], None, None]


class Camera(Protocol):
    """Something that takes pictures now."""

    name: str

    def frames(self) -> Pictures:
        """Open it and yield (seconds of time.monotonic() when taken, RGB uint8 (H, W, 3)) until closed.

        Times always rise; all pictures have one size. Closing the iterator lets go of the camera. Raises
        CameraError when it cannot be opened, and when it is gone.
        """
        ...


class FileCamera:
    """A video file played as a camera, in real time: for tests and demonstrations.

    At its end the camera is gone, as if unplugged, unless it `loops`. On a machine that is too busy it plays
    slower: its times are true.
    """

    def __init__(self, path: Path | str, *, loops: bool = False) -> None:
        self.name = Path(path).stem
        self._path = path
        self._loops = loops

    def frames(self) -> Pictures:
        """The file's frames, each when it is due; see Camera. Raises VideoError if it has none."""
        info = probe(self._path)
        period_s = info.duration_s + 1 / info.fps
        began_s = time.monotonic()
        for turn in count() if self._loops else range(1):
            for time_s, rgb in read_frames(self._path):
                due_s = began_s + turn * period_s + time_s
                late_s = time.monotonic() - due_s
                if late_s > TOLERATED_S:
                    began_s, due_s = began_s + late_s, due_s + late_s
                time.sleep(max(0.0, -late_s))
                yield due_s, rgb
        raise unplugged(self.name)


def unplugged(name: str) -> CameraError:
    """The error of a camera that was there and is gone."""
    return CameraError(
        f"The camera “{name}” is gone. What was recorded until then is kept; plug it in again to go on."
    )
