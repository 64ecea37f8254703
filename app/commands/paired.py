"""Pair: the trainee's and the coach's clip, posed, compared and put into words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.commands.pair import Asked, Side, StyleName
from app.commands.pose import QualityName
from app.posing import Posed, Progress, is_video, posed
from app.together import together
from inference.correction.correction import Correction
from inference.correction.language_model import NAME
from inference.correction.writer import Writer
from inference.models import shipped
from inference.motion.differences import Comparison, compare
from inference.pipeline import explain
from inference.stopwatch import Stopwatch


@dataclass(frozen=True, eq=False)
class Pair:
    """Both clips with their motions, and what sets them apart; offset_s: as it was given by hand."""

    trainee: Posed
    coach: Posed
    comparison: Comparison
    offset_s: float | None
    watch: Stopwatch

    @classmethod
    def opened(cls, asked: Asked, bar: Callable[[str], Progress]) -> "Pair":
        """Pose and compare two clips; bar makes a progress bar. Raises CoachError or CaptureError."""
        bars = [bar(f"Posing {side.path.name}") for side in asked.sides]
        trainee, coach = _pose_both(asked.sides, asked.quality, bars)
        watch = Stopwatch()
        for name, side in (("trainee", trainee), ("coach", coach)):
            watch.timings_s |= {f"{name}_{stage}": time_s for stage, time_s in side.timings_s.items()}
        with watch.stage("compare"):
            comparison = compare(trainee.take.motion, coach.take.motion, asked.focus, asked.offset_s)
        return cls(trainee, coach, comparison, asked.offset_s, watch)

    def correction(
        self,
        style: StyleName,
        count: int,
        *,
        warnings: Sequence[str] = (),
        heard: Callable[[str], None] = lambda piece: None,
        progress: Progress = lambda fraction: None,
    ) -> Correction:
        """What is said: the best of `count` texts that the language model writes, or what was measured.

        heard, progress: as in Writer.write. Raises ModelError where the model's files are damaged.
        """
        sides = {"trainee": self.trainee, "coach": self.coach}
        qualities = [side.quality for side in sides.values() if side.quality]
        told = [f"The {name}'s clip: {said}" for name, side in sides.items() for said in side.warnings]
        written = None
        if count and self.comparison.findings and shipped(NAME):
            with self.watch.stage("load"):
                writer = Writer.shipped()
            written = writer.write(
                self.trainee.take.motion,
                self.coach.take.motion,
                self.comparison,
                style=style.value,
                count=count,
                offset_s=self.offset_s,
                heard=heard,
                progress=progress,
                watch=self.watch,
            )
        correction = explain(
            self.comparison,
            style=style.value,
            qualities=qualities,
            warnings=(*told, *warnings),
            watch=self.watch,
        )
        return written.into(correction) if written else correction


def _pose_both(sides: Sequence[Side], quality: QualityName, progress: Sequence[Progress]) -> list[Posed]:
    """Two videos at once, one thread each: that takes less of two cores than one after the other on both."""
    threads = 1 if all(is_video(side.path) for side in sides) else 2

    def work(side: Side, report: Progress) -> Posed:
        return posed(
            side.path,
            height_m=side.height_m,
            ground=side.ground,
            person=side.person,
            quality=quality.value,
            threads=threads,
            progress=report,
        )

    return together([(partial(work, side), bar) for side, bar in zip(sides, progress, strict=True)])
