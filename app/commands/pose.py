"""`coach pose`: one clip to one motion file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app import console
from app.commands.camera import CameraHeight, Roll, Tilt, camera_data, ground_by_hand


class QualityName(StrEnum):
    """Which network finds the landmarks."""

    HEAVY = "heavy"
    FULL = "full"


Height = Annotated[float, typer.Option(min=0.5, max=2.5, help="How tall the person is, in metres.")]
Quality = Annotated[QualityName, typer.Option(help="heavy is more exact, full four times as fast.")]


def pose(
    video: Path,
    out: Annotated[Path, typer.Option(help="The motion file to write (.npz).")],
    height_m: Height = 1.70,
    person: Annotated[
        int | None, typer.Option(min=1, help="Whom to follow; 1 is the most prominent.")
    ] = None,
    bvh: Annotated[Path | None, typer.Option(help="Also write the motion as BVH.")] = None,
    trc: Annotated[Path | None, typer.Option(help="Also write the motion as TRC.")] = None,
    camera_tilt_deg: Tilt = None,
    camera_roll_deg: Roll = None,
    camera_height_m: CameraHeight = None,
    quality: Quality = QualityName.HEAVY,
    as_json: console.Json = False,
) -> None:
    """Turn a video clip into a 3-D motion."""
    from app.output import check_file
    from app.posing import posed
    from app.presenters import wording
    from inference.motion.files import write_motion

    targets = {".npz": out, ".bvh": bvh, ".trc": trc}
    files = {suffix: path for suffix, path in targets.items() if path is not None}
    for suffix, path in files.items():
        check_file(path, suffix)
    ground = ground_by_hand(camera_tilt_deg, camera_roll_deg, camera_height_m)
    with console.bars() as bar:
        result = posed(
            video,
            height_m=height_m,
            ground=ground,
            quality=quality.value,
            person=person,
            progress=bar(f"Posing {video.name}"),
        )
    motion = result.take.motion
    for path in files.values():
        write_motion(motion, path)
    for warning in result.warnings:
        console.warn(warning)
    names = [str(path) for path in files.values()]
    data = {
        "files": names,
        "frames": len(motion),
        "fps": motion.fps,
        "duration_s": motion.duration_s,
        "person": motion.person,
        "camera": camera_data(motion.view) if motion.view else None,
        "warnings": result.warnings,
        "timings_s": result.timings_s,
    }
    text = f"{len(motion)} frames at {motion.fps:g} a second, written to {', '.join(names)}"
    if motion.view:
        text += f"\n{wording.camera(motion.view)}"
    console.show(data, text, as_json)
