"""Reading: text cut into words that mean something, by the lexicon and by the phases."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from inference.language import lexicon, phases
from inference.language.quantities import MARK, Quantity, taken
from inference.language.spelling import respelt

_DETERMINERS = re.compile(r"\b(?:your|his|her|their|its|my|our)\b(?! own)")
_LONGEST = 6
_WORD = re.compile(rf"{MARK}\d+|[a-z]+|[.,:;!?]")
SIDES = ("left", "right")
SENTENCE_ENDS, BREAKS = ".!?", ",:;"
# Words that begin another clause.
_JOINING = ("and", "but", "then", "without", "plus", "or")

# Shorter words have too many neighbours.
_TYPO_LENGTH = 5
_ENDINGS = (
    ("ies", "y"), ("s", ""), ("es", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("er", ""), ("er", "e"), ("ly", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Word:
    """One word or expression: its text, what it means by kind, and the quantity that it is, if one."""

    text: str
    means: Mapping[str, str] = field(default_factory=dict)
    quantity: Quantity | None = None

    def __contains__(self, kind: str) -> bool:
        return kind in self.means


def read(text: str) -> list[Word]:
    """The words of a text in their order; what nobody knows has no meaning."""
    plain, quantities = taken(respelt(text))
    plain = _DETERMINERS.sub("the", plain)
    tokens = _WORD.findall(plain)
    words: list[Word] = []
    at = 0
    while at < len(tokens):
        word, length = _next(tokens, at, quantities)
        words.append(word)
        at += length
    return words


def _next(tokens: list[str], at: int, quantities: list[Quantity]) -> tuple[Word, int]:
    token = tokens[at]
    if token.startswith(MARK):
        quantity = quantities[int(token[1:])]
        return Word(quantity.text, {"quantity": ""}, quantity), 1
    joins = token in SENTENCE_ENDS or token in BREAKS or token in _JOINING
    if joins and not _expression(tokens, at):
        return Word(token, {"stop" if token in SENTENCE_ENDS else "break": token}), 1
    known = _expressions()
    for length in range(min(_LONGEST, len(tokens) - at), 1, -1):
        for first in _forms(token):
            means = known.get((first, *tokens[at + 1 : at + length]))
            if means:
                own = {"plain": " ".join((first, *tokens[at + 1 : at + length]))}
                return Word(" ".join(tokens[at : at + length]), means | own), length
    return Word(token, _meaning(token)), 1


def _expression(tokens: list[str], at: int) -> bool:
    known = _expressions()
    return any(tuple(tokens[at : at + length]) in known for length in range(2, _LONGEST + 1))


@cache
def _expressions() -> dict[tuple[str, ...], dict[str, str]]:
    """Every expression of lexicon and phases → what it means, by kind."""
    found: dict[tuple[str, ...], dict[str, str]] = {}

    def put(kind: str, value: str, expressions: Iterable[str]) -> None:
        for expression in expressions:
            plain = _DETERMINERS.sub("the", expression)
            found.setdefault(tuple(plain.split()), {}).setdefault(kind, value)

    tables = (
        ("noun", lexicon.NOUNS), ("motion", lexicon.MOTIONS), ("activity", lexicon.ACTIVITIES),
        ("degree", {str(sign): words for sign, words in lexicon.DEGREES.items()}),
    )  # fmt: skip
    for kind, table in tables:
        for value, words in table.items():
            put(kind, value, words.split(", "))
    for kind in ("against", "light", "negations", "excess", "lacking", "enough", "modals", "pronouns", "you"):
        put(kind, "", getattr(lexicon, kind.upper()).split(", "))
    put("others", "", lexicon.OTHERS.split(", "))
    put("filler", "", lexicon.FILLERS.split(", "))
    for name in phases.SAID:
        put("phase", name, (*filter(None, phases.SAID[name]), *phases.HEARD[name]))
    return found


@cache
def _meaning(token: str) -> dict[str, str]:
    """What a word means: as it is, without its ending, or with one letter put right."""
    known = _expressions()
    for form in _forms(token):
        if (form,) in known:
            return known[form,] | {"plain": form}
    if len(token) >= _TYPO_LENGTH:
        near = {word for word in _single_words() if _one_apart(token, word)}
        if len(near) == 1:
            return known[near.pop(),]
    return {}


def _forms(token: str) -> list[str]:
    forms = [token]
    for ending, instead in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= 2:
            stem = token[: -len(ending)]
            forms.append(stem + instead)
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return forms


@cache
def _single_words() -> tuple[str, ...]:
    return tuple(
        expression[0]
        for expression in _expressions()
        if len(expression) == 1 and len(expression[0]) >= _TYPO_LENGTH - 1
    )


def _one_apart(a: str, b: str) -> bool:
    """One letter more, less or other, or two neighbours exchanged; never the first."""
    if abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    x, y = a[start:], b[start:]
    return x[1:] == y[1:] or x[1:] == y or x == y[1:] or (x[:2] == y[1::-1] and x[2:] == y[2:])
