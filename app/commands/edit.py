"""`coach edit`: a motion changed as a sentence says."""

from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import console

if TYPE_CHECKING:
    from inference.motion.motion import Motion


class PartName(StrEnum):
    """Parts of the body, as `inference.motion.skeleton.PARTS` has them."""

    WHOLE_BODY = "whole_body"
    UPPER_BODY = "upper_body"
    LOWER_BODY = "lower_body"
    LEFT_ARM = "left_arm"
    RIGHT_ARM = "right_arm"
    LEFT_LEG = "left_leg"
    RIGHT_LEG = "right_leg"
    TORSO = "torso"
    HEAD = "head"


Start = Annotated[float | None, typer.Option("--from-s", help="Change nothing before this time of the clip.")]
End = Annotated[float | None, typer.Option("--to-s", help="Change nothing after this time of the clip.")]


def edit(
    motion: Path,
    text: Annotated[str, typer.Argument(help="What to change, as “bend your knees 20° more at the bottom”.")],
    out: Annotated[Path, typer.Option(help="The motion file to write: npz, npy, bvh, trc or csv.")],
    part: Annotated[
        PartName | None, typer.Option(help="The part that is meant, if the text does not say it.")
    ] = None,
    from_s: Start = None,
    to_s: End = None,
    as_json: console.Json = False,
) -> None:
    """Change a motion as a sentence says: its form, its timing, or what a part of the body does."""
    from app.output import check_file
    from inference.editing.edited import edited
    from inference.editing.operators import in_words
    from inference.language.parser import parse
    from inference.motion.files import read_motion, write_motion

    console.unwind_at_ctrl_c()
    check_file(out, out.suffix.lower())
    parsed = parse(text, part.value if part else None)
    before = read_motion(motion)
    edits = [replace(one, start_s=from_s, end_s=to_s) for one in parsed.edits]
    acted = before
    if parsed.action:
        acted = _acted(before, parsed.action, parsed.part or PartName.WHOLE_BODY.value, from_s, to_s)
    result = edited(acted, edits)
    write_motion(result, out)
    for clause in parsed.rest:
        console.warn(f"“{clause}” was not understood and is left out.")
    data = {
        "files": [str(out)],
        "edits": [asdict(one) for one in edits],
        "action": parsed.action,
        "part": parsed.part,
        "not_understood": list(parsed.rest),
        "frames": len(result),
        "fps": result.fps,
        "duration_s": result.duration_s,
    }
    done = [*map(in_words, edits), *([f"action: {parsed.action}"] if parsed.action else [])]
    console.show(data, "\n".join([*done, f"{len(result)} frames, written to {out}"]), as_json)


def _acted(motion: "Motion", action: str, part: str, start_s: float | None, end_s: float | None) -> "Motion":
    """The motion with an action of its own in a part of the body, on the same clock."""
    from inference.editing.diffusion import DiffusionEditor

    return DiffusionEditor().edit(motion, action, part, start_s, end_s)[0]
