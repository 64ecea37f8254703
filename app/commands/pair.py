"""What a command is told about the trainee's and the coach's clip."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.camera import CameraHeight, Roll, Tilt, ground_by_hand
from app.commands.pose import Height, Quality, QualityName

if TYPE_CHECKING:
    from inference.motion.focus import Focus
    from inference.pose.ground import Ground

Person = Annotated[int | None, typer.Option(min=1, help="Whom to follow there; 1 is the most prominent.")]
Offset = Annotated[float | None, typer.Option(help="The coach's time minus the trainee's, by hand.")]
Focused = Annotated[
    list[str] | None, typer.Option("--focus", help="Look at this channel only; may be repeated.")
]
Ignored = Annotated[
    list[str] | None, typer.Option("--ignore", help="Leave this channel out; may be repeated.")
]
Candidates = Annotated[
    int,
    typer.Option(
        "--candidates",
        "-k",
        min=0,
        max=20,
        help="How many texts the language model writes, to choose the one that repairs most (as many again "
        "where none does); with 0, or without the model, the words are those of what was measured.",
    ),
]
DEFAULT_CANDIDATES = 6


class StyleName(StrEnum):
    """Who listens."""

    COACH = "coach"
    TRAINEE = "trainee"
    PHYSIO = "physio"


Style = Annotated[
    StyleName, typer.Option(help="Short cues for a coach, plain words, or a physiotherapist's terms.")
]


@dataclass(frozen=True)
class Side:
    """What the user said about one of the clips."""

    path: Path
    height_m: float
    person: int | None
    ground: "Ground"


@dataclass(frozen=True)
class Asked:
    """What the user said about the clips, the trainee's first, and about how to compare them."""

    sides: tuple[Side, Side]
    focus: "Focus"
    offset_s: float | None
    quality: QualityName


def of_two_clips(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose first parameter is what was Asked: the user gives it as the options of `_asked`."""
    clips, own = signature(_asked).parameters, list(signature(command).parameters.values())[1:]

    @wraps(command)
    def run(**given: object) -> None:
        asked = _asked(**{name: given.pop(name) for name in clips})  # type: ignore[arg-type]
        command(asked, **given)

    first, second, *options = clips.values()
    shown = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in (first, second, *own, *options)]
    run.__signature__ = Signature(shown)  # type: ignore[attr-defined] # where typer looks for options
    return run


def _asked(
    trainee: Path,
    coach: Path,
    trainee_height_m: Height = 1.70,
    coach_height_m: Height = 1.70,
    trainee_person: Person = None,
    coach_person: Person = None,
    trainee_camera_tilt_deg: Tilt = None,
    trainee_camera_roll_deg: Roll = None,
    trainee_camera_height_m: CameraHeight = None,
    coach_camera_tilt_deg: Tilt = None,
    coach_camera_roll_deg: Roll = None,
    coach_camera_height_m: CameraHeight = None,
    focus: Focused = None,
    ignore: Ignored = None,
    offset_s: Offset = None,
    quality: Quality = QualityName.HEAVY,
) -> Asked:
    from inference.motion.focus import Focus

    own_ground = ground_by_hand(trainee_camera_tilt_deg, trainee_camera_roll_deg, trainee_camera_height_m)
    other_ground = ground_by_hand(coach_camera_tilt_deg, coach_camera_roll_deg, coach_camera_height_m)
    sides = (
        Side(trainee, trainee_height_m, trainee_person, own_ground),
        Side(coach, coach_height_m, coach_person, other_ground),
    )
    wanted = Focus(channels=tuple(focus) if focus else None, ignore=tuple(ignore or ()))
    return Asked(sides, wanted, offset_s, quality)
