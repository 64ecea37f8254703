"""`coach correct`: the words for a trainee, chosen by what they repair, and what they rest on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import console
from app.commands.pair import DEFAULT_CANDIDATES, Asked, Candidates, Style, StyleName, of_two_clips

if TYPE_CHECKING:
    from inference.correction.correction import Correction


@of_two_clips
def correct(
    asked: Asked,
    out: Annotated[Path, typer.Option(help="The folder for correction.json.")],
    style: Style = StyleName.TRAINEE,
    candidates: Candidates = DEFAULT_CANDIDATES,
    as_json: console.Json = False,
) -> None:
    """Say what a trainee should do otherwise than in their clip, and what that rests on, without a report."""
    from app.commands.paired import Pair
    from app.output import whole_folder, write_text
    from app.presenters import wording
    from app.report.folder import CORRECTION

    with whole_folder(out) as folder:
        with console.bars() as bar:
            pair = Pair.opened(asked, bar)
        with console.draft(as_json) as heard:
            correction = pair.correction(style, candidates, heard=heard)
        write_text(folder / CORRECTION, correction.dumps())
    for caution in (*correction.warnings, *wording.doubts(correction.low_confidence)):
        console.warn(caution)
    console.show(correction.to_json(), "\n".join([correction.text, *_evidence(correction)]), as_json)


def _evidence(correction: "Correction") -> list[str]:
    """What the words rest on, in lines."""
    from app.presenters import wording

    found = correction.verification
    verified = [wording.repaired(1 - found["after"])] if found and found["chosen"] is not None else []
    measured = ["Measured:", *(f"  {wording.spoken(finding)}" for finding in correction.findings)]
    return ["", *verified, *measured] if correction.findings else []
