"""Everything a comparison leaves behind, in one folder: words, report, pictures, film, motions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.output import write_bytes, write_text
from app.report.film import write_film
from app.report.html import evidence, report_html
from app.report.take import Take
from inference.correction.correction import Correction
from inference.editing.corrected import corrected
from inference.motion.differences import Comparison
from inference.motion.files import write_motion
from inference.motion.finding import Finding
from inference.stopwatch import Stopwatch

CORRECTION, REPORT, FILM, TRAINEE, COACH, CORRECTED = (
    "correction.json", "report.html", "overlay.mp4", "trainee.npz", "coach.npz", "corrected.npz",
)  # fmt: skip
# Those that not every comparison leaves: an old one must not stay beside a new report.
SOMETIMES = (FILM, CORRECTED, "trainee.png", "coach.png", "front.png", "side.png")


def write_results(
    folder: Path,
    trainee: Take,
    coach: Take,
    comparison: Comparison,
    correction: Correction,
    *,
    in_3d: bool = True,
    progress: Callable[[float], None] = lambda fraction: None,
) -> Correction:
    """Write all results into an existing folder; returns the correction with the time that took.

    Where something is said that another pose does away with, the trainee's motion without it is among them.
    The pictures show the first sentence's moment, one for each clip and each view in 3-D.
    in_3d: False leaves out the film and the 3-D pictures, for machines without OpenGL. progress is told the
    fraction done and may raise Cancelled. Raises CoachError or CaptureError if something cannot be written.
    """
    watch = Stopwatch()
    write_motion(trainee.motion, folder / TRAINEE)
    write_motion(coach.motion, folder / COACH)
    with watch.stage("correct"):
        without = corrected(trainee.motion, comparison, _said(correction))
    if without is not trainee.motion:
        write_motion(without, folder / CORRECTED)
    with watch.stage("report"):
        items = evidence(trainee, coach, comparison, correction, in_3d)
        write_text(folder / REPORT, report_html(trainee, coach, comparison, correction, items))
        for picture in items[0].pictures:
            write_bytes(folder / f"{picture.name}.png", picture.png)
    if in_3d:
        with watch.stage("film"):
            write_film(folder / FILM, trainee, comparison, _said(correction), progress)
    correction = replace(correction, timings_s=correction.timings_s | watch.timings_s)
    write_text(folder / CORRECTION, correction.dumps())
    return correction


def _said(correction: Correction) -> list[Finding]:
    """The findings that the sentences rest on."""
    said = {name for sentence in correction.sentences for name in sentence.findings}
    return [finding for finding in correction.findings if finding.id in said]
