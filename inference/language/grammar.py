"""Grammar: one statement, what to change and how much, in every sentence that says it.

Words come from `dictionary`, shapes from `families`; `phrasings` says edits with it, the describer of
corrections findings, and `frames` turns the same words round to understand what others say.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import cycle
from typing import NamedTuple

from inference.language.clinical import INCREASE, REDUCE
from inference.language.families import FAMILIES
from inference.language.inflection import gerund, third_person
from inference.language.styles import Style
from inference.language.words.entry import Way, Words


class Phrasing(NamedTuple):
    """One sentence and the family of its shape."""

    text: str
    family: str


@dataclass(frozen=True)
class Statement:
    """What is to be said.

    more: more or less of what `words` speak of; side: left, right, both, or none where there are no sides;
    amounts: "about 20°", one or several ways to say it; an empty one, and for the coach none has a number;
    whens: "at the bottom", likewise; beyond: on the quantity's negative side.
    """

    words: Words
    more: bool
    side: str
    amounts: tuple[str, ...]
    whens: tuple[str, ...]
    style: Style
    beyond: bool = False


def sentences(said: Statement, families: Iterable[str]) -> list[Phrasing]:
    """Every sentence of the families, each text once, families in turn."""
    found: dict[str, Phrasing] = {}
    for family in families:
        for text in shaped(said, FAMILIES[family]):
            found.setdefault(text, Phrasing(text, family))
    return list(found.values())


def shaped(said: Statement, shapes: Iterable[str]) -> list[str]:
    """The statement in shapes of `families`, its verb phrases in turn, each text once."""
    way = _way(said)
    amounts, whens = cycle(said.amounts), cycle(said.whens)
    made = [
        _sentence(shape.format(**_slots(said, way, do, next(amounts), next(whens))))
        for shape in shapes
        for do in (_calls(said, way) if "{do" in shape else way.do[:1])
    ]
    return list(dict.fromkeys(made))


def part(words: Words, side: str) -> str:
    """Who is spoken of: "your left knee", "both knees"."""
    return f"both {words.many}" if side == "both" else f"your {side} {words.one}"


def _way(said: Statement) -> Way:
    """The words of this direction, clinical ones for a physiotherapist where there are any."""
    name = _clinical_name(said)
    if name:
        # On the negative side, less of the quantity is more of what that side is called.
        way = INCREASE if said.more != _opposite(said) else REDUCE
        named = tuple(do.replace("{name}", name) for do in way.do)
        return replace(way, do=named, noun=way.noun.replace("{name}", name))
    way = said.words.way(said.more)
    return replace(way, do=way.beyond) if said.beyond and way.beyond else way


def _clinical_name(said: Statement) -> str:
    """What it is called for a physiotherapist, with its side; nothing for others."""
    words = said.words
    name = words.clinical_opposite if _opposite(said) else words.clinical
    if said.style != "physio" or not name or not words.one:
        return name if said.style == "physio" else ""
    return f"{name} on both sides" if said.side == "both" else f"{said.side} {name}"


def _opposite(said: Statement) -> bool:
    return said.beyond and bool(said.words.clinical_opposite)


def _calls(said: Statement, way: Way) -> tuple[str, ...]:
    """The verb phrases, those for cues where no number is said."""
    numbered = any(re.search(r"\d", amount) for amount in said.amounts)
    return way.do if numbered or not way.cue else way.cue


def _slots(said: Statement, way: Way, do: str, amount: str, when: str) -> dict[str, str]:
    words = said.words
    clinical = _clinical_name(said)
    whom = part(words, said.side) if words.one else ""
    pronoun = "them" if said.side == "both" else "it"
    several = not clinical and (words.plural or (said.side == "both" and words.subject == "{part}"))

    def filled(template: str, whom: str = whom) -> str:
        return template.replace("{part}", whom).replace("{amount}", amount).replace("  ", " ").strip()

    done = filled(do)
    return {
        "do": done,
        "do_it": filled(do, pronoun).replace(f"your {clinical}", "it") if clinical else filled(do, pronoun),
        "does": third_person(done),
        "do_so": done.replace("your ", "the "),
        "doing": gerund(done),
        "state": filled(way.state),
        "fault": way.fault,
        "noun": filled(way.noun),
        "other": filled(words.way(said.more).other),
        "subject": f"your {clinical}" if clinical else filled(words.subject),
        "be": "are" if several else "is",
        "when": when,
        "then": when.replace("as you ", "as they "),
    }


def _sentence(text: str) -> str:
    """Capital and full stop; what was left empty is gone."""
    text = re.sub(r"^[,:] ", "", re.sub(r"\s+", " ", text.strip()))
    text = re.sub(r" ([,:;?])", r"\1", text)
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"
