"""Real pairs: a repetition with acted faults, and how it is right; the instruction is what is measured."""

from inference.correction.facts import Fact, facts
from inference.editing.operators import OPERATORS, Edit
from inference.errors import MotionError
from inference.motion.differences import DIFFERENT_ACTION_M, compare
from inference.motion.retarget import mirrored
from training.triplets.draws import Draw
from training.triplets.pair import Pair
from training.triplets.rejected import Rejected
from training.triplets.takes import Takes, at_origin

# As many things as a trainee can mind at once.
SAID = 2


def real_pair(draw: Draw, takes: Takes) -> Pair:
    """The pair of a draw; a coach who works with the other side is mirrored. Raises Rejected."""
    source, target = takes.motion(draw.take), takes.motion(draw.beside)
    try:
        comparison = compare(source, target)
    except MotionError as error:
        raise Rejected("cannot be compared") from error
    if comparison.alignment.cost_m > DIFFERENT_ACTION_M:
        raise Rejected("another movement")
    edits = [edit for fact in facts(comparison.findings)[:SAID] for edit in undoing(fact)]
    if not edits:
        raise Rejected("no difference to correct")
    if comparison.alignment.mirrored:
        target = at_origin(mirrored(target))
    return Pair(source, target, (draw.take, draw.beside), "real_to_real", tuple(edits))


def undoing(fact: Fact) -> list[Edit]:
    """What would do away with a difference; nothing for one that no edit is of (the speed of travel)."""
    if fact.quantity not in OPERATORS:
        return []
    size = fact.magnitude if fact.direction == "more" else -fact.magnitude
    if fact.quantity == "tempo":
        # The difference is of the coach's time, the edit of the trainee's.
        size = 1 / (1 - size) - 1
    side = fact.side if OPERATORS[fact.quantity].sided else "none"
    return [Edit(fact.quantity, size, side, fact.phase)]
