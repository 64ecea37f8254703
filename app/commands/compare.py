"""`coach compare`: two clips to a correction, its report, and the film of both."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import console
from app.commands.camera import CameraHeight, Roll, Tilt, ground_by_hand
from app.commands.pose import Height, Quality, QualityName

if TYPE_CHECKING:
    from app.posing import Posed, Progress
    from app.viewport.canvas import OpenGLProbe
    from inference.pose.ground import Ground

Person = Annotated[int | None, typer.Option(min=1, help="Whom to follow there; 1 is the most prominent.")]
Offset = Annotated[float | None, typer.Option(help="The coach's time minus the trainee's, by hand.")]
Channels = list[str] | None


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


def compare(
    trainee: Path,
    coach: Path,
    out: Annotated[Path, typer.Option(help="The folder for correction, report, pictures, film, motions.")],
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
    focus: Annotated[Channels, typer.Option(help="Look at this channel only; may be repeated.")] = None,
    ignore: Annotated[Channels, typer.Option(help="Leave this channel out; may be repeated.")] = None,
    offset_s: Offset = None,
    quality: Quality = QualityName.HEAVY,
    style: Style = StyleName.TRAINEE,
    as_json: console.Json = False,
) -> None:
    """Compare a trainee's clip with a coach's: videos or motion files."""
    from app.output import whole_folder
    from app.presenters import wording
    from app.report.folder import REPORT, SOMETIMES, write_results
    from app.viewport.canvas import OpenGLProbe
    from inference.motion.differences import compare as compare_motions
    from inference.motion.focus import Focus
    from inference.pipeline import explain
    from inference.stopwatch import Stopwatch

    own_ground = ground_by_hand(trainee_camera_tilt_deg, trainee_camera_roll_deg, trainee_camera_height_m)
    other_ground = ground_by_hand(coach_camera_tilt_deg, coach_camera_roll_deg, coach_camera_height_m)
    sides = [
        Side(trainee, trainee_height_m, trainee_person, own_ground),
        Side(coach, coach_height_m, coach_person, other_ground),
    ]
    wanted = Focus(channels=tuple(focus) if focus else None, ignore=tuple(ignore or ()))
    watch = Stopwatch()
    with console.bars() as bar, whole_folder(out, SOMETIMES) as folder:
        with console.starting_helpers():
            drawing = OpenGLProbe()
        posed = _pose_both(sides, quality, [bar(f"Posing {side.path.name}") for side in sides])
        own, other = (side.take for side in posed)
        watch.timings_s |= _timings(posed)
        with watch.stage("compare"):
            comparison = compare_motions(own.motion, other.motion, wanted, offset_s)
        in_3d, no_drawing = _can_draw(drawing)
        qualities = [side.quality for side in posed if side.quality]
        warnings = (*_warnings(posed), *no_drawing)
        correction = explain(
            comparison, style=style.value, qualities=qualities, warnings=warnings, watch=watch
        )
        last = bar("Writing the report")
        correction = write_results(folder, own, other, comparison, correction, in_3d=in_3d, progress=last)
    for caution in (*correction.warnings, *wording.doubts(correction.low_confidence)):
        console.warn(caution)
    console.show(correction.to_json(), f"{correction.text}\n{out / REPORT}", as_json)


def _pose_both(sides: list[Side], quality: QualityName, progress: list["Progress"]) -> list["Posed"]:
    """Two videos at once, one thread each: that takes less of two cores than one after the other on both."""
    from app.posing import is_video, posed
    from app.together import together

    threads = 1 if all(is_video(side.path) for side in sides) else 2

    def work(side: Side, report: "Progress") -> "Posed":
        return posed(
            side.path,
            height_m=side.height_m,
            ground=side.ground,
            person=side.person,
            quality=quality.value,
            threads=threads,
            progress=report,
        )

    return together([(partial(work, side), bar) for side, bar in zip(sides, progress, strict=True)])


def _can_draw(probe: "OpenGLProbe") -> tuple[bool, list[str]]:
    from app.viewport.canvas import OpenGLError

    try:
        probe.check()
    except OpenGLError as error:
        return False, [f"The film and the 3-D pictures are left out. {error}"]
    return True, []


def _warnings(posed: list["Posed"]) -> list[str]:
    names = ("The trainee's clip", "The coach's clip")
    return [f"{who}: {said}" for who, side in zip(names, posed, strict=True) for said in side.warnings]


def _timings(posed: list["Posed"]) -> dict[str, float]:
    names = ("trainee", "coach")
    return {
        f"{who}_{stage}": time_s
        for who, side in zip(names, posed, strict=True)
        for stage, time_s in side.timings_s.items()
    }
