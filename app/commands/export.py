"""`coach export`: a motion file in another program's format."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app import console


class Format(StrEnum):
    """What other programs read."""

    BVH = "bvh"
    TRC = "trc"
    CSV = "csv"
    NPY = "npy"


def export(
    motion: Path,
    to: Annotated[
        Format, typer.Option(help="bvh: animation, trc: biomechanics, csv: tables, npy: HumanML3D.")
    ],
    out: Annotated[Path | None, typer.Option(help="Where to; beside the motion file by default.")] = None,
    as_json: console.Json = False,
) -> None:
    """Write a motion file in another format."""
    from app.output import check_file
    from inference.motion.files import read_motion, write_motion

    console.unwind_at_ctrl_c()
    target = out or motion.with_suffix(f".{to.value}")
    check_file(target, f".{to.value}")
    write_motion(read_motion(motion), target)
    console.show({"files": [str(target)]}, str(target), as_json)
