"""Describer: findings put into short corrective sentences for whoever listens, or praise.

The same input always gives the same words: variants are chosen by a stable hash of what is said. The words
are the grammar's; numbers and sides come from the facts alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from inference.correction.correction import Sentence
from inference.correction.facts import Fact, facts
from inference.correction.phrases import NOTHING_TO_CORRECT, PRAISE, SHAPES
from inference.editing.operators import OPERATORS
from inference.language.amounts import about, exact, said
from inference.language.dictionary import FINDING_WORDS
from inference.language.families import FAMILIES
from inference.language.grammar import Statement, shaped
from inference.language.phases import SAID
from inference.language.phrasings import stable
from inference.language.styles import DEFAULT_STYLE, Style
from inference.motion.channels import quantity
from inference.motion.finding import Finding

DEFAULT_LIMIT = 2
PRAISED_QUANTITIES = 2
# Other ways to say a sentence, besides the one that is preferred: a short list to choose from.
ALTERNATIVES = 6


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
        others = [way for way in ways if way != text]
        sentences.append(Sentence(text, fact.findings, tuple(others[:ALTERNATIVES])))
    return tuple(sentences)


def variants(fact: Fact, style: Style = DEFAULT_STYLE) -> list[str]:
    """Every way to say a fact, the preferred one (a stable choice by the fact's content) first."""
    sentences = shaped(_statement(fact, style), SHAPES[style])
    what = f"{fact.quantity} {fact.side} {fact.direction} {amount(fact)} {fact.phase}"
    turn = stable(what) % len(sentences)
    return [_finished(sentence, fact, style) for sentence in (*sentences[turn:], *sentences[:turn])]


def in_brief(fact: Fact, style: Style = DEFAULT_STYLE) -> str:
    """What a fact asks for, always in the same few words, without a capital and a full stop."""
    operator, share_of = OPERATORS.get(fact.quantity), FINDING_WORDS[fact.quantity].share_of
    usual = operator.usual if operator else None
    amounts = said(fact.magnitude, fact.unit, style, usual, share_of)[:1]
    sentence = shaped(replace(_statement(fact, style), amounts=amounts), FAMILIES["imperative"][:1])[0]
    return f"{sentence[0].lower()}{sentence[1:].removesuffix('.')}"


def amount(fact: Fact) -> str:
    """The magnitude as a coach would say it: about 20°, about 4 cm."""
    return about(fact.magnitude, fact.unit)


def exact_amount(fact: Fact) -> str:
    """The magnitude as it was measured, with 1 σ: 18° ± 4°."""
    return exact(fact.unit, fact.magnitude, fact.uncertainty)


def praise(within: Sequence[str], style: Style = DEFAULT_STYLE) -> Sentence:
    """What was good, in one sentence."""
    words = [FINDING_WORDS[name] for name in map(quantity, within)]
    names = [each.clinical if style == "physio" else each.praise for each in words]
    quantities = list(dict.fromkeys(names))[:PRAISED_QUANTITIES]
    if not quantities:
        return Sentence(NOTHING_TO_CORRECT, ())
    match, lie = ("match", "lie") if len(quantities) > 1 else ("matches", "lies")
    ways = [
        template.format(quantities=" and ".join(quantities), match=match, lie=lie)
        for template in PRAISE[style]
    ]
    text = ways[stable(" ".join(quantities)) % len(ways)]
    return Sentence(text, (), tuple(way for way in ways if way != text))


def _statement(fact: Fact, style: Style) -> Statement:
    words = FINDING_WORDS[fact.quantity]
    size = exact_amount(fact) if style == "physio" else amount(fact)
    return Statement(
        words,
        more=fact.direction == "more",
        side=fact.side,
        # Nobody can act on a number that is called out.
        amounts=("",) if style == "coach" else (f"{size}{words.share_of}",),
        whens=SAID.get(fact.phase, (fact.phase,))[:1],
        style=style,
        beyond=fact.opposite,
    )


def _finished(sentence: str, fact: Fact, style: Style) -> str:
    seen, of = fact.repetitions
    told = {"coach": False, "trainee": seen < of, "physio": of > 1}[style]
    often = f" (in {seen} of {of} repetitions)" if told else ""
    return f"{sentence.removesuffix('.')}{often}."


def _unlike(previous: str, sentences: Sequence[str]) -> str:
    """The first sentence that does not begin as the previous one does."""
    opening = previous.split(" ")[0]
    return next((sentence for sentence in sentences if sentence.split(" ")[0] != opening), sentences[0])
