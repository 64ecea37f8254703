"""Films motions by the cameras they carry: `python -m app.viewport.films MOTION…` writes MOTION.mp4 for each.

One process for many films: training asks for hundreds, and starting up takes longer than a short film.
"""

import zlib
from pathlib import Path

import typer

from app.viewport.camera import Camera
from app.viewport.film import SHIRTS, film
from capture.video import VideoWriter
from inference.motion.files import read_motion


def main(motions: list[Path]) -> None:
    """Film motion files, each by its own camera, at its own rate, with one of the bodies."""
    shapes = tuple(SHIRTS)
    for path in motions:
        motion = read_motion(path)
        if motion.view is None:
            raise typer.BadParameter(f"{path} carries no camera to film it by.")
        view = motion.view
        camera = Camera(view.camera_matrix, view.camera_from_world, view.image_size)
        shape = shapes[zlib.crc32(path.stem.encode()) % len(shapes)]
        with VideoWriter(path.with_suffix(".mp4"), view.image_size, motion.fps) as video:
            for image in film(motion, camera, shape):
                video.write(image)


if __name__ == "__main__":
    typer.run(main)
