"""Sync: the user looks for the same moment in both clips, and says so."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.presenters.clip import Side
from app.presenters.origins import MIN_SHARED_S, Origins
from app.presenters.session import Session

if TYPE_CHECKING:
    from app.presenters.review import Review


class Sync(QObject):
    """While it goes on, the clock moves the trainee alone. `changed`: where the coach is held, or outcome."""

    changed = Signal()

    def __init__(self, review: "Review", session: Session) -> None:
        super().__init__(review)
        self._review, self._clock, self._session = review, review.clock, session
        self.coach_s: float | None = None
        self._looking_in: list[Path | None] = []
        session.clip_changed.connect(self._on_clip_changed)
        session.compared.connect(self.changed)
        session.synced.connect(self.changed)

    @property
    def active(self) -> bool:
        """Whether the user is looking for the moment now."""
        return self.coach_s is not None

    @property
    def by_hand(self) -> bool:
        """Whether the clips are set to each other by hand."""
        return self._session.origins is not None

    @property
    def proposal_s(self) -> float | None:
        """The coach's moment that the alignment proposes for the trainee's; None before there is one."""
        result = self._session.result
        return float(result.proposed.coach_time(self._clock.time_s)) if result else None

    @property
    def possible(self) -> bool:
        """Whether enough of both is seen together if what is shown now is the same moment."""
        motions = [clip.motion for clip in self._session.clips.values() if clip and clip.motion]
        if self.coach_s is None or len(motions) < len(Side):
            return self.coach_s is not None
        return Origins(self._clock.time_s, self.coach_s).shared_s(*motions) >= MIN_SHARED_S

    def begin(self) -> None:
        """Hold both clips where they are."""
        self._clock.pause()
        self._looking_in = self._paths()
        self.hold(self._review.clip_time_s(Side.COACH, self._clock.time_s))

    def hold(self, coach_s: float) -> None:
        """Show the coach's clip at coach_s, clamped to it."""
        coach = self._session.clips[Side.COACH]
        assert coach is not None
        self.coach_s = min(max(coach_s, coach.span[0]), coach.span[1])
        self.changed.emit()

    def step(self, frames: int) -> None:
        """Move the coach by whole frames."""
        coach = self._session.clips[Side.COACH]
        if self.coach_s is not None and coach is not None:
            self.hold(self.coach_s + frames * coach.frame_s)

    def begin_or_set(self) -> None:
        """Begin; or, if that has been done, what is shown is the same moment."""
        if not self._session.complete:
            return
        if not self.active:
            self.begin()
        elif self.possible:
            self.set()

    def set(self) -> None:
        """What is shown is the same moment."""
        assert self.coach_s is not None
        origins = Origins(self._clock.time_s, self.coach_s)
        self.cancel()
        self._session.set_origins(origins)

    def restore(self) -> None:
        """What the alignment proposes counts again."""
        self.cancel()
        self._session.set_origins(None)

    def cancel(self) -> None:
        """Leave it as it was."""
        self.coach_s = None
        self.changed.emit()

    def _on_clip_changed(self) -> None:
        """Go on with clips that were refined or trimmed; other ones are another matter."""
        if self.coach_s is not None:
            self.hold(self.coach_s) if self._paths() == self._looking_in else self.cancel()

    def _paths(self) -> list[Path | None]:
        return [clip.path if clip else None for clip in self._session.clips.values()]
