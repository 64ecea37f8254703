"""Completion: what a sentence's clauses leave to each other, as in "bend your knees and push them out"."""

from collections.abc import Sequence
from dataclasses import replace

from inference.language.clauses import Clause
from inference.language.clauses import clause as clause_of
from inference.language.frames import explained


def completed(sentence: Sequence[Clause], last: Clause | None, noun: str | None) -> list[Clause]:
    """The clauses of one sentence, each with what it leaves to its neighbours: whom it speaks of, how, when.

    last: the clause before the sentence, to which its pronouns point; noun: what is meant where nobody says.
    """
    named = [clause for clause in sentence if clause.nouns or clause.motions or clause.activities]
    if not named:
        return list(sentence)
    leading = next((clause.phase for clause in sentence if clause.phase and clause.phase_first), "")
    joined = _with_their_amounts(sentence)
    before: Clause | None = None
    found = []
    for at, clause in enumerate(joined):
        if _only_parts(clause):
            clause = _moving_as(clause, before, joined[at + 1 :])
        elif clause.motions and not clause.nouns:
            model = before or (last if clause.pronoun else None)
            if (
                model is not None
                and model.nouns
                and (clause.pronoun or not model.motions or explained(clause) is None)
            ):
                sides = clause.sides or model.sides
                clause = replace(clause, nouns=model.nouns, sides=sides, plural=model.plural)
            elif noun is not None and explained(clause) is None:
                clause = replace(clause, nouns=(noun,))
        before = replace(clause, phase=clause.phase or leading)
        found.append(before)
    return found


def _only_parts(clause: Clause) -> bool:
    """Whether it names parts of the body and not what they do."""
    return bool(clause.nouns) and not (
        clause.motions or clause.activities or clause.unknown or "repetition" in clause.nouns
    )


def _moving_as(clause: Clause, before: Clause | None, after: Sequence[Clause]) -> Clause:
    """A clause that names only parts, with the motion of the one before, or else of the one after."""
    if before is not None and before.motions:
        return replace(clause, motions=before.motions)
    model = next((c for c in after if c.motions), None)
    if model is None or not model.nouns:
        return clause
    return replace(clause, motions=model.motions, sign=model.sign, quantity=clause.quantity or model.quantity)


def _with_their_amounts(sentence: Sequence[Clause]) -> list[Clause]:
    """Clauses; those that say only how much or when belong to the one before, or else the one after."""
    found: list[Clause] = []
    waiting: Clause | None = None
    for clause in sentence:
        if clause.nouns or set(clause.motions) - {"size"} or clause.activities or clause.unknown:
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
    return found if waiting is None else [*found, waiting]


def _with(clause: Clause, other: Clause) -> Clause:
    return clause_of((*clause.words, *other.words))
