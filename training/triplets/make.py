"""Makes a triplet of a draw: the pair, as it was filmed, what is measured of it, and how it is said."""

from collections.abc import Sequence

from inference.editing.operators import THROUGHOUT, Edit
from inference.errors import MotionError
from inference.motion.differences import compare
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from training.evaluation.acted_mistakes import fault_channels
from training.triplets.draws import Draw
from training.triplets.estimator_error import as_filmed
from training.triplets.kinematic_pairs import kinematic_pair
from training.triplets.real_pairs import real_pair
from training.triplets.rejected import Rejected
from training.triplets.takes import Takes
from training.triplets.triplet import Triplet, edit_columns, findings_json
from training.triplets.wordings import wordings

FINDINGS = 8


def triplet(draw: Draw, takes: Takes) -> Triplet:
    """The triplet of a draw. Raises Rejected."""
    chance = draw.chance()
    pair = kinematic_pair(draw, takes, chance) if draw.asked else real_pair(draw, takes)
    source, target = as_filmed(pair.source, pair.target, chance) if draw.noisy else (pair.source, pair.target)
    try:
        findings = compare(source, target).findings
    except MotionError as error:
        raise Rejected("cannot be compared") from error
    clip = takes.clip(pair.takes[0])
    start_s, end_s = _span_s(pair.source, pair.edits)
    return Triplet(
        source_id=pair.takes[0].name,
        target_id=pair.takes[1].name,
        subject=takes.subject(pair.takes[0]),
        target_subject=takes.subject(pair.takes[1]),
        split=takes.split,
        origin="kinematic" if draw.asked else "real",
        direction=pair.direction,
        other=draw.other,
        warp=pair.warp,
        noise=draw.noisy,
        source=source.joints_in_world,
        target=target.joints_in_world,
        mask_part=pair.mask_part,
        start_s=start_s,
        end_s=end_s,
        **edit_columns(pair.edits[0]),
        second=edit_columns(pair.edits[1]) if len(pair.edits) > 1 else None,
        texts=wordings(pair.edits, takes.split, draw.seed, draw.number),
        findings=findings_json(findings[:FINDINGS]),
        exercise=clip.exercise,
        fault=() if draw.asked else tuple(sorted(fault_channels(clip.exercise))),
        number=draw.number,
        seed=draw.seed,
    )


def _span_s(source: Motion, edits: Sequence[Edit]) -> tuple[float, float]:
    """When the edits change something: from the first time of their phases to the last."""
    whole = float(source.time_s[0]), float(source.time_s[-1])
    phases = {edit.phase for edit in edits}
    spans = [
        span for repetition in find_repetitions(source) for span in repetition.phases if span.name in phases
    ]
    if THROUGHOUT in phases or not spans:
        return whole
    return min(span.start_s for span in spans), max(span.end_s for span in spans)
