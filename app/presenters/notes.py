"""Notes: what was written on the time line, with undo."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.presenters.clock import Clock
from capture.library.record import Note, new_id, now

Noted = tuple[Note, ...]


class Notes(QObject):
    """The session's notes in the order of time. `changed`: one was added, edited, removed or restored."""

    changed = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notes: Noted = ()
        self._clock = clock
        self._done: list[Noted] = []
        self._undone: list[Noted] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that was taken back."""
        return bool(self._undone)

    def show(self, notes: Noted) -> None:
        """Replace all by the notes of another session, whose changes begin anew."""
        self._done, self._undone = [], []
        self._set(notes)

    def add(self, text: str) -> None:
        """Write a note at the play head; an empty one is none."""
        if text.strip():
            self._change((*self.notes, Note(new_id(), self._clock.time_s, text.strip(), now())))

    def edit(self, identity: str, text: str) -> None:
        """Change a note's text; without any, it is removed."""
        if not text.strip():
            self.remove(identity)
            return
        changed = [replace(n, text=text.strip()) if n.id == identity else n for n in self.notes]
        if tuple(changed) != self.notes:
            self._change(tuple(changed))

    def remove(self, identity: str) -> None:
        """Take a note away; undo brings it back."""
        self._change(tuple(note for note in self.notes if note.id != identity))

    def go_to(self, identity: str) -> None:
        """Hold the clock where the note was written."""
        (note,) = (note for note in self.notes if note.id == identity)
        self._clock.pause()
        self._clock.seek(note.time_s)

    def undo(self) -> None:
        """Take the last change back."""
        if self._done:
            self._undone.append(self.notes)
            self._set(self._done.pop())

    def redo(self) -> None:
        """Make the change again that was taken back."""
        if self._undone:
            self._done.append(self.notes)
            self._set(self._undone.pop())

    def _change(self, notes: Noted) -> None:
        self._done.append(self.notes)
        self._undone.clear()
        self._set(notes)

    def _set(self, notes: Noted) -> None:
        self.notes = tuple(sorted(notes, key=lambda note: note.time_s))
        self.changed.emit()
