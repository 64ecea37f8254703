"""Describer: findings put into short corrective sentences for the trainee, or praise.

The same input always gives the same words: variants are chosen by a stable hash of what is said.
"""

from collections.abc import Sequence
from hashlib import sha256

from inference.correction.correction import Sentence
from inference.correction.facts import Fact, facts, quantity
from inference.correction.phrases import NOTHING_TO_CORRECT, PHRASES, PRAISE, WHEN
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
    findings: Sequence[Finding], within: Sequence[str] = (), limit: int | None = DEFAULT_LIMIT
) -> tuple[Sentence, ...]:
    """Corrections in the findings' order, at most `limit` (None: all); without findings a sentence of praise.

    within: names of the channels that were good, the most interesting first.
    """
    if not findings:
        return (Sentence(praise(within), ()),)
    sentences: list[Sentence] = []
    for fact in facts(findings)[:limit]:
        previous = sentences[-1].text if sentences else ""
        sentences.append(Sentence(_unlike(previous, variants(fact)), fact.findings))
    return tuple(sentences)


def variants(fact: Fact) -> list[str]:
    """Every way to say a fact, the preferred one (a stable choice by the fact's content) first."""
    what = f"{fact.quantity} {fact.side} {fact.direction} {amount(fact)} {fact.phase}"
    when = WHEN.get(fact.phase, fact.phase)
    sentences = []
    for phrase in _phrases(fact):
        core = phrase.format(part=_part(fact), amount=amount(fact))
        sentences += [f"{core} {when}", f"{when}, {core}"] if when else [core]
    turn = _stable(what) % len(sentences)
    return [_finished(sentence, fact) for sentence in (*sentences[turn:], *sentences[:turn])]


def amount(fact: Fact) -> str:
    """The magnitude as a coach would say it: about 20°, about 4 cm."""
    scale, fine, coarse, unit = _SPOKEN[fact.unit]
    value = fact.magnitude * scale
    step = fine if value < 10 else coarse
    # Where a coach has set a finer tolerance than the usual step, the small number is said.
    if value < step:
        step = step / 5
    rounded = max(round(value / step), 1) * step
    return f"about {rounded:g}{unit}"


def praise(within: Sequence[str]) -> str:
    """What was good, in one sentence."""
    quantities = list(dict.fromkeys(PHRASES[quantity(channel)].praise for channel in within))
    quantities = quantities[:PRAISED_QUANTITIES]
    if not quantities:
        return NOTHING_TO_CORRECT
    template = PRAISE[_stable(" ".join(quantities)) % len(PRAISE)]
    verb = "match" if len(quantities) > 1 else "matches"
    return template.format(quantities=" and ".join(quantities), match=verb)


def _phrases(fact: Fact) -> tuple[str, ...]:
    phrases = PHRASES[fact.quantity]
    if fact.direction == "more":
        return (fact.opposite and phrases.more_opposite) or phrases.more
    return (fact.opposite and phrases.less_opposite) or phrases.less


def _part(fact: Fact) -> str:
    phrases = PHRASES[fact.quantity]
    return f"both {phrases.many}" if fact.side == "both" else f"your {fact.side} {phrases.one}"


def _finished(sentence: str, fact: Fact) -> str:
    seen, of = fact.repetitions
    often = f" (in {seen} of {of} repetitions)" if seen < of else ""
    return f"{sentence[0].upper()}{sentence[1:]}{often}."


def _unlike(previous: str, sentences: Sequence[str]) -> str:
    """The first sentence that does not begin as the previous one does."""
    opening = previous.split(" ")[0]
    return next((sentence for sentence in sentences if sentence.split(" ")[0] != opening), sentences[0])


def _stable(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big")
