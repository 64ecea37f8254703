"""Describer: findings put into short corrective sentences for whoever listens, or praise.

The same input always gives the same words: variants are chosen by a stable hash of what is said. One grammar
serves all styles; numbers and sides come from the facts alone.
"""

from collections.abc import Sequence
from hashlib import sha256

from inference.correction.clinical import TERMS
from inference.correction.correction import Sentence
from inference.correction.facts import Fact, facts
from inference.correction.phrases import (
    CLINICAL_LESS,
    CLINICAL_MORE,
    DEFAULT_STYLE,
    NOTHING_TO_CORRECT,
    PHRASES,
    PRAISE,
    SHAPES,
    WHEN,
    Style,
)
from inference.motion.channels import quantity
from inference.motion.finding import Finding

DEFAULT_LIMIT = 2
PRAISED_QUANTITIES = 2
# unit → (its size in the unit that is said, rounding step there below ten and from ten on, the unit said)
_SPOKEN = {
    "deg": (1, 5, 5, "°"),
    "m": (100, 1, 5, " cm"),
    "m/s": (1, 0.1, 0.1, " m/s"),
    "ratio": (100, 5, 5, " %"),
}


def describe(
    findings: Sequence[Finding],
    within: Sequence[str] = (),
    limit: int | None = DEFAULT_LIMIT,
    style: Style = DEFAULT_STYLE,
) -> tuple[Sentence, ...]:
    """Corrections in the findings' order, at most `limit` (None: all); without findings a sentence of praise.

    within: names of the channels that were good, the most interesting first; style: who listens.
    """
    if not findings:
        return (praise(within, style),)
    sentences: list[Sentence] = []
    for fact in facts(findings)[:limit]:
        ways = variants(fact, style)
        text = _unlike(sentences[-1].text if sentences else "", ways)
        sentences.append(Sentence(text, fact.findings, tuple(way for way in ways if way != text)))
    return tuple(sentences)


def variants(fact: Fact, style: Style = DEFAULT_STYLE) -> list[str]:
    """Every way to say a fact, the preferred one (a stable choice by the fact's content) first."""
    what = f"{fact.quantity} {fact.side} {fact.direction} {amount(fact)} {fact.phase}"
    when = WHEN.get(fact.phase, fact.phase)
    shapes = SHAPES[style].timed if when else SHAPES[style].plain
    sentences = [shape.format(core=core, when=when) for core in _cores(fact, style) for shape in shapes]
    turn = _stable(what) % len(sentences)
    return [_finished(sentence, fact, style) for sentence in (*sentences[turn:], *sentences[:turn])]


def amount(fact: Fact) -> str:
    """The magnitude as a coach would say it: about 20°, about 4 cm."""
    return about(fact.magnitude, fact.unit)


def about(magnitude: float, of: str) -> str:
    """A magnitude in the unit of findings, as a coach would say it."""
    scale, fine, coarse, unit = _SPOKEN[of]
    value = magnitude * scale
    step = fine if value < 10 else coarse
    # Where a coach has set a finer tolerance than the usual step, the small number is said.
    if value < step:
        step = step / 5
    rounded = max(round(value / step), 1) * step
    return f"about {rounded:g}{unit}"


def exact_amount(fact: Fact) -> str:
    """The magnitude as it was measured, with 1 σ: 18° ± 4°."""
    scale, *_, unit = _SPOKEN[fact.unit]
    decimals = {"m": 1, "m/s": 2}.get(fact.unit, 0)
    return " ± ".join(f"{value * scale:.{decimals}f}{unit}" for value in (fact.magnitude, fact.uncertainty))


def praise(within: Sequence[str], style: Style = DEFAULT_STYLE) -> Sentence:
    """What was good, in one sentence."""
    names = (TERMS[q].name if style == "physio" else PHRASES[q].praise for q in map(quantity, within))
    quantities = list(dict.fromkeys(names))[:PRAISED_QUANTITIES]
    if not quantities:
        return Sentence(NOTHING_TO_CORRECT, ())
    match, lie = ("match", "lie") if len(quantities) > 1 else ("matches", "lies")
    ways = [
        template.format(quantities=" and ".join(quantities), match=match, lie=lie)
        for template in PRAISE[style]
    ]
    text = ways[_stable(" ".join(quantities)) % len(ways)]
    return Sentence(text, (), tuple(way for way in ways if way != text))


def _cores(fact: Fact, style: Style) -> list[str]:
    """What to do, without the time, in every wording of the style."""
    if style == "physio":
        return _clinical(fact)
    wordings = _phrases(fact, cue=style == "coach")
    if style == "coach":  # nobody can act on a number that is called out
        wordings = tuple(wording.replace(" {amount}", "") for wording in wordings)
    return [wording.format(part=_part(fact), amount=amount(fact)) for wording in wordings]


def _phrases(fact: Fact, *, cue: bool) -> tuple[str, ...]:
    phrases = PHRASES[fact.quantity]
    if fact.direction == "more":
        return (cue and phrases.more_cue) or (fact.opposite and phrases.more_opposite) or phrases.more
    return (cue and phrases.less_cue) or (fact.opposite and phrases.less_opposite) or phrases.less


def _clinical(fact: Fact) -> list[str]:
    term = TERMS[fact.quantity]
    beyond = bool(fact.opposite and term.opposite)
    name = term.opposite if beyond else term.name
    if PHRASES[fact.quantity].one:  # a limb's
        name = f"{name} on both sides" if fact.side == "both" else f"{fact.side} {name}"
    # On the negative side, less of the quantity is more of what that side is called.
    wordings = CLINICAL_MORE if (fact.direction == "more") != beyond else CLINICAL_LESS
    return [wording.format(name=name, amount=exact_amount(fact) + term.of) for wording in wordings]


def _part(fact: Fact) -> str:
    phrases = PHRASES[fact.quantity]
    return f"both {phrases.many}" if fact.side == "both" else f"your {fact.side} {phrases.one}"


def _finished(sentence: str, fact: Fact, style: Style) -> str:
    seen, of = fact.repetitions
    told = {"coach": False, "trainee": seen < of, "physio": of > 1}[style]
    often = f" (in {seen} of {of} repetitions)" if told else ""
    return f"{sentence[0].upper()}{sentence[1:]}{often}."


def _unlike(previous: str, sentences: Sequence[str]) -> str:
    """The first sentence that does not begin as the previous one does."""
    opening = previous.split(" ")[0]
    return next((sentence for sentence in sentences if sentence.split(" ")[0] != opening), sentences[0])


def _stable(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big")
