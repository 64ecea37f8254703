"""Inflection: an instruction turned into what a person does."""

import re

_IRREGULAR_THIRD = {"be": "is", "do": "does"}
# These double their last letter: setting, tipping.
_DOUBLED = ("let", "level", "put", "set", "swap", "tip", "travel")
_OF_THE_PERSON = (("in front of you", "in front of the body"), ("behind you", "behind the body"))


def third_person(do: str) -> str:
    """What somebody does who does as told: "bend your knee" becomes "bends the knee"."""
    verb, rest = _divided(do)
    if verb not in _IRREGULAR_THIRD:
        verb += "es" if re.search(r"(s|x|z|ch|sh)$", verb) else "s"
    return _of_the_person(f"{_IRREGULAR_THIRD.get(verb, verb)}{rest}")


def gerund(do: str) -> str:
    """Doing as told: "bend your knee" becomes "bending your knee"."""
    verb, rest = _divided(do)
    if verb in _DOUBLED:
        verb += verb[-1]
    elif verb.endswith("e") and verb != "be":
        verb = verb[:-1]
    return f"{verb}ing{rest}"


def _divided(do: str) -> tuple[str, str]:
    verb, space, rest = do.partition(" ")
    return verb, space + rest


def _of_the_person(text: str) -> str:
    for yours, theirs in _OF_THE_PERSON:
        text = text.replace(yours, theirs)
    return re.sub(r"\byour\b", "the", text)
