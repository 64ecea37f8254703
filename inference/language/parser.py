"""Parser: what somebody asks for, in their own words, as edits and as an action; the grammar's other direction.

Clauses are matched by what their words mean together (`frames`), not by templates, so that "don't let your
left knee cave in" and "push your left knee further out" are the same edit. What is not understood is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from inference.editing.operators import DYNAMICS, OPERATORS, THROUGHOUT, Edit
from inference.errors import CoachError
from inference.language.actions import concerned
from inference.language.clauses import Clause, Side, clauses
from inference.language.clauses import clause as clause_of
from inference.language.frames import Frame, concepts, frames
from inference.language.lexicon import NOUNS
from inference.language.magnitudes import magnitude
from inference.language.reading import read

# Of a part of the body, what is meant where nobody names it.
_MEANT = {"leg": "leg", "arm": "arm", "torso": "trunk", "head": "head"}
# These change how a whole movement goes, whatever it is: "walk slower" is one.
_OF_ANY_MOVEMENT = ("tempo", "range", "travel", "repetitions", "pause")


class NotUnderstood(CoachError):
    """A text says nothing that can be carried out."""


@dataclass(frozen=True)
class Parsed:
    """What a text asks for.

    edits: in their order; action: the words that ask for what no edit does, for the diffusion editor, or None;
    part: of skeleton.PARTS that is concerned, None if nobody can tell; side: left, right, both, none;
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

    Raises NotUnderstood where nothing is understood, or where an amount is in a unit that does not fit.
    """
    flat: list[Clause] = []
    for sentence in clauses(read(text)):
        flat += _completed(sentence, part, flat[-1] if flat else None)
    edits = [_edit(clause, part) for clause in flat]
    acting = [edit is None and _is_action(clause) for clause, edit in zip(flat, edits, strict=True)]
    if any(acting) or _is_story(flat, edits):
        # "raise your arm and wave" is one action; "bend your knees more and wave" is an edit and an action.
        story = any(clause.others for clause in flat)
        plain = [not (clause.compared if story else clause.relative) for clause in flat]
        edits = [None if one else edit for edit, one in zip(edits, plain, strict=True)]
        acting = [edit is None and (act or one) for edit, act, one in zip(edits, acting, plain, strict=True)]
    action = _text(text, flat, acting)
    found = _merged([edit for edit in edits if edit is not None])
    if not found and action is None:
        raise NotUnderstood(_why(text, flat))
    about = concerned(flat, acting, found)
    left = [c for c, edit, act in zip(flat, edits, acting, strict=True) if edit is None and not act]
    return Parsed(
        edits=found,
        action=action,
        part=part or about.part,
        side=about.side,
        directions=about.directions,
        rest=tuple(clause.text for clause in left if clause.unknown or clause.nouns or clause.motions),
    )


def _completed(sentence: Sequence[Clause], part: str | None, last: Clause | None) -> list[Clause]:
    """The clauses of one sentence with what they leave to their neighbours: whom they speak of, how, when."""
    named = [clause for clause in sentence if clause.nouns or clause.motions or clause.activities]
    if not named:
        return list(sentence)
    leading = next((clause.phase for clause in sentence if clause.phase and clause.phase_first), "")
    joined = _with_their_amounts(sentence)
    of_part = _MEANT.get((part or "").rpartition("_")[2])
    before: Clause | None = None
    found = []
    for at, clause in enumerate(joined):
        if clause.nouns and not clause.motions and not clause.activities:
            clause = _moving_as(clause, before, joined[at + 1 :])
        elif clause.motions and not clause.nouns:
            model = before or (last if clause.pronoun else None)
            if (
                model is not None
                and model.nouns
                and (clause.pronoun or not model.motions or _frame(clause) is None)
            ):
                clause = replace(clause, nouns=model.nouns, sides=model.sides, plural=model.plural)
            elif of_part is not None and _frame(clause) is None:
                clause = replace(clause, nouns=(of_part,))
        before = replace(clause, phase=clause.phase or leading)
        found.append(before)
    return found


def _moving_as(clause: Clause, before: Clause | None, after: Sequence[Clause]) -> Clause:
    """A clause that names only parts, with the motion of the one before, or else of the one after."""
    if before is not None and before.motions:
        return replace(clause, motions=before.motions)
    model = next((c for c in after if c.motions), None)
    if model is None or not model.nouns:
        return clause
    return replace(clause, motions=model.motions, sign=model.sign, quantity=clause.quantity or model.quantity)


def _with_their_amounts(sentence: Sequence[Clause]) -> list[Clause]:
    """Clauses of which those that say only how much or when belong to the one before, or else the one after."""
    found: list[Clause] = []
    waiting: Clause | None = None
    for clause in sentence:
        if clause.nouns or clause.motions or clause.activities or clause.unknown:
            found.append(clause if waiting is None else _with(waiting, clause))
            waiting = None
        elif (
            found
            and found[-1].relative
            and (clause.pronoun or any("degree" in word for word in clause.words))
        ):
            found.append(replace(found[-1], sign=clause.sign, quantity=clause.quantity))
        elif found:
            found[-1] = _with(found[-1], clause)
        else:
            waiting = clause
    return found


def _with(clause: Clause, other: Clause) -> Clause:
    return clause_of((*clause.words, *other.words))


def _frame(clause: Clause) -> Frame | None:
    """The frame that explains most of a clause."""
    said = concepts(clause)
    counted = clause.quantity is not None and clause.quantity.kind == "count"
    best: Frame | None = None
    for frame in frames():
        if not frame.concepts <= said or (frame.by_side and len(clause.sides) != 1):
            continue
        if counted != (OPERATORS[frame.operator].unit == "count") and (
            counted or frame.concepts == {"repetition"}
        ):
            continue
        if frame.concepts <= NOUNS.keys() and not counted and (said - frame.concepts or not clause.relative):
            continue
        if best is None or _rank(frame, clause) > _rank(best, clause):
            best = frame
    return best


def _rank(frame: Frame, clause: Clause) -> tuple[int, bool, int]:
    """What explains more, then what is of one side, then what is said first."""
    first = min((at for at, motion in enumerate(clause.motions) if motion in frame.concepts), default=99)
    return len(frame.concepts), frame.by_side, -first


def _edit(clause: Clause, part: str | None) -> Edit | None:
    """The edit that a clause asks for."""
    frame = _frame(clause)
    if frame is None or (_has_deed(clause) and not (frame.operator in _OF_ANY_MOVEMENT and clause.relative)):
        return None
    sign = frame.sign * clause.sign * (-1 if frame.by_side and clause.sides == ("right",) else 1)
    if sign < 0 and not OPERATORS[frame.operator].negative:
        return None
    operator, size = magnitude(frame.operator, sign, clause.quantity)
    side: Side = "none"
    if OPERATORS[operator].sided:
        side = clause.side if clause.side != "none" else _side_of(part)
    return Edit(operator, size, side, clause.phase or THROUGHOUT)


def _side_of(part: str | None) -> Side:
    if part is None:
        return "both"
    return "left" if part.startswith("left") else "right" if part.startswith("right") else "both"


def _is_story(said: Sequence[Clause], edits: Sequence[Edit | None]) -> bool:
    """Whether it tells of what somebody does, or of one thing after the other, rather than of a change."""
    found = [edit for edit in edits if edit is not None]
    changes = any(edit.operator in DYNAMICS for edit in found)
    told = (
        any(clause.others for clause in said) and not any(clause.compared for clause in said) and not changes
    )
    return told or _back_and_forth(found)


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


def _is_action(clause: Clause) -> bool:
    return bool(clause.activities) or bool(clause.unknown and clause.nouns and not clause.relative)


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
            if edit.side == other.side or "both" in (edit.side, other.side):
                said = edit if abs(other.magnitude) == usual else other
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
    if nouns:
        return f"“{short}” names the {nouns[0].replace('_', ' ')} but not what it should do. {example}"
    return f"Nothing in “{short}” was understood as a change of movement. {example}"
