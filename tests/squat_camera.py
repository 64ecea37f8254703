"""Cameras that see squats of a known depth, without anybody in the picture and without networks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from clips import number_in, picture
from motions import squat

from app.presenters.clip import Clip
from capture.live.camera import FileCamera
from capture.video import VideoWriter, read_frames
from inference.motion.motion import Motion

SIZE = (160, 120)
FPS = 30


def squatting(depth_rad: float) -> Motion:
    """One squat within two seconds."""
    return squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0)


def camera(folder: Path, depth_rad: float, seconds: float = 2.0, *, loops: bool = True) -> FileCamera:
    """A camera fed from a file whose pictures show a number: the depth in hundredths of a radian."""
    path = folder / "Virtual.mp4"
    with VideoWriter(path, SIZE, FPS) as film:
        for _ in range(round(seconds * FPS)):
            film.write(picture(round(100 * depth_rad), SIZE))
    return FileCamera(path, loops=loops)


def pose_by_number(clip: Clip, *_: Any, **__: Any) -> Clip:
    """In the place of pose_clip: the squat whose depth the clip's first picture shows."""
    frames: Iterator[tuple[float, Any]] = read_frames(clip.path)
    _, rgb = next(frames)
    return replace(clip, quality="heavy").moving(squatting(number_in(rgb) / 100))
