"""Films a motion with the dressed body in a room: `python -m app.viewport.film MOTION --out clip.mp4`.

The camera and every joint are known exactly, so what the pose stage makes of the film can be checked.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from app.viewport.body import Shape, Skin, load_body
from app.viewport.camera import Camera
from app.viewport.canvas import Canvas
from app.viewport.figures import BodyFigure
from app.viewport.floor import Shadow
from app.viewport.room import furnish
from app.viewport.shapes import Colour
from capture.video import VideoWriter
from inference.motion.files import read_motion, write_motion
from inference.motion.motion import Motion

HAIR, SKIN, SHORTS = (0.16, 0.11, 0.08), (0.82, 0.62, 0.50), (0.13, 0.14, 0.17)
SHOES, EYES, IRISES = (0.90, 0.90, 0.90), (0.93, 0.93, 0.93), (0.15, 0.10, 0.07)
SHIRTS: dict[Shape, Colour] = {"woman": (0.62, 0.16, 0.20), "man": (0.12, 0.33, 0.55)}
ROOM_MARGIN_M = 2.2


def film(motion: Motion, camera: Camera, shape: Shape = "man") -> Iterator[np.ndarray]:
    """Pictures RGB uint8 (H, W, 3) of the motion's frames, one each, as the camera sees them."""
    canvas, shadow = Canvas(), Shadow()
    clothes = [HAIR, SKIN, SHIRTS[shape], SHORTS, SKIN, SHOES, EYES, IRISES]
    body = BodyFigure(Skin(load_body(shape), motion), clothes)
    ground = motion.joints_in_world[..., [0, 2]].reshape(-1, 2)
    middle = (ground.min(0) + ground.max(0)) / 2
    furnish(canvas.renderer, (middle[0], middle[1]), np.ptp(ground, axis=0).max() / 2 + ROOM_MARGIN_M)
    for actor in (*body.actors, shadow.actor):
        canvas.renderer.AddActor(actor)
    camera.apply(canvas.renderer.GetActiveCamera())
    try:
        for frame in range(len(motion)):
            shadow.cast(body.show(frame))
            yield canvas.picture(camera.image_size)
    finally:
        canvas.close()


def main(
    motion: Path,
    out: Annotated[Path, typer.Option(help="The clip to write (MP4).")],
    fps: Annotated[float, typer.Option(help="Frames a second of the clip.")] = 30.0,
    size: Annotated[tuple[int, int], typer.Option(help="Width and height in pixels.")] = (720, 1280),
    azimuth_deg: Annotated[float, typer.Option(help="0 sees the face, 90 the person's left side.")] = 0.0,
    distance_m: Annotated[float, typer.Option(help="From the middle of the motion's ground.")] = 3.6,
    height_m: Annotated[float, typer.Option(help="Of the camera above the floor.")] = 1.2,
    pitch_deg: Annotated[float, typer.Option(help="How far the camera looks down.")] = 3.0,
    shape: Annotated[Shape, typer.Option(help="Whose body.")] = "man",
    truth: Annotated[
        Path | None, typer.Option(help="Where to write the filmed motion with its camera.")
    ] = None,
) -> None:
    """Film a motion file as a video clip."""
    filmed = read_motion(motion).resampled(fps)
    x, _, z = filmed.joint("pelvis").mean(axis=0)
    azimuth_rad, pitch_rad = np.radians([azimuth_deg, pitch_deg])
    camera = Camera.placed(distance_m, height_m, azimuth_rad, pitch_rad, size, around_m=(x, z))
    with VideoWriter(out, size, fps) as video:
        for image in film(filmed, camera, shape):
            video.write(image)
    if truth is not None:
        write_motion(replace(filmed, view=camera.view()), truth)


if __name__ == "__main__":
    typer.run(main)
