"""Quantities read in text: numbers with their units, factors, and words such as "a little"."""

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["deg", "m", "m/s", "s", "ratio", "count", "factor", "number", "share"]

# Shares of what is usual, by the words that ask for them.
LITTLE, MUCH = 0.5, 2.0
_SHARES = {
    LITTLE: r"(?:just |only )?(?:a (?:tiny |little |wee )?(?:little(?: bit)?|bit|touch|fraction|tad|hair|smidge|shade)|"
    r"slightly|slight|somewhat|marginally|gently|tiny)",
    MUCH: r"(?:quite )?a lot|much|considerably|way (?=more|less|further|too)|significantly|substantially|lots|a good deal|a great deal|"
    r"clearly|markedly|massively|dramatically|noticeably",
}
_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0,
    "forty": 40.0, "forty-five": 45.0, "fifty": 50.0, "sixty": 60.0, "ninety": 90.0, "a couple of": 2.0,
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "half": 0.5, "a quarter of a": 0.25, "another": 1.0,
    "one and a half": 1.5,
}  # fmt: skip
# (expression, kind, size of one in the unit of operators)
_UNITS: tuple[tuple[str, Kind, float], ...] = (
    (r"°|degrees?\b|degs?\b", "deg", 1.0),
    (r"m/s\b|metres? per second|meters? per second", "m/s", 1.0),
    (r"cms?\b|centimet(?:re|er)s?\b", "m", 0.01),
    (r"mms?\b|millimet(?:re|er)s?\b", "m", 0.001),
    (r"inch(?:es)?\b|\"", "m", 0.0254),
    (r"m\b|met(?:re|er)s?\b", "m", 1.0),
    (r"ms\b|milliseconds?\b", "s", 0.001),
    (r"s\b|secs?\b|seconds?\b", "s", 1.0),
    (r"%|per ?cent\b", "ratio", 0.01),
    (r"reps?\b|repetitions?\b|times\b(?! as)", "count", 1.0),
)
_WORDS = "|".join(sorted((re.escape(word) for word in _NUMBERS), key=len, reverse=True))
_UNIT = "|".join(f"(?P<u{index}>{unit})" for index, (unit, _, _) in enumerate(_UNITS))
# A count of repetitions takes no "half a", and nobody says "a rep" of how many.
_NUMBER = rf"(?P<number>\d+(?:[.,]\d+)?|\b(?:{_WORDS})\b)"
_MEASURE = re.compile(rf"{_NUMBER}[ -]?(?:{_UNIT})", re.IGNORECASE)
_BARE = re.compile(r"\b\d+(?:\.\d+)?\b")
_FACTOR = re.compile(
    r"\b(?P<twice>twice|double|two times)\b(?: as)?(?: much)?|\bhalf as(?: much)?\b|\bby half\b"
)
_SHARE = {share: re.compile(rf"\b(?:{words})\b") for share, words in _SHARES.items()}
# "too much", "not so much" and "as much" say no amount; nor does what is measured besides.
_NO_SHARE = re.compile(r"\b(?:too|so|as|that|very|how) much\b|\b(?:much|way) too\b|\btoo (?:much|far) of a\b")


@dataclass(frozen=True)
class Quantity:
    """An amount read in a text: `value` in the unit of operators, a factor, a share of the usual, or bare."""

    kind: Kind
    value: float
    text: str = field(default="", compare=False)


# What stands in the text where a quantity stood.
MARK = "#"


def taken(text: str) -> tuple[str, list[Quantity]]:
    """The text with MARK in place of its quantities, and these in their order."""
    found: list[Quantity] = []
    text = re.sub(r"±\s*\d+(?:\.\d+)?\s*(?:°|%|cm|m/s|s)?", "", text)
    text = re.sub(r"\b(?:about|around|roughly|approximately|some)\s+(?=\d|half|a couple)", "", text)
    pattern = re.compile("|".join(f"(?:{p})" for p in (_MEASURE.pattern, _FACTOR.pattern)), re.IGNORECASE)

    def number(match: re.Match[str]) -> str:
        found.append(_quantity(match))
        return f" {MARK}{len(found) - 1} "

    text = pattern.sub(number, text)
    kept = {match.start() for match in _NO_SHARE.finditer(text)}
    for share, words in _SHARE.items():

        def vague(match: re.Match[str], share: float = share) -> str:
            if any(start <= match.start() < start + 12 for start in kept):
                return match[0]
            found.append(Quantity("share", share, match[0]))
            return f" {MARK}{len(found) - 1} "

        text = words.sub(vague, text)
        kept = {match.start() for match in _NO_SHARE.finditer(text)}

    def bare(match: re.Match[str]) -> str:
        found.append(Quantity("number", float(match[0]), match[0]))
        return f" {MARK}{len(found) - 1} "

    return re.sub(rf"(?<!{MARK})(?<!{MARK}\d)\b\d+(?:\.\d+)?\b", bare, text), found


def _quantity(match: re.Match[str]) -> Quantity:
    if match["number"] is None:
        return Quantity("factor", 2.0 if match["twice"] else 0.5, match[0])
    number = match["number"].lower()
    value = _NUMBERS.get(number) or float(number.replace(",", "."))
    index = next(i for i in range(len(_UNITS)) if match[f"u{i}"] is not None)
    _, kind, size = _UNITS[index]
    return Quantity(kind, value * size, match[0])
