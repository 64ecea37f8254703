"""The report as one page that needs nothing else: words first, then what each rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.presenters import wording
from app.report.curves import Curves
from app.report.pictures import Picture, Pictures
from app.report.take import Take
from app.viewport.scene import Scene
from inference.correction.correction import Correction
from inference.motion.differences import Comparison
from inference.motion.finding import Finding

TEMPLATE = "template.html.j2"


@dataclass(frozen=True, eq=False)
class Exhibit:
    """What shows that a finding is so."""

    finding: Finding
    pictures: Sequence[Picture]
    curve: str | None


@dataclass(frozen=True, eq=False)
class Item:
    """One sentence of the correction and its evidence."""

    text: str
    exhibits: Sequence[Exhibit]


def report_html(
    trainee: Take, coach: Take, comparison: Comparison, correction: Correction, scene: Scene | None
) -> str:
    """The page; without a scene it has no 3-D pictures. Raises VideoError when a clip is gone."""
    curves = Curves(trainee.motion, coach.motion, comparison)
    found = {finding.id: finding for finding in correction.findings}
    with Pictures(trainee, coach, comparison, scene) as pictures:
        items = [
            Item(
                sentence.text,
                [
                    Exhibit(found[name], pictures.of(found[name]), curves.svg(found[name]))
                    for name in sentence.findings
                ],
            )
            for sentence in correction.sentences
        ]
    said = {name for sentence in correction.sentences for name in sentence.findings}
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            trainee=trainee.name,
            coach=coach.name,
            correction=correction,
            items=items,
            others=[finding for finding in correction.findings if finding.id not in said],
            within=[name.replace("_", " ") for name in comparison.within],
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {name: getattr(wording, name) for name in ("title", "where", "amount")}
    return environment
