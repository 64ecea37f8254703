"""Keeping: what happens in the window is saved by itself, and an earlier session comes back as it was."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs import Failure
from app.presenters.clip import Clip, Side
from app.presenters.kept import clip_files, kept_attempt, kept_clip, restored_clip, restored_focus
from app.presenters.notes import Notes
from app.presenters.origins import restored_origins
from app.presenters.review import Review
from app.presenters.session import Session
from capture.errors import CaptureError
from capture.library.autosave import Write
from capture.library.folder import SessionFolder
from capture.library.library import Library
from capture.library.open_session import OpenSession
from capture.library.record import Attempt, Record
from capture.library.record import Clip as KeptClip
from inference.correction.correction import Correction
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.motion import Motion

# The play head is saved where it rests, not while it moves.
RESTING_MS = 400
SAVING_TIMEOUT_S = 5.0
PLACE, FOCUS, ORIGINS = "place", "focus", "origins"


class Restored(NamedTuple):
    """A session as it was read from its folder, which is held; problems: what the user should know."""

    folder: SessionFolder
    record: Record
    clips: dict[Side, Clip]
    focus: Focus
    problems: tuple[str, ...]


class Keeper(QObject):
    """Keeps the window's session in the library. `changed`: its title, person or settings, or it is another.

    `switched`: it is another one, whose clips are there.
    `offered(Record)`: the program ended without closing this session; `take_up` opens it.
    """

    changed = Signal()
    switched = Signal()
    offered = Signal(Record)
    _failed = Signal(Exception)

    def __init__(
        self, library: Library, session: Session, review: Review, notes: Notes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.library = library
        self.record = Record.new()
        # What is said, by whoever decides about it.
        self.said: Callable[[], Correction | None] = lambda: (
            session.result.correction if session.result else None
        )
        self._session, self._clock, self._notes = session, review.clock, notes
        self._open = OpenSession(library, self._failed.emit)
        # By side: the window's clip and its id here; what has been written of it; what was last compared.
        self._known: dict[Side, tuple[Clip, str]] = {}
        self._written: dict[str, Motion] = {}
        self._compared: tuple[object, ...] = ()
        self._restored: tuple[object, ...] = ()
        self._leaving: list[OpenSession] = []
        self._left: str | None = None
        self._resting = QTimer(self, singleShot=True, interval=RESTING_MS)
        self._resting.timeout.connect(self._keep_place)
        self._failed.connect(self._on_failed)
        session.clip_changed.connect(self._keep_clip)
        session.compared.connect(self._keep_attempt)
        session.focused.connect(lambda: self.set(FOCUS, session.focus.to_json()))
        session.synced.connect(self._keep_origins)
        notes.changed.connect(lambda: self._change(notes=notes.notes))
        self._clock.moved.connect(lambda _: self._resting.start())

    @property
    def id(self) -> str | None:
        """The session's id in the library; None while there is nothing to keep."""
        return self._open.id

    def edit(self, **changes: Any) -> None:
        """Change title, exercise or person of the session."""
        self._change(**changes)
        self.changed.emit()

    @property
    def compared_anew(self) -> bool:
        """Whether what is shown was measured since the session was opened."""
        return self._compared != self._restored

    def setting(self, name: str, default: Any = None) -> Any:
        """What the program has kept under this name in the session."""
        return self.record.settings.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Keep plain JSON under this name in the session."""
        self._change(settings={**self.record.settings, name: value})

    def keep_words(self) -> None:
        """Write what is said now of the attempt that is shown."""
        attempt = self._attempt()
        if attempt is not None and self._session.result is not None:
            self._change(self._words_of(attempt))

    def clips_folder(self) -> Path:
        """Where recordings of the session go. Raises LibraryError."""
        return self._open.clips_folder()

    def new(self, then: Callable[[], object] = lambda: None) -> None:
        """Begin another session; `then` is called when the one that was open has been saved and closed."""
        self._show(None, then)

    def open(self, identity: str) -> None:
        """Open a session of the library, as it was when it was closed, or when the program was killed."""
        if identity != self.id:
            work = partial(_restored, self.library.folder(identity))
            self._session.jobs.start(self.tr("Opening the session"), lambda _: work(), self._show)

    def look_for_unfinished(self) -> None:
        """Offer the last session that was open when the program ended without closing it."""
        found = partial(_unfinished, self.library)
        self._session.jobs.start(self.tr("Looking for what was open"), lambda _: found(), self._offer)

    def take_up(self) -> None:
        """Open the session that was offered."""
        if self._left is not None:
            self.open(self._left)

    def flush(self) -> bool:
        """Save at once, from any thread; False if that did not succeed. May take a while on a slow disk."""
        return self._open.flush(SAVING_TIMEOUT_S)

    def save(self) -> bool:
        """Save at once, the play head's place too; False if that did not succeed."""
        if self._resting.isActive():
            self._resting.stop()
            self._keep_place()
        return self.flush()

    def close(self) -> bool:
        """Save and close the session; False if something could not be saved."""
        self._resting.stop()
        saved = [each.close(SAVING_TIMEOUT_S) for each in (*self._leaving, self._open)]
        return all(saved)

    def _show(self, restored: Restored | None, then: Callable[[], object] = lambda: None) -> None:
        """Show a session from the library, or an empty one, in the place of the one that is open."""
        self._leave(self._open, then)
        self._open = OpenSession(self.library, self._failed.emit, restored.folder if restored else None)
        self.record = restored.record if restored else Record.new()
        clips = restored.clips if restored else {}
        self._known = {side: (clip, self.record.shown[side]) for side, clip in clips.items()}
        self._written = {
            self.record.shown[side]: c.whole_motion for side, c in clips.items() if c.whole_motion
        }
        focus = restored.focus if restored else EVERYTHING
        origins = restored_origins(self.setting(ORIGINS))
        compared = (*(clip.motion for clip in clips.values()), focus, origins)
        self._compared = self._restored = compared if self._attempt() else ()
        self._left = None
        self._notes.show(self.record.notes)
        self._session.restore(clips, focus, origins)
        place = self.record.settings.get(PLACE)
        self._clock.seek(float(place) if isinstance(place, int | float) else self._clock.span[0])
        self._resting.stop()
        self.switched.emit()
        self.changed.emit()
        if restored and restored.problems:
            message = " ".join(restored.problems)
            self._session.jobs.failed.emit(Failure(self.tr("Opening the session"), message, message))

    def _leave(self, left: OpenSession, then: Callable[[], object]) -> None:
        def closed(_: Any) -> None:
            self._leaving.remove(left)
            then()

        self._leaving.append(left)
        title = self.tr("Saving the session")
        self._session.jobs.start(title, lambda _: left.close(SAVING_TIMEOUT_S), closed)

    def _offer(self, found: tuple[str, Record] | None) -> None:
        if found is not None and self.id is None:
            self._left, record = found
            self.offered.emit(record)

    def _keep_clip(self, side: Side) -> None:
        clip = self._session.clips[side]
        if clip is None:
            return
        known, _ = self._known.get(side, (None, ""))
        if known is clip:
            return
        kept = kept_clip(side, clip, self._kept_before(side, clip), self._open.path)
        self._known[side] = clip, kept.id
        files: dict[str, Write] = {}
        motion = clip.whole_motion
        if motion is not None and self._written.get(kept.id) is not motion:
            self._written[kept.id] = motion
            files = clip_files(kept, clip)
        shown = {**self.record.shown, side.value: kept.id}
        self._change(files, clips=self.record.with_clip(kept).clips, shown=shown)

    def _kept_before(self, side: Side, clip: Clip) -> KeptClip | None:
        """What is kept of the clip so far: of the one that is shown, or of one that was shown earlier."""
        known, identity = self._known.get(side, (None, ""))
        if known is not None and known.path == clip.path:
            return self.record.clip(identity)
        folder = self._open.path or Path()
        for kept in self.record.clips:
            path = folder / kept.file if kept.file else Path(kept.original or "")
            if kept.side == side and path == clip.path.absolute():
                return kept
        return None

    def _attempt(self) -> Attempt | None:
        """The attempt with the clips that are shown, if it has been kept."""
        shown = tuple(self.record.shown.get(side) for side in Side)
        tried = (attempt for attempt in self.record.attempts if (attempt.trainee, attempt.coach) == shown)
        return next(tried, None)

    def _keep_attempt(self) -> None:
        result = self._session.result
        if result is None:
            return
        motions = result.trainee.motion, result.coach.motion
        compared = (*motions, result.comparison.focus, result.origins)
        if compared == self._compared:  # motions are equal only to themselves
            return  # what was measured of these has been kept, perhaps months ago
        self._compared = compared
        trainee, coach = (self.record.shown[side] for side in Side)
        attempt = kept_attempt(result, trainee, coach, self._attempt())
        self._change(self._words_of(attempt), attempts=self.record.with_attempt(attempt).attempts)

    def _words_of(self, attempt: Attempt) -> dict[str, Write]:
        """What is said of this attempt, by its place in the folder."""
        correction = self.said()
        assert correction is not None
        words = correction.dumps().encode()
        return {str(attempt.correction): lambda path: _fill(path, words)}

    def _keep_origins(self) -> None:
        origins = self._session.origins
        if origins is not None or self.setting(ORIGINS) is not None:
            self.set(ORIGINS, list(origins) if origins else None)

    def _keep_place(self) -> None:
        if self.record.clips and not self._clock.playing:
            # Looking at an old session does not make it a new one: `changed` stays.
            settings = {**self.record.settings, PLACE: round(self._clock.time_s, 3)}
            self.record = replace(self.record, settings=settings)
            self._open.change(self.record)

    def _change(self, files: dict[str, Write] | None = None, **changes: Any) -> None:
        if files or any(getattr(self.record, name) != value for name, value in changes.items()):
            self.record = self.record.edited(**changes)
            self._open.change(self.record, files)

    def _on_failed(self, error: Exception) -> None:
        self._session.jobs.failed.emit(Failure.of(error, self.tr("Saving the session")))


def _fill(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _unfinished(library: Library) -> tuple[str, Record] | None:
    for folder in library.unfinished():
        try:
            return folder.id, folder.read().record
        except CaptureError:
            continue  # it stays in the list, which says why it cannot be opened
    return None


def _restored(folder: SessionFolder) -> Restored:
    """Read a session and what it shows. Raises LibraryError; the folder is then not held."""
    folder.hold()
    try:
        record, warning = folder.read()
        clips, problems = {}, [warning]
        for side in Side:
            if side in record.shown:
                clip, problem = restored_clip(record.clip(record.shown[side]), folder)
                problems.append(problem)
                if clip is not None:
                    clips[side] = clip
        focus, problem = restored_focus(record.settings.get(FOCUS, {}))
        problems.append(problem)
    except BaseException:
        folder.release()
        raise
    return Restored(folder, record, clips, focus, tuple(filter(None, problems)))
