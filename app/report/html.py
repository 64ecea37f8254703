"""The report as one page that needs nothing else: words first, then what each rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.presenters import wording
from app.report.curves import Curves
from app.report.pictures import Picture, Pictures
from app.report.take import Take
from inference.correction.correction import Correction
from inference.motion.differences import Comparison
from inference.motion.finding import Finding

TEMPLATE = "template.html.j2"


@dataclass(frozen=True, eq=False)
class Item:
    """One sentence of the correction and its evidence: what was measured, seen, and when.

    author: as the sentence's.
    """

    text: str
    author: str
    findings: Sequence[Finding]
    pictures: Sequence[Picture]
    curves: Sequence[tuple[Finding, str]]


def evidence(
    trainee: Take, coach: Take, comparison: Comparison, correction: Correction, in_3d: bool
) -> list[Item]:
    """What each sentence rests on; in_3d: False leaves 3-D out. Raises VideoError when a clip is gone."""
    curves = Curves(trainee.motion, coach.motion, comparison)
    by_id = {finding.id: finding for finding in correction.findings}
    items = []
    with Pictures(trainee, coach, comparison, in_3d) as pictures:
        for sentence in correction.sentences:
            findings = [by_id[name] for name in sentence.findings]
            drawn = [(finding, svg) for finding in findings if (svg := curves.svg(finding))]
            shown = pictures.at(_moment_s(findings, comparison), _joints(findings))
            items.append(Item(sentence.text, sentence.author, findings, shown, drawn))
    return items


def report_html(
    trainee: Take, coach: Take, comparison: Comparison, correction: Correction, items: Sequence[Item]
) -> str:
    """The page with the correction's sentences and their evidence."""
    said = {name for sentence in correction.sentences for name in sentence.findings}
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            trainee=trainee.name,
            coach=coach.name,
            correction=correction,
            items=items,
            cautions=[*correction.warnings, *wording.doubts(correction.low_confidence)],
            others=[finding for finding in correction.findings if finding.id not in said],
            verified=_verified(correction),
            within=[name.replace("_", " ") for name in comparison.within],
        )
    )


def _verified(correction: Correction) -> str:
    """What carrying the written text out does; "" where there is none, or not all of it is said."""
    found = correction.verification
    if not found or found["chosen"] is None:
        return ""
    said = " ".join(sentence.text for sentence in correction.sentences if sentence.author == "model")
    text = found["candidates"][found["chosen"]]["text"]
    return wording.repaired(1 - found["after"]) if said == " ".join(text.split()) else ""


def _moment_s(findings: Sequence[Finding], comparison: Comparison) -> float:
    """When to look: at the first finding, or else in the middle of what was compared."""
    if findings:
        return findings[0].seek_s
    compared_s = comparison.alignment.matches[0].trainee_s
    return float(compared_s[len(compared_s) // 2])


def _joints(findings: Sequence[Finding]) -> list[str]:
    return sorted({joint for finding in findings for joint in finding.joints})


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
