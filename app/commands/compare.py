"""`coach compare`: two clips to a correction, its report, and the film of both."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import console
from app.commands.pair import DEFAULT_CANDIDATES, Asked, Candidates, Style, StyleName, of_two_clips

if TYPE_CHECKING:
    from app.viewport.canvas import OpenGLProbe


@of_two_clips
def compare(
    asked: Asked,
    out: Annotated[Path, typer.Option(help="The folder for correction, report, pictures, film, motions.")],
    style: Style = StyleName.TRAINEE,
    candidates: Candidates = DEFAULT_CANDIDATES,
    as_json: console.Json = False,
) -> None:
    """Compare a trainee's clip with a coach's: videos or motion files."""
    from app.commands.paired import Pair
    from app.output import whole_folder
    from app.presenters import wording
    from app.report.folder import REPORT, SOMETIMES, write_results
    from app.viewport.canvas import OpenGLProbe

    with console.bars() as bar, whole_folder(out, SOMETIMES) as folder:
        with console.starting_helpers():
            drawing = OpenGLProbe()
        pair = Pair.opened(asked, bar)
        in_3d, no_drawing = _can_draw(drawing)
        writing = bar("Writing the words")
        correction = pair.correction(style, candidates, warnings=no_drawing, progress=writing)
        takes = pair.trainee.take, pair.coach.take
        last = bar("Writing the report")
        correction = write_results(folder, *takes, pair.comparison, correction, in_3d=in_3d, progress=last)
    for caution in (*correction.warnings, *wording.doubts(correction.low_confidence)):
        console.warn(caution)
    console.show(correction.to_json(), f"{correction.text}\n{out / REPORT}", as_json)


def _can_draw(probe: "OpenGLProbe") -> tuple[bool, list[str]]:
    from app.viewport.canvas import OpenGLError

    try:
        probe.check()
    except OpenGLError as error:
        return False, [f"The film and the 3-D pictures are left out. {error}"]
    return True, []
