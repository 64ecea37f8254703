"""Parts: a text about a person divided into what each part of the body does.

FG-MDM (Shi et al. 2023) has a language model write such texts; here the text's own clauses go to the parts
that they name, or that such deeds take. What nobody says of a part is left open.
"""

import re
from collections.abc import Iterator

from inference.language.actions import concerned
from inference.language.clauses import Clause, clauses
from inference.language.inflection import third_person
from inference.language.reading import Word, read

# One deed ends and the next one begins.
_BETWEEN = re.compile(
    r"[.,;:]|\b(?:and then|then|while|whilst|before|after|afterwards|followed by)\b"
    r"|\bas (?:he|she|they|it|if)\b|\b(?:and|but)\b"
)
# An action that is complete, and how arms or trunk are in it: "walks with both arms raised".
_WITH = re.compile(r"\bwith (?=(?:both|his|her|their|the|arms?|hands?|left|right)\b)")
_SUBJECT = re.compile(
    r"^(?:(?:a|an|the|this|some)?\s*(?:person|man|woman|someone|somebody|figure|individual|human|sim|he|she|they|it)\b)?"
    r"\s*(?:is|are|was|were|starts? to|begins? to|starts|begins|appears to be|seems to be)?\s+"
)
_DEED_ENDS = ("s", "ing", "ed")
# Where to and how: the lexicon has them among motions, as it has verbs.
_NO_VERB = re.compile(
    r"up|down|left|right|back|forwards?|backwards?|in|out|around|apart|together|overhead|across|deep|\w+ly"
)
_EDGES = " .,;:"
_SIDES = ("left", "right")
_OF_PART: dict[str, tuple[str, ...]] = {
    "upper_body": ("left_arm", "right_arm"),
    "lower_body": ("left_leg", "right_leg"),
    "whole_body": ("left_leg", "right_leg"),
}
_HALVES = {
    "upper_body": ("left_arm", "right_arm", "torso", "head"),
    "lower_body": ("left_leg", "right_leg"),
}


def parts_of(text: str) -> dict[str, str]:
    """What a text says each part does, in the words of the captioner's part texts: without a subject.

    Keys are parts of skeleton.PARTS but whole_body: of arms, legs, torso and head those that are named or
    needed (who walks needs both legs), and upper_body and lower_body where any of theirs is.
    """
    said: dict[str, list[str]] = {}
    before: tuple[str, ...] = ()
    for piece in _pieces(text.lower()):
        parts = _parts(piece, before)
        before = parts
        halves = (half for half, own in _HALVES.items() if set(own) & set(parts))
        for part in (*parts, *halves):
            said.setdefault(part, []).append(_without_subject(piece))
    return {part: ", then ".join(dict.fromkeys(pieces)) for part, pieces in said.items()}


def deeds(text: str) -> str:
    """What somebody does who does as a text says, in the captioner's words: third person, no subject."""
    return ", then ".join(map(_without_subject, _pieces(text.lower()))) or text


def _pieces(text: str) -> Iterator[str]:
    """The deeds of a text; what has no deed of its own belongs to the one before."""
    spans: list[tuple[int, int]] = []
    marks = [(mark.start(), mark.end()) for mark in _BETWEEN.finditer(text)]
    ends, starts = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    for first, last in zip(ends, starts, strict=True):
        if spans and (_is_unfinished(text[slice(*spans[-1])]) or not _has_deed(text[first:last])):
            spans[-1] = spans[-1][0], last
        elif text[first:last].strip():
            spans.append((first, last))
    for first, last in spans:
        action, held = (*_WITH.split(text[first:last], maxsplit=1), "")[:2]
        if held and _concerned(action)[0] == "whole_body":
            yield from (action, held)
        else:
            yield text[first:last]


def _has_deed(piece: str) -> bool:
    return any(
        word.text.split()[0].endswith(_DEED_ENDS) and {"motion", "activity", "light"} & word.means.keys()
        for word in read(_without_subject(piece))
        if word.text
    )


def _is_unfinished(piece: str) -> bool:
    """Whether a verb still waits for what it moves: "raises" in "raises and lowers the left arm"."""
    words = [word for word in read(_without_subject(piece)) if "filler" not in word]
    return len(words) == 1 and "motion" in words[0] and "activity" not in words[0]


def _concerned(piece: str) -> tuple[str, str, list[Clause]]:
    """The part, its side, and the clauses of a piece."""
    found = [clause for sentence in clauses(read(piece)) for clause in sentence]
    part, side, _ = concerned(found, [True] * len(found), ())
    return part or "whole_body", side, found


def _parts(piece: str, before: tuple[str, ...]) -> tuple[str, ...]:
    part, side, found = _concerned(piece)
    nouns = {noun for clause in found for noun in clause.nouns}
    verbs = [word.means.get("plain", "") for clause in found for word in clause.words]
    if part == "whole_body" and any(verb.startswith("look") for verb in verbs):
        return ("head",)
    if before and not nouns and any(clause.pronoun and not clause.activities for clause in found):
        return before
    parts = _OF_PART.get(part, (part,))
    if part == "whole_body" and nouns & {"arm", "hand", "elbow"}:
        parts += _OF_PART["upper_body"]
    if any("torso" in clause.activities for clause in found):
        parts += ("torso",)
    chosen = (
        each for each in parts if each in (part, "torso") or side not in _SIDES or each.startswith(side)
    )
    return tuple(dict.fromkeys(chosen))


def _without_subject(piece: str) -> str:
    """The deed in the third person: “a person is waving” and “wave” become “waves”."""
    deed = _SUBJECT.sub("", f"{piece.strip(_EDGES)} ").strip()
    first, _, rest = deed.partition(" ")
    base = _plain_verb(first)
    return third_person(f"{base} {rest}").strip() if base else deed


def _plain_verb(word: str) -> str:
    """The verb of which a word is the plain form or the gerund; nothing for others."""
    # Some gerunds the lexicon knows as they are, and "swing" is none.
    for form in dict.fromkeys((word.removesuffix("ing"), word)):
        known: list[Word] = read(form)
        if known and {"motion", "activity", "light"} & known[0].means.keys() and not _NO_VERB.fullmatch(form):
            base = known[0].means.get("plain", "")
            if base == form or word.endswith("ing"):
                return base
    return ""
