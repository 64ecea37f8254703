"""Thresholds: what one movement, filmed twice, is said to differ in, and which bent knees are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from inference.motion import differences
from inference.motion.alignment import align
from inference.motion.motion import Motion
from training.evaluation.cameras import EXTRA_RAD, SIDES, bend_knee, names_knee
from training.evaluation.certainty import Certainty
from training.evaluation.takes import Pair


@dataclass(frozen=True, eq=False)
class Question:
    """Two films of one movement to be compared; bent: the side on which the trainee's knee was bent more."""

    trainee: Motion
    coach: Motion
    bent: str | None = None


class Answers(NamedTuple):
    """Shares of the pairs of one movement that yielded no finding, and of the bent knees that were found.

    wrong: the channels of the findings in such pairs, one for each.
    """

    silent: float
    found: float
    wrong: tuple[str, ...]


def questions(pairs: Sequence[Pair]) -> list[Question]:
    """Each film of each pair as the trainee, as it is and with either knee bent more."""
    asked = []
    for pair in pairs:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            bent = {side: bend_knee(one.motion, side, EXTRA_RAD) for side in SIDES}
            asked.append(Question(one.motion, other.motion))
            asked += [Question(motion, other.motion, side) for side, motion in bent.items()]
    return asked


def curve(asked: Sequence[Question], certainties: Sequence[Certainty]) -> list[Answers]:
    """What the program would answer with each of the certainties."""
    # Aligning takes most of the time and owes nothing to certainty.
    with patch.object(differences, "align", cache(align)):
        return [_answers(asked, certainty) for certainty in certainties]


def _answers(asked: Sequence[Question], certainty: Certainty) -> Answers:
    silent, found, wrong = [], [], []
    with certainty.assumed():
        for question in asked:
            findings = differences.compare(question.trainee, question.coach).findings
            if question.bent is None:
                silent.append(not findings)
                wrong += [finding.channel for finding in findings]
            else:
                found.append(any(names_knee(finding, question.bent) for finding in findings))
    return Answers(float(np.mean(silent)), float(np.mean(found)), tuple(wrong))
