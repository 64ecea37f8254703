"""Progress: what came closer to the coach from one attempt to another, and what did not, if that is sure.

Both attempts are compared with the same coach's clip, so whatever is wrong about the coach, and whatever both
attempts' clips have wrong alike, cancels as long as the trainee stays on the same side of the coach; where
the trainee went past the coach it counts twice. Only the few differences that were worth a finding in one of
the attempts are followed, so one in twenty may be told by chance (findings, of which fifty are looked at: one
in a hundred).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from inference.motion.channel_differences import THROUGHOUT
from inference.motion.channels import CHANNELS
from inference.motion.deviation import Deviation
from inference.motion.differences import Comparison
from inference.motion.score import Score, score

# One-sided 5 %, in σ.
SURE_SIGMA = 1.645

Status = Literal["solved", "closer", "same", "further", "new", "unseen"]


@dataclass(frozen=True)
class Change:
    """One difference in two attempts, in the unit of findings.

    solved: surely less, and now within tolerance; closer, further: surely less, surely more; new: surely
    more, and worth a finding only now; same: not surely another; unseen (after is None): not known this time.
    gain: how much closer the trainee came; least_sure: the smallest gain or loss beyond measuring error.
    """

    channel: str
    side: str
    status: Status
    before: Deviation
    after: Deviation | None
    gain: float
    least_sure: float


@dataclass(frozen=True)
class Progress:
    """changes: the largest first, in tolerances; score_before, score_after: None if nothing is compared."""

    changes: tuple[Change, ...]
    score_before: Score | None
    score_after: Score | None

    def of(self, *statuses: Status) -> tuple[Change, ...]:
        """The changes that have one of these statuses."""
        return tuple(change for change in self.changes if change.status in statuses)

    @property
    def points(self) -> float:
        """By how much the score surely changed; 0 if that is less than its uncertainty."""
        return sure_points(self.score_before, self.score_after)


def progress(before: Comparison, after: Comparison) -> Progress:
    """What changed from one attempt to another, both compared with the same coach's clip and focus."""
    told = [{finding.channel: finding.phase.name for finding in each.findings} for each in (before, after)]
    known = [{(d.channel, d.phase): d for d in each.deviations} for each in (before, after)]
    changes = []
    # Where both name a channel, the phase of the first attempt is followed: that is what had been said.
    for channel, phase in (told[1] | told[0]).items():
        first = known[0].get((channel, phase)) or known[0].get((channel, THROUGHOUT))
        if first is not None:
            now = known[1].get((channel, first.phase))
            changes.append(_change(first, now, was_told=channel in told[0], is_told=channel in told[1]))
    changes.sort(key=lambda change: -abs(change.gain) / change.before.tolerance)
    return Progress(tuple(changes), score(before.deviations), score(after.deviations))


def sure_points(before: Score | None, after: Score | None) -> float:
    """By how many points one score surely exceeds another; 0 if that is less than its uncertainty."""
    if before is None or after is None:
        return 0.0
    points = after.points - before.points
    return points if abs(points) > SURE_SIGMA * np.hypot(before.sigma, after.sigma) else 0.0


def _change(before: Deviation, after: Deviation | None, *, was_told: bool, is_told: bool) -> Change:
    side = CHANNELS[before.channel].side
    if after is None:
        return Change(before.channel, side, "unseen", before, None, 0.0, 0.0)
    gain, least_sure = abs(before.difference) - abs(after.difference), _least_sure(before, after)
    status: Status = "same"
    if gain > least_sure:
        status = "solved" if abs(after.difference) <= after.tolerance else "closer"
    elif -gain > least_sure:
        status = "new" if is_told and not was_told else "further"
    return Change(before.channel, side, status, before, after, gain, least_sure)


def _least_sure(before: Deviation, after: Deviation) -> float:
    crossed = before.difference * after.difference < 0
    shared = 2 * max(before.shared_sigma, after.shared_sigma) if crossed else 0.0
    sigma = float(np.hypot.reduce((before.own_sigma, after.own_sigma, shared)))
    return SURE_SIGMA * max(before.heavy_tails, after.heavy_tails) * sigma
