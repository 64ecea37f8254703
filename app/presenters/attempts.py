"""Attempts: what was tried against the coach's clip in this session, how well, and what came closer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.bin import to_bin
from app.jobs import Failure
from app.presenters.clip import Clip, Side, open_clip
from app.presenters.keeping import Keeper
from app.presenters.kept import kept_score, restored_clip, restored_score
from app.presenters.result import Result
from app.presenters.session import Session
from capture.errors import CaptureError, LibraryError
from capture.library.folder import SessionFolder
from capture.library.record import Attempt
from capture.library.record import Clip as KeptClip
from capture.library.thumbnail import thumbnail
from inference.correction.progress_words import describe_progress
from inference.errors import CoachError
from inference.motion.focus import Focus
from inference.motion.motion import Motion
from inference.motion.progress import Progress, progress, sure_points
from inference.motion.score import Score, score

REFERENCE = "compared_with"


class Reference(StrEnum):
    """Which attempt the one that is shown is set against."""

    BEFORE = "before"
    FIRST = "first"
    BEST = "best"


@dataclass(frozen=True)
class Tried:
    """One attempt in the list. number: from 1; gained: points surely gained since the one before it, or 0."""

    id: str
    number: int
    made: datetime
    score: Score | None
    gained: float
    best: bool
    shown: bool


class Attempts(QObject):
    """Lists the attempts against the coach's clip that is shown, and sets one against another.

    `changed`: the list, the progress or a picture. Attempts are kept by the Keeper as they are made.
    """

    changed = Signal()

    def __init__(self, keeper: Keeper, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper, self._session = keeper, session
        self._results: dict[str, Result | None] = {}
        self._pictures: dict[str, bytes] = {}
        self._asked: dict[str, tuple[Motion | None, Focus]] = {}
        self._outdated = False
        self._comparing = 0
        keeper.changed.connect(self._on_changed)
        session.compared.connect(self._on_compared)
        session.focused.connect(self._on_focused)

    @property
    def listed(self) -> tuple[Tried, ...]:
        """The attempts against this coach's clip, the first one first."""
        record, made = self._keeper.record, self._attempts()
        scores = [restored_score(attempt) for attempt in made]
        most = max((known.points for known in scores if known), default=None)
        best = next((index for index, known in enumerate(scores) if known and known.points == most), None)
        return tuple(
            Tried(
                id=attempt.id,
                number=index + 1,
                made=attempt.made,
                score=scores[index],
                gained=sure_points(scores[index - 1], scores[index]) if index else 0.0,
                best=index == best,
                shown=attempt.trainee == record.shown.get(Side.TRAINEE),
            )
            for index, attempt in enumerate(made)
        )

    @property
    def shown(self) -> Tried | None:
        """The attempt whose clip is shown, once it has been compared."""
        return next((tried for tried in self.listed if tried.shown), None)

    @property
    def reference(self) -> Reference:
        """Which attempt the shown one is set against."""
        kept = self._keeper.setting(REFERENCE)
        return Reference(kept) if kept in tuple(Reference) else Reference.BEFORE

    def compare_with(self, reference: Reference) -> None:
        """Set the shown attempt against this one from now on."""
        self._keeper.set(REFERENCE, reference.value)
        self.changed.emit()

    @property
    def other(self) -> Tried | None:
        """The attempt that the shown one is set against; None if it is that one itself, or the first."""
        shown, listed = self.shown, self.listed
        if shown is None:
            return None
        match self.reference:
            case Reference.BEFORE:
                other = listed[shown.number - 2] if shown.number > 1 else None
            case Reference.FIRST:
                other = listed[0]
            case Reference.BEST:
                other = next((tried for tried in listed if tried.best), None)
        return other if other != shown else None

    @property
    def progress(self) -> Progress | None:
        """What changed from the other attempt to the shown one; None while that is not known."""
        result, other = self._session.result, self.other
        before = self._result(other.id, result) if result and other else None
        return progress(before.comparison, result.comparison) if before and result else None

    @property
    def comparing(self) -> bool:
        """Whether the progress will be known soon."""
        return self._comparing > 0

    @property
    def told(self) -> tuple[str, ...]:
        """The progress in sentences; none while there is nothing to set against."""
        found = self.progress
        return describe_progress(found) if found else ()

    def picture(self, identity: str) -> bytes:
        """A small JPEG of the attempt; empty while it is not there, and where there is no film."""
        return self._pictures.get(identity, b"")

    def bring_back(self, identity: str) -> None:
        """Show that attempt again: its clip on the trainee's side, and its correction."""
        self._bring_back(identity, lambda: None)

    def remove(self, identity: str) -> None:
        """Take the attempt out of the session, and what was recorded of it to the bin; not the only one."""
        tried = self.listed
        if len(tried) < 2:
            return
        index = next(index for index, each in enumerate(tried) if each.id == identity)
        if tried[index].shown:
            neighbour = tried[index - 1] if index else tried[1]
            self._bring_back(neighbour.id, partial(self._remove, identity))
        else:
            self._remove(identity)

    def _attempts(self) -> list[Attempt]:
        record = self._keeper.record
        coach = record.shown.get(Side.COACH)
        return sorted((a for a in record.attempts if a.coach == coach), key=lambda attempt: attempt.made)

    def _saved(self) -> SessionFolder:
        """The session's folder with all that is kept; takes a while. Raises LibraryError if there is none."""
        self._keeper.flush()
        if self._keeper.id is None:
            raise LibraryError(self.tr("The session could not be saved yet. Free some space, and try again."))
        return self._keeper.library.folder(self._keeper.id)

    def _result(self, identity: str, shown: Result) -> Result | None:
        """What came out of an attempt against the shown one's coach; asked for if it is not known yet."""
        coach, focus = shown.coach, shown.comparison.focus
        known = self._results.get(identity)
        if known and known.coach.motion is coach.motion and known.comparison.focus == focus:
            return known
        if self._asked.get(identity) != (coach.motion, focus):  # once, though it may turn out to be unusable
            self._asked[identity] = coach.motion, focus
            self._measure([identity], coach, focus)
        return None

    def _measure(self, identities: Sequence[str], coach: Clip, focus: Focus) -> None:
        """Compare these attempts with the coach again, on the way keeping their scores."""
        record = self._keeper.record
        kept = {attempt.id: record.clip(attempt.trainee) for attempt in record.attempts}
        known = dict(self._results)

        def work() -> list[Result | None]:
            folder = self._saved()
            return [_compared(known.get(each), kept[each], folder, coach, focus) for each in identities]

        def ended() -> None:
            self._comparing -= 1
            self.changed.emit()

        def done(results: list[Result | None]) -> None:
            found = dict(zip(identities, results, strict=True))
            self._results |= found
            self._keep_scores({each: result for each, result in found.items() if result})
            ended()

        self._comparing += 1
        self._session.jobs.start(self.tr("Comparing the attempts"), lambda _: work(), done, ended)

    def _keep_scores(self, results: dict[str, Result]) -> None:
        attempts = tuple(
            replace(attempt, scores={**attempt.scores, **kept_score(score(result.comparison.deviations))})
            if (result := results.get(attempt.id))
            else attempt
            for attempt in self._keeper.record.attempts
        )
        self._keeper.edit(attempts=attempts)

    def _bring_back(self, identity: str, then: Callable[[], None]) -> None:
        record = self._keeper.record
        attempt = next(attempt for attempt in record.attempts if attempt.id == identity)
        kept = record.clip(attempt.trainee)

        def done(found: tuple[Clip | None, str]) -> None:
            clip, problem = found
            if attempt.id not in {each.id for each in self._keeper.record.attempts}:
                return  # another session has been opened meanwhile
            if clip is not None:
                clips = {Side.TRAINEE: clip, Side.COACH: self._session.clips[Side.COACH]}
                self._session.restore({s: c for s, c in clips.items() if c}, self._session.focus)
                then()
            if problem:
                self._session.jobs.failed.emit(Failure(self.tr("Opening the attempt"), problem, problem))

        def work() -> tuple[Clip | None, str]:
            return restored_clip(kept, self._saved())

        self._session.jobs.start(self.tr("Opening the attempt"), lambda _: work(), done)

    def _remove(self, identity: str) -> None:
        record = self._keeper.record
        gone = next(attempt for attempt in record.attempts if attempt.id == identity)
        left = tuple(attempt for attempt in record.attempts if attempt.id != identity)
        used = {*record.shown.values(), *(attempt.trainee for attempt in left)}
        clips = tuple(clip for clip in record.clips if clip.id != gone.trainee or clip.id in used)
        places = [gone.correction]
        if len(clips) < len(record.clips):
            clip = record.clip(gone.trainee)
            places += [clip.file, clip.motion, clip.track]
        self._keeper.edit(attempts=left, clips=clips)

        def work() -> None:
            folder = self._saved().path
            for path in (folder / place for place in places if place):
                if path.exists():
                    to_bin(path)

        self._session.jobs.start(self.tr("Moving to the bin"), lambda _: work())

    def _on_compared(self) -> None:
        result, shown = self._session.result, self.shown
        if result is not None and shown is not None:
            self._results[shown.id] = result
            others = [tried.id for tried in self.listed if not tried.shown]
            if self._outdated and others:
                self._measure(others, result.coach, result.comparison.focus)
            self._outdated = False
        self._on_changed()

    def _on_focused(self) -> None:
        """Something else is looked at: the scores that were kept could not be set against the next one."""
        self._outdated = True

    def _on_changed(self) -> None:
        there = {attempt.id for attempt in self._keeper.record.attempts}
        self._results = {each: result for each, result in self._results.items() if each in there}
        self._take_pictures()
        self.changed.emit()

    def _take_pictures(self) -> None:
        record = self._keeper.record
        new = [attempt for attempt in self._attempts() if attempt.id not in self._pictures]
        if not new:
            return
        self._pictures |= {attempt.id: b"" for attempt in new}
        clips = {attempt.id: record.clip(attempt.trainee) for attempt in new}

        def work() -> dict[str, bytes]:
            folder = self._saved()
            return {identity: _picture(folder.clip_path(clip)) for identity, clip in clips.items()}

        def done(pictures: dict[str, bytes]) -> None:
            self._pictures |= pictures
            self.changed.emit()

        self._session.jobs.start(self.tr("Looking at the attempts"), lambda _: work(), done)


def _compared(
    known: Result | None, kept: KeptClip, folder: SessionFolder, coach: Clip, focus: Focus
) -> Result | None:
    """The attempt against that coach; None if what is kept of it can no longer be compared."""
    clip = known.trainee if known else restored_clip(kept, folder)[0]
    if clip is None or clip.motion is None:
        return None
    try:
        return Result.of(clip, coach, focus)
    except CoachError:
        return None


def _picture(path: Path) -> bytes:
    """The middle of the clip; empty if it is no film, or has been taken away."""
    try:
        clip = open_clip(path)
        return thumbnail(path, clip.info.duration_s / 2) if clip.info else b""
    except (CaptureError, CoachError):
        return b""
