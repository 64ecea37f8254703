"""Parser: what somebody asks for in their own words, as edits and actions; the grammar's other direction.

Clauses are matched by what their words mean together (`frames`), not by templates, so that "don't let your
left knee cave in" and "push your left knee further out" are the same edit. What is not understood is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from inference.editing.operators import DYNAMICS, OPERATORS, THROUGHOUT, Edit
from inference.errors import WordsError
from inference.language.actions import concerned
from inference.language.clauses import Clause, Side, clauses
from inference.language.completion import completed
from inference.language.durations import phase_by_way, timed
from inference.language.frames import Frame, concepts, explained
from inference.language.magnitudes import magnitude
from inference.language.reading import read

# Of a part of the body, what is meant where nobody names it.
_MEANT = {"leg": "leg", "arm": "arm", "torso": "trunk", "head": "head"}
# These change how a whole movement goes, whatever it is: "walk slower" is one.
_OF_ANY_MOVEMENT = ("tempo", "range", "travel", "repetitions", "pause")


@dataclass(frozen=True)
class Parsed:
    """What a text asks for.

    edits: in their order; action: the words that ask for what no edit does, for the diffusion editor, or
    None; part: of skeleton.PARTS that is concerned, None if nobody can tell; side: left, right, both, none;
    directions: up, down, forward, back, left, right, in, out, around, as they are named; rest: clauses that
    were not understood.
    """

    edits: tuple[Edit, ...]
    action: str | None
    part: str | None
    side: Side
    directions: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def parse(text: str, part: str | None = None) -> Parsed:
    """What a text asks for; part: of skeleton.PARTS that it is about, where it does not say so itself.

    Without an amount the operator's usual one is meant, "a little" is half of it and "a lot" twice; without a
    side both; without a phase throughout.

    Raises WordsError where nothing is understood, or where an amount is in a unit that does not fit.
    """
    said: list[Clause] = []
    noun = _MEANT.get((part or "").rpartition("_")[2])
    for sentence in clauses(read(text)):
        said += completed(sentence, said[-1] if said else None, noun)
    edits, acting = _taken(said, part)
    action = _text(text, said, acting)
    found = _merged([edit for edit in edits if edit is not None])
    if not found and action is None:
        raise WordsError(_why(text, said))
    about = concerned(said, acting, found)
    left = [
        clause
        for n, (clause, edit, act) in enumerate(zip(said, edits, acting, strict=True))
        if edit is None and not act and not _is_heading(clause, said[n + 1 : n + 2], edits[n + 1 : n + 2])
    ]
    return Parsed(
        edits=found,
        action=action,
        part=part or about.part,
        side=about.side,
        directions=about.directions,
        rest=tuple(clause.text for clause in left if clause.unknown or clause.nouns or clause.motions),
    )


def _is_heading(clause: Clause, after: Sequence[Clause], edits: Sequence[Edit | None]) -> bool:
    """Whether it only names what the next one asks for: "both knees: straighter"."""
    asked = [set(each.nouns) for each, edit in zip(after, edits, strict=True) if edit is not None]
    named = set(clause.nouns)
    return not clause.unknown and not clause.motions and any(named <= nouns for nouns in asked)


def _edit(clause: Clause, part: str | None) -> Edit | None:
    """The edit that a clause asks for."""
    frame = explained(clause)
    if frame is not None:
        _check_amount(clause)
    by_clock = timed(clause, frame)
    if by_clock is not None:
        return by_clock
    if frame is None or (_has_deed(clause) and not _is_of_a_deed(clause, frame)):
        return None
    sign = frame.sign * clause.sign * (-1 if frame.by_side and clause.sides == ("right",) else 1)
    if sign < 0 and not OPERATORS[frame.operator].negative:
        return None
    operator, size = magnitude(frame.operator, sign, clause.quantity)
    side: Side = "none"
    if OPERATORS[operator].sided:
        side = clause.side if clause.side != "none" else _side_of(part)
    return Edit(operator, size, side, clause.phase or _phase_by_way(frame, clause) or THROUGHOUT)


def _check_amount(clause: Clause) -> None:
    """Raise WordsError where a clause tells a place to go to rather than a way: "raise it to 90°"."""
    for before, word in pairwise(clause.words):
        if before.text == "to" and word.quantity is not None and word.quantity.kind in ("deg", "m", "ratio"):
            amount = word.quantity.text.strip()
            raise WordsError(
                f"“To {amount}” tells where a movement should end, and only how much more or less is "
                "understood: say “20° more” instead, or “a little”."
            )


def _is_of_a_deed(clause: Clause, frame: Frame) -> bool:
    """Whether it changes how something is done: "walk slower", "march with higher knees"."""
    if frame.operator in _OF_ANY_MOVEMENT:
        return clause.relative
    return clause.corrective and bool(clause.nouns)


def _phase_by_way(frame: Frame, clause: Clause) -> str:
    """ "Come up more slowly" names the phase by where it goes."""
    return phase_by_way(concepts(clause) - frame.concepts) if frame.operator == "tempo" else ""


def _side_of(part: str | None) -> Side:
    if part is None:
        return "both"
    return "left" if part.startswith("left") else "right" if part.startswith("right") else "both"


def _taken(said: Sequence[Clause], part: str | None) -> tuple[list[Edit | None], list[bool]]:
    """The edit of each clause, and whether it is an action, or a part of one."""
    told = any(clause.others for clause in said) and not any(clause.compared for clause in said)
    nothing: list[Edit | None] = [None] * len(said)
    if told and any(clause.activities for clause in said):
        return nothing, [True] * len(said)
    edits = [_edit(clause, part) for clause in said]
    found = [edit for edit in edits if edit is not None]
    if (told and not any(edit.operator in DYNAMICS for edit in found)) or _back_and_forth(found):
        return nothing, [True] * len(said)
    third = any(clause.others for clause in said)
    acting = [
        edit is None and bool(clause.activities) and (third or not clause.corrective)
        for clause, edit in zip(said, edits, strict=True)
    ]
    if any(acting):
        # "raise your arm and wave" is one action; "bend your knees more and wave" is an edit and an action.
        relative = [clause.compared if third else clause.relative for clause in said]
        edits = [edit if one else None for edit, one in zip(edits, relative, strict=True)]
        acting = [e is None and (act or not one) for e, act, one in zip(edits, acting, relative, strict=True)]
    return edits, acting


def _back_and_forth(edits: Sequence[Edit]) -> bool:
    return any(
        (a.operator, a.side, a.phase) == (b.operator, b.side, b.phase) and a.magnitude * b.magnitude < 0
        for a, b in combinations(edits, 2)
    )


def _has_deed(clause: Clause) -> bool:
    """Whether it has a verb that no edit carries out."""
    return any(
        "activity" in w and not {"motion", "noun", "light", "negations"} & set(w.means) for w in clause.words
    )


def _text(text: str, said: Sequence[Clause], acting: Sequence[bool]) -> str | None:
    if not any(acting):
        return None
    if all(acting):
        return text.strip()
    return " and ".join(clause.text for clause, act in zip(said, acting, strict=True) if act)


def _merged(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Each change once: a fault and its remedy are one, and so are left and right where they are alike."""
    found: list[Edit] = []
    for edit in edits:
        usual = OPERATORS[edit.operator].usual
        for at, other in enumerate(found):
            if edit.operator != other.operator or edit.magnitude * other.magnitude < 0:
                continue
            if edit.phase != other.phase and THROUGHOUT not in (edit.phase, other.phase):
                continue
            if edit.side == other.side or "both" in (edit.side, other.side):
                vague = abs(other.magnitude) == usual and other.seconds is None
                said = edit if vague else other
                phase = other.phase if other.phase != THROUGHOUT else edit.phase
                side = other.side if edit.side == "both" else edit.side
                found[at] = replace(said, phase=phase, side=side)
                break
            if edit.magnitude == other.magnitude and edit.phase == other.phase:
                found[at] = replace(edit, side="both")
                break
        else:
            found.append(edit)
    return tuple(found)


def _why(text: str, said: Sequence[Clause]) -> str:
    short = text.strip() if len(text.strip()) <= 60 else f"{text.strip()[:57]}…"
    example = (
        "Say which part should do what, such as “bend your left knee more” or “wave with the right hand”."
    )
    nouns = [noun for clause in said for noun in clause.nouns]
    if nouns and any(clause.motions or clause.unknown for clause in said):
        return f"What “{short}” asks of the {nouns[0].replace('_', ' ')} is not understood. {example}"
    if nouns:
        return f"“{short}” names the {nouns[0].replace('_', ' ')} but not what it should do. {example}"
    return f"Nothing in “{short}” was understood as a change of movement. {example}"
