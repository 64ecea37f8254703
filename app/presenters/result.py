"""Result: what came out of two clips, and the clips it came from."""

from dataclasses import dataclass

from app.presenters.clip import Clip, Side
from app.presenters.origins import Origins
from inference.correction.correction import Correction, Sentence
from inference.correction.describer import describe
from inference.language.styles import Style
from inference.motion.alignment import Alignment, align
from inference.motion.differences import Comparison, compare
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.motion import Motion
from inference.pipeline import explain


@dataclass(frozen=True, eq=False)
class Result:
    """A comparison in numbers and in words.

    origins: the same moment in both, if set by hand; proposed: how the clips are aligned otherwise.
    """

    trainee: Clip
    coach: Clip
    comparison: Comparison
    correction: Correction
    origins: Origins | None
    proposed: Alignment

    @classmethod
    def of(
        cls, trainee: Clip, coach: Clip, focus: Focus = EVERYTHING, origins: Origins | None = None
    ) -> "Result":
        """Compare two clips that have their motions. Raises MotionError when they cannot be compared."""
        assert trainee.motion is not None
        assert coach.motion is not None
        comparison = compare(trainee.motion, coach.motion, focus, origins.offset_s if origins else None)
        proposed = align(trainee.motion, coach.motion) if origins else comparison.alignment
        qualities = [clip.quality for clip in (trainee, coach) if clip.info]
        correction = explain(comparison, qualities=qualities)
        return cls(trainee, coach, comparison, correction, origins, proposed)

    def sentences(self, style: Style) -> tuple[Sentence, ...]:
        """All that could be said in this style, the most important first; praise if nothing is to correct."""
        return describe(self.comparison.findings, self.comparison.within, limit=None, style=style)

    @property
    def overlay(self) -> dict[Side, Motion]:
        """Both motions in the trainee's world and on the trainee's clock."""
        assert self.trainee.motion is not None
        return {Side.TRAINEE: self.trainee.motion, Side.COACH: self.comparison.coach_in_trainee_world}
