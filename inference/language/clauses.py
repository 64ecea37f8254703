"""Clauses: what each piece of a text says: of which parts, which way, how much, when, and whether not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from inference.language.polarity import is_corrective, is_relative, is_told, sign
from inference.language.quantities import Quantity
from inference.language.reading import SIDES, Word

Side = Literal["left", "right", "both", "none"]

# Between a side and what has it: "the left side of your pelvis".
_BETWEEN = ("side", "of", "the", "front", "back")
_BEFORE_THINGS = ("the", "both", *SIDES)
# Behind these is where something goes or is, not what goes.
_PLACING = (
    "to", "up to", "down to", "towards", "toward", "onto", "over", "above", "below", "under", "at", "on",
    "near", "behind", "beside", "between", "past", "beyond", "from", "off", "against", "in front of",
)  # fmt: skip
# "In" is a direction where it is last, or before these.
_AFTER_IN = ("to", "towards", "when", "while", "as", "so", "too", "at", "from")


@dataclass(frozen=True)
class Clause:
    """One piece of a text.

    nouns, motions: concepts of the lexicon in their order; sides: of the nouns, left and right; plural:
    whether there are several; sign: −1 if less of it, or none of it, is asked for; relative: whether it says
    more, less, too, by so much, rather than what is to be done, compared: even without its numbers, and
    corrective: even without "should" and "keep", or what is;
    activities: the parts that its deeds take; others: of a person, not of you; strange: of a thing that
    nobody knows; landmarks: of the nouns, those that tell where something goes or is, "towards your chest".
    """

    words: tuple[Word, ...]
    nouns: tuple[str, ...] = ()
    motions: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    plural: bool = False
    sign: int = 1
    relative: bool = False
    pronoun: bool = False
    phase: str = ""
    phase_first: bool = False
    quantity: Quantity | None = None
    activities: tuple[str, ...] = ()
    others: bool = False
    compared: bool = False
    corrective: bool = False
    unknown: tuple[str, ...] = ()
    strange: bool = False
    landmarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words as they were read."""
        return " ".join(word.text for word in self.words)

    @property
    def side(self) -> Side:
        """The side of its nouns."""
        if len(self.sides) == 1:
            return self.sides[0]  # type: ignore[return-value] # left or right
        return "both" if self.sides or self.plural else "none"


def clauses(words: Sequence[Word]) -> list[list[Clause]]:
    """The clauses of each sentence; what sets left against right is not divided."""
    found = []
    for sentence in _divided(words, "stop"):
        pieces = _divided(sentence, "break")
        if any("against" in word or _is_even(word) for word in sentence):
            pieces = _compared(pieces)
        found.append([clause(piece) for piece in _with_measures(pieces) if piece])
    return [sentence for sentence in found if sentence]


def clause(words: Sequence[Word]) -> Clause:
    """What one piece says by itself."""
    roles = _roles(words)
    nouns, motions, sides = (tuple(dict.fromkeys(roles[kind])) for kind in ("noun", "motion", "side"))
    against = any("against" in word for word in words) or "even" in motions
    if against:
        nouns, sides = nouns[:1], tuple(word.text for word in words if word.text in SIDES)[:1]
        motions = (*(m for m in motions if m not in (*SIDES, "even")), "against")
    if "weight" in nouns:
        motions, sides = (*motions, *sides), ()
    phases = [word.means["phase"] for word in words if "phase" in word]
    quantity = _quantity(words)
    if quantity is not None and quantity.kind == "count":
        nouns = (*nouns, "repetition")
    read = Clause(
        words=tuple(words),
        nouns=nouns,
        motions=motions,
        sides=sides,
        plural=any(_is_plural(word) or word.text == "both" for word in words),
        relative=is_relative(words),
        compared=is_relative([word for word in words if "quantity" not in word]) or "repetition" in nouns,
        corrective=is_corrective(words) or is_told(words),
        pronoun=any("pronouns" in word for word in words),
        phase=next((phase for phase in phases if phase != "throughout"), phases[0] if phases else ""),
        phase_first=bool(phases) and "phase" in words[0],
        quantity=quantity,
        activities=tuple(_activities(words)),
        others=any("others" in word for word in words),
        strange=_is_strange(words),
        unknown=tuple(word.text for word in words if not word.means),
        landmarks=tuple(_landmarks(words)),
    )
    return replace(read, sign=sign(_said_of(words) if against else words, words))


def _divided(words: Sequence[Word], kind: str) -> Iterator[list[Word]]:
    piece: list[Word] = []
    for word in words:
        if kind in word:
            yield piece
            piece = []
            if word.means[kind] == "without":
                piece = [Word("without", {"negations": ""})]
        else:
            piece.append(word)
    yield piece


def _with_measures(pieces: Iterable[list[Word]]) -> list[list[Word]]:
    """The pieces, those that say by how much as a part of the ones before."""
    found: list[list[Word]] = []
    for piece in pieces:
        if found and piece and piece[0].text == "by":
            found[-1] = found[-1] + piece
        else:
            found.append(piece)
    return found


def _compared(pieces: Iterable[list[Word]]) -> Iterator[list[Word]]:
    """Pieces that set one side against the other, put together until a side and a part are told."""
    whole: list[Word] = []
    done: list[Word] = []
    for piece in pieces:
        whole = whole + piece
        if any(word.text in SIDES for word in whole) and any("noun" in word for word in whole):
            if done:
                yield done
            done, whole = whole, []
    if any("pronouns" in word for word in whole) and any("degree" in word for word in whole):
        yield done
        yield whole
    else:
        yield done + whole


def _roles(words: Sequence[Word]) -> dict[str, list[str]]:
    """Nouns, motions, and left and right where they are sides of something rather than ways to go."""
    roles: dict[str, list[str]] = {"noun": [], "motion": [], "side": []}
    for at, word in enumerate(words):
        if word.text in SIDES:
            roles["side" if _is_side(words, at) else "motion"].append(word.text)
            continue
        for kind in ("noun", "motion"):
            if kind in word and not _is_preposition(words, at):
                roles[kind].append(word.means[kind])
    return roles


def _is_preposition(words: Sequence[Word], at: int) -> bool:
    """Whether "in" or "out" is followed by where: "in a circle", "out of a chair"."""
    if words[at].text not in ("in", "out") or at + 1 == len(words):
        return False
    after = words[at + 1]
    if words[at].text == "out":
        return after.text == "of"
    if after.quantity is not None and after.quantity.kind == "s":
        return True
    known = {"degree", "quantity", "phase", "excess", "negations", "you"} & set(after.means)
    return not known and after.text.split()[0] not in _AFTER_IN


def _is_side(words: Sequence[Word], at: int) -> bool:
    """Whether left or right at a place tells which one, as in "left knee", "on the left", "right less"."""
    before = [word.text for word in words[max(at - 2, 0) : at]]
    after = next((word for word in words[at + 1 : at + 5] if word.text not in _BETWEEN), Word(""))
    if "noun" in after or "pronouns" in after or after.text in SIDES:
        return True
    if before[-1:] == ["on"] or before == ["on", "the"] or (at > 0 and "against" in words[at - 1]):
        return True
    # "Right less or left more": the side comes before what is said of it.
    told = at == 0 or any(w.text in SIDES for w in words[at + 1 :]) or any(_is_even(w) for w in words[:at])
    return "degree" in after and told


def _said_of(words: Sequence[Word]) -> Sequence[Word]:
    """What is said of the first side that is named, where anything is; else all of it."""
    named = [at for at, word in enumerate(words) if word.text in SIDES]
    if not named:
        return words
    end = named[1] if len(named) > 1 else len(words)
    own = words[named[0] : end]
    return own if any("degree" in w or "excess" in w or "lacking" in w for w in own) else words


def _is_strange(words: Sequence[Word]) -> bool:
    """Whether a thing is named that nobody knows; before one that is known it only says of what kind."""
    return any(
        not word.means and before.text in _BEFORE_THINGS and not {"noun", "motion"} & set(after.means)
        for before, word, after in zip(words, words[1:], (*words[2:], Word("")), strict=False)
    )


def _landmarks(words: Sequence[Word]) -> Iterator[str]:
    """The nouns behind a preposition of place."""
    placed = False
    for word in words:
        if "noun" in word and placed:
            yield word.means["noun"]
        placed = word.text in _PLACING or (placed and word.text in _BEFORE_THINGS)


def _is_even(word: Word) -> bool:
    return word.means.get("motion") == "even"


def _is_plural(word: Word) -> bool:
    return "noun" in word and (word.text.endswith("s") or word.text == "feet")


def _activities(words: Sequence[Word]) -> Iterator[str]:
    """The parts that deeds take; "the step" is none."""
    for before, word in pairwise((Word(""), *words)):
        if "activity" in word and not ("noun" in word and before.text in _BEFORE_THINGS):
            yield word.means["activity"]


def _quantity(words: Sequence[Word]) -> Quantity | None:
    """How much: what has a unit before the others; "three times" tells how often, "three times more" asks."""
    asked = any("degree" in word for word in words)
    said = [word.quantity for word in words if word.quantity is not None]
    meant = [quantity for quantity in said if asked or not quantity.text.endswith("times")]
    return min(meant, key=lambda quantity: quantity.kind in ("share", "number"), default=None)
