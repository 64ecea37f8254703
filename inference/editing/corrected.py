"""Corrected: the trainee's own movement on their own body, with only the chosen findings put right."""

from collections.abc import Sequence

from inference.editing.kinematic import TEMPORAL, changed
from inference.editing.wishes import wishes
from inference.motion.differences import Comparison
from inference.motion.finding import Finding
from inference.motion.motion import Motion


def can_correct(finding: Finding) -> bool:
    """Whether there is a pose that does away with the finding: not for tempo and speed.

    They would leave the trainee's clock, on which everything is shown.
    """
    return finding.channel not in TEMPORAL


def corrected(trainee: Motion, comparison: Comparison, findings: Sequence[Finding]) -> Motion:
    """The trainee's motion without the findings, on its own clock; those that no pose does away with stay.

    comparison: of this trainee with the coach, and findings some of it. With none of them it is the very same
    motion.
    """
    return changed(trainee, wishes(trainee, comparison, list(filter(can_correct, findings))))
