"""Quantities read in text: numbers with their units, factors, and words such as "a little"."""

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["deg", "m", "m/s", "s", "ratio", "count", "factor", "number", "share"]

# Shares of what is usual, by the words that ask for them; "too much" and "not so much" say no amount.
LITTLE, MUCH = 0.5, 2.0
_NOT_AFTER = "".join(rf"(?<!\b{word} )" for word in ("too", "so", "as", "that", "very", "how"))
_SHARES = {
    LITTLE: r"(?:just |only )?(?:a (?:tiny |little |wee )?(?:little|bit|touch|fraction|tad|hair)(?: bit)?"
    r"|slightly|slight|somewhat|marginally|gently|tiny)",
    MUCH: rf"(?:quite )?a lot|{_NOT_AFTER}much(?! too)|considerably|way (?=more|less|further)"
    r"|significantly|substantially|lots|a (?:good|great) deal|clearly|markedly|massively|noticeably",
}
_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0,
    "thirty": 30.0, "forty": 40.0, "forty-five": 45.0, "fifty": 50.0, "sixty": 60.0, "ninety": 90.0,
    "a couple of": 2.0, "half a": 0.5, "half an": 0.5, "a half": 0.5, "half": 0.5, "a quarter of a": 0.25,
    "another": 1.0, "one and a half": 1.5,
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
# Not the numbers of marks.
_BARE = re.compile(r"(?<![#\d.])\d+(?:\.\d+)?\b")
_FACTOR = re.compile(
    r"\b(?P<twice>twice|double|two times)\b(?: as| the)?(?: much)?|\bhalf (?:as|the)\b(?: much)?|\bby half\b"
)
_LITTLE, _MUCH = (re.compile(rf"\b(?:{words})\b") for words in _SHARES.values())


@dataclass(frozen=True)
class Quantity:
    """An amount read in a text: `value` in the unit of operators, a factor, a share of the usual, or bare."""

    kind: Kind
    value: float
    text: str = field(default="", compare=False)


# What stands in the text where a quantity stood.
MARK = "#"
# Nobody asks for an uncertainty, and "about" is meant of every number.
_BESIDES = (
    r"±\s*\d+(?:\.\d+)?\s*(?:°|%|cm|m/s|s)?"
    r"|\b(?:about|around|roughly|approximately|some)\s+(?=\d|half|a couple)"
)


def taken(text: str) -> tuple[str, list[Quantity]]:
    """The text with MARK and a number in place of each of its quantities, and these in their order."""
    found: list[Quantity] = []

    def marked(quantity: Quantity) -> str:
        found.append(quantity)
        return f" {MARK}{len(found) - 1} "

    text = re.sub(_BESIDES, "", text.replace(MARK, " "))
    text = _MEASURE.sub(lambda match: marked(_measured(match)), text)
    text = _FACTOR.sub(lambda m: marked(Quantity("factor", 2.0 if m["twice"] else 0.5, m[0])), text)
    text = _LITTLE.sub(lambda match: marked(Quantity("share", LITTLE, match[0])), text)
    text = _MUCH.sub(lambda match: marked(Quantity("share", MUCH, match[0])), text)
    text = _BARE.sub(lambda match: marked(Quantity("number", float(match[0]), match[0])), text)
    return text, found


def _measured(match: re.Match[str]) -> Quantity:
    number = match["number"].lower()
    value = _NUMBERS.get(number) or float(number.replace(",", "."))
    index = next(i for i in range(len(_UNITS)) if match[f"u{i}"] is not None)
    _, kind, size = _UNITS[index]
    return Quantity(kind, value * size, match[0])
