"""Frames: what concepts mean together, read from the words of the dictionary with the reader of free text.

"bend {part} more" says more knee flexion; so a knee and bending, whatever the words for them, mean knee
flexion upwards, and a clause with less of them means less of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from inference.language import lexicon
from inference.language.clauses import Clause, clause
from inference.language.dictionary import WORDS
from inference.language.reading import read
from inference.language.words.entry import Way, Words

_NO_BODY = {"movement", "range", "ground", "tempo", "order", "set", "pause", "repetition", "weight", "floor"}
_BODY = lexicon.NOUNS.keys() - _NO_BODY
_ONLY_NOUNS = lexicon.NOUNS.keys() - {"pause"}
# Getting into these is an action, not a change of form.
_POSTURES = {"squat", "sit", "stand", "lunge"}
_PACES = {"slow", "fast"}
_ONSETS = {"early", "late"}
# Which way it goes tells the phase of a tempo.
_TEMPO_WAYS = {"up", "down", "deep"}
# Without it nothing would tell that repetitions are spoken of.
_ONE = "one repetition"


@dataclass(frozen=True)
class Frame:
    """Concepts that together mean an operator.

    sign: that of the operator's magnitude when more of the concepts is asked for, of the left side where
    by_side.
    """

    concepts: frozenset[str]
    operator: str
    sign: int
    by_side: bool


@cache
def frames() -> tuple[Frame, ...]:
    """All frames, each set of concepts with a side and each without once; said before heard before beyond."""
    found: dict[tuple[frozenset[str], bool], Frame] = {}
    for rank in range(3):
        for operator, words in WORDS.items():
            for sign, way in ((1, words.more), (-1, words.less)):
                if way is None:
                    continue
                for template in _texts(words, way, sign, rank):
                    frame = _frame(_filled(template, words), operator, sign, words)
                    if frame.concepts:
                        found.setdefault((frame.concepts, frame.by_side), frame)
    return tuple(found.values())


def _frame(text: str, operator: str, sign: int, words: Words) -> Frame:
    said = clause([word for word in read(text) if "stop" not in word and "break" not in word])
    sided = words.by_side and said.side == "right"
    return Frame(concepts(said), operator, sign * said.sign * (-1 if sided else 1), words.by_side)


def _filled(template: str, words: Words) -> str:
    text = template.replace("{part}", f"your {words.one}").replace(
        "{amount}", _ONE if words is WORDS["repetitions"] else ""
    )
    return text.replace("{", "your ").replace("}", "").replace("_", " ")


def explained(said: Clause) -> Frame | None:
    """The frame that explains most of what a clause says, None if what matters would be left out."""
    return max(
        (frame for frame in frames() if _fits(frame, said)),
        key=lambda frame: _rank(frame, said),
        default=None,
    )


def _fits(frame: Frame, said: Clause) -> bool:
    known = concepts(said)
    left = known - frame.concepts
    counted = said.quantity is not None and said.quantity.kind == "count"
    if not frame.concepts <= known or (counted and frame.operator != "repetitions"):
        return False
    if frame.concepts == {"size"} and said.nouns:
        return False
    if "against" in left or (frame.by_side and len(said.sides) != 1):
        return False
    if frame.concepts <= _ONLY_NOUNS and not _goes_somewhere(frame, said):
        # "your arms less": how much they move
        return counted or (said.relative and left <= {"size"})
    if said.strange and not frame.concepts & (_BODY | _PACES):
        return False
    return all(_is_beside(concept, frame, said) for concept in left)


def _is_beside(concept: str, frame: Frame, said: Clause) -> bool:
    """Whether a concept that a frame leaves out changes nothing of what it means."""
    if concept in _POSTURES:
        return said.relative
    if concept in said.landmarks or concept in lexicon.BESIDES:
        return True
    if concept in lexicon.MANNERS:
        return bool(frame.concepts & lexicon.WAYS)
    if (
        frame.concepts & _ONSETS
        or frame.concepts & _PACES
        or (frame.operator == "tempo" and concept in _TEMPO_WAYS)
    ):
        return True  # "lift your arm earlier", "lower it slower", "take longer to come up"
    # What is said first tells what is meant: "straighten your arms up", "raise your arms straight up".
    after = set(said.motions[_place(said.motions, frame) :])
    return concept in after and any(concept in alike and frame.concepts & alike for alike in lexicon.ALIKE)


def _goes_somewhere(frame: Frame, said: Clause) -> bool:
    """Whether of nouns alone one goes to the other: "bring your knee to your chest"."""
    return bool(frame.concepts & set(said.landmarks)) and bool(frame.concepts - set(said.landmarks))


def _rank(frame: Frame, said: Clause) -> tuple[bool, int, bool, int]:
    """Speed before form ("lower it slower"), what explains more, what is of one side, what comes first."""
    first = sum(_place(of, frame) for of in (said.motions, said.nouns))
    return bool(frame.concepts & _PACES), len(frame.concepts), frame.by_side, -first


def _place(said: Sequence[str], frame: Frame) -> int:
    return next((at for at, concept in enumerate(said) if concept in frame.concepts), len(said))


def concepts(said: Clause) -> frozenset[str]:
    """What a clause speaks of."""
    return frozenset((*said.nouns, *said.motions))


def _texts(words: Words, way: Way, sign: int, rank: int) -> Iterator[str]:
    """What the dictionary says for a way: first what is said, then what is heard, then beyond the neutral."""
    if rank == 0:
        subject, be = words.subject, "are" if words.plural else "is"
        yield from way.do
        yield from way.cue
        yield f"{subject} should be {way.state}"
        yield f"{subject} {be} {way.fault}"
        yield way.noun
        if words.clinical:
            yield f"{'increase' if sign > 0 else 'reduce'} your {words.clinical}"
    elif rank == 1:
        yield from way.heard
    else:
        yield from way.beyond
        if words.clinical_opposite:
            yield f"{'reduce' if sign > 0 else 'increase'} your {words.clinical_opposite}"
