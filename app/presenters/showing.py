"""Showing: the trainee's own movement as it were if they followed the words, played where it shows.

What is said is corrected in the background as soon as it is known; a single sentence when it is asked for.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.jobs import Job
from app.presenters.clock import Span
from app.presenters.decisions import About
from app.presenters.loops import FINDING, Loop
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.words import Cue, Words
from inference.editing.corrected import can_correct, corrected
from inference.motion.finding import Finding
from inference.motion.motion import Motion

SPEED = 0.5
# A phase that is shorter is shown with the repetition around it: nobody sees anything in half a second.
SHORTEST_S = 1.0

_Ids = frozenset[str]


class _Before(NamedTuple):
    """How it played before a sentence was shown."""

    speed: float
    loop: Loop
    playing: bool


class Showing(QObject):
    """`changed`: there is another corrected motion, or another sentence is shown, or none."""

    changed = Signal()

    def __init__(self, session: Session, review: Review, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.about: About | None = None
        self._session, self._review, self._words = session, review, words
        self._result: Result | None = None
        self._motions: dict[_Ids, Motion] = {}
        self._under_way: dict[_Ids, Job] = {}
        self._before: _Before | None = None
        words.changed.connect(self._prepare)
        review.chosen.connect(self._on_chosen)

    @property
    def said(self) -> Motion | None:
        """The trainee's motion without all that is said; None while it is not known, or nothing can be."""
        return self._motions.get(_ids(_correctable(self._words.cues)))

    def why_not(self, cue: Cue) -> str:
        """Why this sentence cannot be shown; "" if it can."""
        if any(map(can_correct, cue.findings)):
            return ""
        if cue.findings:
            return self.tr("A change of pace cannot be shown: it would leave the clock of the clips.")
        return self.tr("It is not measured now, so there is nothing to show.")

    def shows(self, cue: Cue) -> bool:
        """Whether this is the sentence that is shown."""
        return self.about is not None and bool(cue.about & self.about)

    def toggle(self, cue: Cue) -> None:
        """Play the sentence's corrected motion slowly, again and again, where it shows; or end that."""
        if self.shows(cue):
            self.end()
        elif not self.why_not(cue):
            self._begin(cue)

    def toggle_chosen(self) -> None:
        """Show the sentence whose evidence is looked at, or else the first that can be shown; or end that."""
        showable = [cue for cue in self._words.cues if not self.why_not(cue)]
        looked_at = [cue for cue in showable if self.shows(cue) or self._review.finding in cue.findings]
        for cue in (*looked_at, *showable)[:1]:
            self.toggle(cue)

    def end(self) -> None:
        """Play as before."""
        if self.about is None:
            return
        self.about, before, self._before = None, self._before, None
        clock = self._review.clock
        if before is not None:
            if clock.speed == SPEED:
                clock.set_speed(before.speed)
            self._review.loops.choose(before.loop)
            if not before.playing:
                clock.pause()
        self._tell()

    def _begin(self, cue: Cue) -> None:
        clock, loops = self._review.clock, self._review.loops
        before = self._before or _Before(clock.speed, loops.chosen, clock.playing)
        finding = next(filter(can_correct, cue.findings))
        self.about = None  # choosing another finding ends what is shown
        self._review.choose(finding)
        self.about, self._before = cue.about, before
        span = finding.phase.start_s, finding.phase.end_s
        loops.choose(self._loop(span))
        clock.set_speed(SPEED)
        clock.seek(clock.loop_span[0])
        clock.play()
        self._compute(_correctable([cue]))
        self._tell()

    def _loop(self, span: Span) -> Loop:
        """The phase; if it is too short, the repetition that holds it."""
        for index, repetition in enumerate(self._review.loops.repetitions):
            within = repetition.start_s <= sum(span) / 2 <= repetition.end_s
            if within and span[1] - span[0] < SHORTEST_S:
                return Loop("repetition", index)
        return FINDING

    def _prepare(self) -> None:
        """Correct what is said now, and end a sentence that is said no more."""
        if self._session.result is not self._result:
            self._result = self._session.result
            for job in self._under_way.values():
                job.cancel()
            self._motions, self._under_way = {}, {}
        cues = self._words.cues
        if self.about is not None and not any(map(self.shows, cues)):
            self.end()
        self._compute(_correctable(cues))
        self._compute(_correctable(filter(self.shows, cues)))
        self._tell()

    def _on_chosen(self) -> None:
        """Something else is looked at."""
        chosen = self._review.finding
        shown = filter(self.shows, self._words.cues)
        if self.about is not None and not any(chosen in cue.findings for cue in shown):
            self.end()

    def _compute(self, findings: Sequence[Finding]) -> None:
        ids, result = _ids(findings), self._session.result
        if result is None or not ids or ids in self._motions or ids in self._under_way:
            return
        assert result.trainee.motion is not None
        motion, comparison = result.trainee.motion, result.comparison
        self._under_way[ids] = self._session.jobs.start(
            self.tr("Correcting the movement"),
            lambda _: corrected(motion, comparison, findings),
            partial(self._on_computed, result, ids),
            partial(self._on_stopped, result, ids),
        )

    def _on_computed(self, result: Result, ids: _Ids, motion: Motion) -> None:
        if result is self._result:
            del self._under_way[ids]
            self._motions[ids] = motion
            self._tell()

    def _on_stopped(self, result: Result, ids: _Ids) -> None:
        if result is self._result:
            del self._under_way[ids]

    def _tell(self) -> None:
        """Let the session have the motion that is to be seen."""
        shown = list(filter(self.shows, self._words.cues))
        motion = self._motions.get(_ids(_correctable(shown))) if shown else self.said
        self._session.corrected = motion
        self.changed.emit()


def _correctable(cues: Iterable[Cue]) -> tuple[Finding, ...]:
    return tuple(finding for cue in cues for finding in cue.findings if can_correct(finding))


def _ids(findings: Sequence[Finding]) -> _Ids:
    return frozenset(finding.id for finding in findings)
