"""Review: one clock, each clip's own time on it, and the finding that is being looked at."""

from PySide6.QtCore import QObject, Signal

from app.presenters.clip import Side
from app.presenters.clock import Clock, Span
from app.presenters.loops import FINDING, Loops
from app.presenters.result import Result
from app.presenters.session import Session
from app.presenters.sync import Sync
from inference.motion.finding import Finding


class Review(QObject):
    """`chosen`: another finding, or none, is being looked at."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = Clock(self)
        self._session = session
        self._chosen_channel: tuple[str, str] | None = None
        self.loops = Loops(self)
        self.sync = Sync(self, session)
        session.clip_changed.connect(self._on_clip_changed)
        session.compared.connect(self._on_compared)

    @property
    def result(self) -> Result | None:
        """What came out of the clips."""
        return self._session.result

    @property
    def finding(self) -> Finding | None:
        """The finding being looked at; after a refinement, the same measurement's new value."""
        return next((f for f in self._session.findings if _kind(f) == self._chosen_channel), None)

    def choose(self, finding: Finding) -> None:
        """Go to where the finding shows and hold there; its joints are to be lit."""
        self._chosen_channel = _kind(finding)
        if self.loops.chosen != FINDING:
            self.loops.leave(finding.seek_s)
            self.clock.pause()
        self.clock.seek(finding.seek_s)
        self.chosen.emit()

    def clip_time_s(self, side: Side, time_s: float) -> float:
        """The second of that side's clip that belongs to time_s on the clock (the trainee's clip)."""
        if side is Side.TRAINEE:
            return time_s
        if self.sync.coach_s is not None:
            return self.sync.coach_s
        if self._session.origins is not None:
            return time_s + self._session.origins.offset_s
        return float(self.result.comparison.alignment.coach_time(time_s)) if self.result else time_s

    @property
    def lit(self) -> tuple[str, ...]:
        """The joints that the chosen finding is about."""
        return self.finding.joints if self.finding else ()

    @property
    def chosen_span(self) -> Span | None:
        """When the chosen finding shows."""
        return _span(self.finding) if self.finding else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """When the findings show, for the time line."""
        return tuple({_span(finding) for finding in self._session.findings})

    def _on_clip_changed(self, side: Side) -> None:
        clip = self._session.clips[side]
        if clip is not None and side is self._leading_side():
            span = clip.span
            if span != self.clock.span:
                self.clock.set_span(span, clip.frame_s)
                self.loops.clear()

    def _leading_side(self) -> Side:
        return Side.TRAINEE if self._session.clips[Side.TRAINEE] else Side.COACH

    def _on_compared(self) -> None:
        self.chosen.emit()


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.channel, finding.phase.name


def _span(finding: Finding) -> Span:
    return finding.phase.start_s, finding.phase.end_s
