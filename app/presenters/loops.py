"""Loops: what plays again and again: everything, a finding, a repetition, its phase, or between marks."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.presenters.clock import Span
from inference.motion.repetitions import Repetition

if TYPE_CHECKING:
    from app.presenters.review import Review


class Loop(NamedTuple):
    """What may be repeated; where that is may be measured anew. repetition: its index; phase: one of it."""

    kind: Literal["once", "everything", "finding", "marks", "repetition"]
    repetition: int = 0
    phase: str = ""


ONCE, EVERYTHING, FINDING, MARKS = Loop("once"), Loop("everything"), Loop("finding"), Loop("marks")


class Loops(QObject):
    """Tells the clock what to repeat. `changed`: another loop, other marks, or another choice."""

    changed = Signal()

    def __init__(self, review: "Review") -> None:
        super().__init__(review)
        self._review, self._clock = review, review.clock
        self.marks: Span | None = None
        self._wanted = EVERYTHING
        review.chosen.connect(self._refresh)

    @property
    def chosen(self) -> Loop:
        """What is repeated; everything, where the chosen thing is no longer there."""
        return self._wanted if self.can(self._wanted) else EVERYTHING

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """The trainee's repetitions, as they were compared."""
        result = self._review.result
        matches = result.comparison.alignment.matches if result else ()
        return tuple(match.repetition for match in matches if match.repetition)

    def can(self, loop: Loop) -> bool:
        """Whether that is there to be repeated."""
        return loop in (ONCE, EVERYTHING) or self.span(loop) is not None

    def span(self, loop: Loop) -> Span | None:
        """When that is, in seconds; None: all of the clip, or it is not there."""
        match loop.kind:
            case "finding":
                return self._review.chosen_span
            case "marks":
                return self.marks
            case "repetition" if loop.repetition < len(self.repetitions):
                repetition = self.repetitions[loop.repetition]
                spans = {phase.name: (phase.start_s, phase.end_s) for phase in repetition.phases}
                return spans.get(loop.phase) if loop.phase else (repetition.start_s, repetition.end_s)
        return None

    def choose(self, loop: Loop) -> None:
        """Repeat that from now on; a repetition or phase is gone to."""
        self._wanted = loop
        self._refresh()
        span = self.span(loop)
        if loop.kind == "repetition" and span and not span[0] <= self._clock.time_s <= span[1]:
            self._clock.seek(span[0])

    def choose_repetition(self, step: int) -> None:
        """Repeat the repetition `step` further on; the first time, the one at the play head."""
        count = len(self.repetitions)
        if self.chosen.kind == "repetition":
            index = min(max(self.chosen.repetition + step, 0), count - 1)
        else:
            ended = [repetition.end_s <= self._clock.time_s for repetition in self.repetitions]
            index = min(sum(ended), count - 1)
        if count:
            self.choose(Loop("repetition", index))

    def mark_start(self) -> None:
        """Repeat from the play head on, to the mark behind it or the end."""
        start, end = self._clock.time_s, (self.marks or self._clock.span)[1]
        self._mark(start, end if end > start else self._clock.span[1])

    def mark_end(self) -> None:
        """Repeat up to the play head, from the mark before it or the beginning."""
        start, end = (self.marks or self._clock.span)[0], self._clock.time_s
        self._mark(start if start < end else self._clock.span[0], end)

    def clear(self) -> None:
        """Take the marks away and repeat everything."""
        self.marks = None
        self.choose(EVERYTHING)

    def leave(self, time_s: float) -> None:
        """Repeat everything again if what is repeated does not hold time_s."""
        part = self._clock.part
        if part and not part[0] <= time_s <= part[1]:
            self.choose(EVERYTHING)

    def _mark(self, start_s: float, end_s: float) -> None:
        if end_s - start_s >= self._clock.frame_s:
            self.marks = start_s, end_s
            self.choose(MARKS)

    def _refresh(self) -> None:
        loop = self.chosen
        self._clock.set_loop(loop != ONCE, self.span(loop))
        self.changed.emit()
