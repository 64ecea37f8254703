"""Polarity: whether a clause asks for more or for less: "less", "not", "too", and what is told as a fault."""

import re
from collections.abc import Sequence
from itertools import dropwhile, islice

from inference.language.reading import SIDES, Word

# These motions are faults unless somebody asks for them outright.
_UNWANTED = ("valgus", "varus")
_UNWANTED_WORDS = ("sag", "slouch", "slump", "hunch", "drift", "stoop", "wobble", "rush")
_ASKING = ("let", "allow", "bring", "push", "try")
_BEING = ("is", "are", "was", "were", "looks", "look", "seem", "seems", "gets", "get")
# Verbs that a plural subject has without an ending: "your hips shift".
_VERBS = (
    "bend", "straighten", "lean", "tilt", "tip", "turn", "rotate", "twist", "shift", "slide", "drift", "sway",
    "cave", "collapse", "buckle", "fall", "drop", "sink", "sag", "rise", "raise", "lift", "swing", "spread",
    "flare", "move", "travel", "go", "come", "lag", "round", "hunch", "start", "stay", "point", "open",
    "reach", "extend", "do", "cave in", "fall in", "cave inwards", "collapse inwards", "fall inwards",
    "collapse in", "buckle in", "lift off", "shoot", "pop", "creep", "stick", "poke", "wobble",
    "dive", "roll", "splay",
)  # fmt: skip
_BEFORE_SUBJECT = ("the", "both", "now", "here", "still", "of", "side", "movement", "start", *SIDES)
_BEFORE_VERB = ("still", "also", "really", "just", "always", "often", *SIDES)
# "higher", "more upright".
_COMPARATIVE = re.compile(
    r"\b(?!over\b|under\b|together\b|another\b|cent|other\b|shoulder)\w+er\b|\bmore\b|\bless\b"
)


def sign(words: Sequence[Word], sentence: Sequence[Word]) -> int:
    """+1 if more is asked for, −1 if less: of "less", "not", "too" and what is told as a fault."""
    negated = any("negations" in w for w in words) or (
        any(w.text == "from" for w in words) and any(w.text in ("keep", "stop", "prevent") for w in words)
    )
    excess = any("excess" in w for w in words)
    told = is_told(sentence) or is_told(words)
    lacking = any("lacking" in w for w in words)
    degree = -1 if any(w.means.get("degree") == "-1" for w in words) else 1
    if lacking or (negated and not excess and (told or any("enough" in w for w in words))):
        return degree
    return degree * (-1 if negated or excess or told or _is_unwanted(words) else 1)


def _is_unwanted(words: Sequence[Word]) -> bool:
    """Whether it names a fault without asking for it, as in "knees caving in"."""
    said = [word for word in words if not {"filler", "phase"} & set(word.means)]
    if not said:
        return False
    faults = [w.means.get("motion") in _UNWANTED or w.means.get("plain") in _UNWANTED_WORDS for w in said]
    asked = (
        any(w.text in _ASKING or "degree" in w for w in said) or said[0].means.get("plain") in _UNWANTED_WORDS
    )
    return any(faults) and not asked


def is_told(words: Sequence[Word]) -> bool:
    """Whether it tells what is, as in "your hips shift to the left", rather than what should be."""
    if any("modals" in word for word in words):
        return False
    said = [word for word in words if not {"phase", "break", "quantity"} & set(word.means)]
    subject = list(dropwhile(lambda word: word.text in _BEFORE_SUBJECT, said))
    if not subject or not (
        {"you", "noun"} & set(subject[0].means) or subject[0].text in ("it", "they", "one")
    ):
        return False
    rest = dropwhile(
        lambda word: word.text in _BEFORE_VERB or ("noun" in word and "motion" not in word), subject[1:]
    )
    return any(_is_finite(word) for word in islice(rest, 1))


def _is_finite(word: Word) -> bool:
    """Whether it is the verb of a statement: "is", "does not", "falls", "shift"."""
    first = word.text.split()[0]
    if first in (*_BEING, *_VERBS) or word.text in _VERBS or "negations" in word:
        return True
    return first.endswith("s") and (word.means.get("plain", first) != word.text or first[:-1] in _VERBS)


def is_corrective(words: Sequence[Word]) -> bool:
    """Whether it says more, less, too, not, of something that is done already."""
    kinds = ("degree", "negations", "excess", "lacking", "enough", "against")
    return any(kind in word for word in words for kind in kinds) or any(
        "motion" in word and (_COMPARATIVE.search(word.text) or word.means["motion"] == "even")
        for word in words
    )


def is_relative(words: Sequence[Word]) -> bool:
    """Whether it says more, less, too, by so much, rather than what is to be done."""
    return is_corrective(words) or any(
        "quantity" in word or "modals" in word or word.text in ("keep", "stay") for word in words
    )
