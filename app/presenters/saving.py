"""Saving: the report and the motions of a session, written whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from app.apart import run_apart
from app.output import whole_folder
from app.presenters.clip import Clip
from app.presenters.result import Result
from app.report.folder import SOMETIMES, write_results
from app.report.take import Take
from app.viewport.canvas import OpenGLError, OpenGLProbe
from inference.correction.correction import Correction
from inference.motion.differences import Comparison
from inference.motion.files import write_motion
from inference.motion.motion import Motion

MOTION_SUFFIXES = (".npz", ".bvh")
Report = Callable[[float], None]


def save_report(folder: Path, result: Result, report: Report) -> None:
    """Write words, report, film and motions into folder. Raises CoachError or CaptureError."""
    in_3d, warnings = _can_draw()
    heard = (*result.trainee.warnings, *result.coach.warnings, *result.correction.warnings, *warnings)
    correction = replace(result.correction, warnings=heard)
    with whole_folder(folder, SOMETIMES) as unfinished:
        takes = _take(result.trainee), _take(result.coach)
        run_apart(_write, unfinished, *takes, result.comparison, correction, in_3d, report=report)


def export_motions(folder: Path, motions: Mapping[str, Motion], report: Report) -> None:
    """Write each motion into folder under its name, as npz (everything) and BVH (for other programs)."""
    with whole_folder(folder) as unfinished:
        for done, (name, motion) in enumerate(motions.items()):
            report(done / len(motions))
            for suffix in MOTION_SUFFIXES:
                write_motion(motion, unfinished / f"{name}{suffix}")


def _write(
    folder: Path,
    trainee: Take,
    coach: Take,
    comparison: Comparison,
    correction: Correction,
    in_3d: bool,
    report: Report,
) -> None:
    write_results(folder, trainee, coach, comparison, correction, in_3d=in_3d, progress=report)


def _take(clip: Clip) -> Take:
    assert clip.motion is not None
    return Take(clip.motion, clip.path.name, clip.footage)


def _can_draw() -> tuple[bool, tuple[str, ...]]:
    try:
        OpenGLProbe().check()
    except OpenGLError as error:
        return False, (str(error),)
    return True, ()
