"""Keys: the one table of what can be done with a key, and the user's own bindings.

A new shortcut is a line in `ACTIONS` and a call of `Keys.bind` where its action is at hand.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.preferences import preferences
from inference.errors import CoachError

# Where a key works. One place within another shares its keys: a key of the session is also one of its notes.
EVERYWHERE, SESSION, NOTES = "", "session", "session/notes"
WORDS, ATTEMPTS = "session/words", "session/attempts"
LIBRARY, LIBRARY_LIST, RECORD, TRAINEE = "library", "library/list", "record", "trainee"
PLACES: dict[str, object] = {
    EVERYWHERE: QT_TRANSLATE_NOOP("Keys", "Everywhere"),
    SESSION: QT_TRANSLATE_NOOP("Keys", "Session"),
    NOTES: QT_TRANSLATE_NOOP("Keys", "List of notes"),
    WORDS: QT_TRANSLATE_NOOP("Keys", "Words"),
    LIBRARY: QT_TRANSLATE_NOOP("Keys", "Library"),
    LIBRARY_LIST: QT_TRANSLATE_NOOP("Keys", "List of sessions"),
    RECORD: QT_TRANSLATE_NOOP("Keys", "Recording"),
    ATTEMPTS: QT_TRANSLATE_NOOP("Keys", "Attempts"),
    TRAINEE: QT_TRANSLATE_NOOP("Keys", "Trainee view"),
}
# They walk through the window and press what is chosen; without them it cannot be used by keyboard.
RESERVED = [QKeySequence(key) for key in ("Tab", "Backtab", "Shift+Tab", "Shift+Backtab", "Return", "Enter")]
SETTINGS, SETTING = "keys", "keys/{}"


class KeyRefusedError(CoachError):
    """A key cannot be bound: it has another meaning in the same place."""


@dataclass(frozen=True)
class Action:
    """Something a key does: what the user reads, where it works, and its keys as first shipped."""

    title: str
    place: str
    keys: tuple[str, ...]

    def meets(self, other: "Action") -> bool:
        """Whether both can be meant by a key pressed in the same place."""
        outer, inner = sorted((self.place, other.place), key=len)
        return outer in (EVERYWHERE, inner) or inner.startswith(f"{outer}/")


def _action(title: object, place: str, *keys: str) -> Action:
    return Action(str(title), place, keys)


ACTIONS: dict[str, Action] = {
    "keys": _action(QT_TRANSLATE_NOOP("Keys", "Show all keys"), EVERYWHERE, "F1", "?"),
    "tour": _action(QT_TRANSLATE_NOOP("Keys", "Show me around"), EVERYWHERE, "Shift+F1"),
    "larger_text": _action(QT_TRANSLATE_NOOP("Keys", "Larger text"), EVERYWHERE, "Ctrl++", "Ctrl+="),
    "smaller_text": _action(QT_TRANSLATE_NOOP("Keys", "Smaller text"), EVERYWHERE, "Ctrl+-"),
    "usual_text": _action(QT_TRANSLATE_NOOP("Keys", "Text of the usual size"), EVERYWHERE, "Ctrl+0"),
    "library": _action(QT_TRANSLATE_NOOP("Keys", "Open the library"), EVERYWHERE, "Ctrl+L"),
    "new_session": _action(QT_TRANSLATE_NOOP("Keys", "Begin a new session"), EVERYWHERE, "Ctrl+N"),
    "play_or_pause": _action(QT_TRANSLATE_NOOP("Keys", "Play or pause"), SESSION, "Space"),
    "pause": _action(QT_TRANSLATE_NOOP("Keys", "Pause"), SESSION, "K"),
    "play": _action(QT_TRANSLATE_NOOP("Keys", "Play; again: faster"), SESSION, "L"),
    "play_back": _action(QT_TRANSLATE_NOOP("Keys", "Play backwards; again: faster"), SESSION, "J"),
    "frame_back": _action(QT_TRANSLATE_NOOP("Keys", "One frame back"), SESSION, ","),
    "frame_forward": _action(QT_TRANSLATE_NOOP("Keys", "One frame forward"), SESSION, "."),
    "second_back": _action(QT_TRANSLATE_NOOP("Keys", "One second back"), SESSION, "Left"),
    "second_forward": _action(QT_TRANSLATE_NOOP("Keys", "One second forward"), SESSION, "Right"),
    "loop_start": _action(QT_TRANSLATE_NOOP("Keys", "Loop from here"), SESSION, "I", "["),
    "loop_end": _action(QT_TRANSLATE_NOOP("Keys", "Loop up to here"), SESSION, "O", "]"),
    "loop_everything": _action(QT_TRANSLATE_NOOP("Keys", "Loop everything"), SESSION, "X"),
    "repetition_before": _action(QT_TRANSLATE_NOOP("Keys", "Loop the previous repetition"), SESSION, "PgUp"),
    "repetition_after": _action(QT_TRANSLATE_NOOP("Keys", "Loop the next repetition"), SESSION, "PgDown"),
    "finding_before": _action(QT_TRANSLATE_NOOP("Keys", "Previous finding"), SESSION, "Up"),
    "finding_after": _action(QT_TRANSLATE_NOOP("Keys", "Next finding"), SESSION, "Down"),
    "show_me": _action(QT_TRANSLATE_NOOP("Keys", "Show the corrected movement"), SESSION, "S"),
    "beside": _action(QT_TRANSLATE_NOOP("Keys", "Clips side by side"), SESSION, "1"),
    "stacked": _action(QT_TRANSLATE_NOOP("Keys", "Clips stacked"), SESSION, "2"),
    "superposed": _action(QT_TRANSLATE_NOOP("Keys", "Clips superposed"), SESSION, "3"),
    "solid": _action(QT_TRANSLATE_NOOP("Keys", "3-D only"), SESSION, "4"),
    "blend_less": _action(QT_TRANSLATE_NOOP("Keys", "Superposed: more of the trainee"), SESSION, "-"),
    "blend_more": _action(QT_TRANSLATE_NOOP("Keys", "Superposed: more of the coach"), SESSION, "+", "="),
    "same_moment": _action(QT_TRANSLATE_NOOP("Keys", "Set the same moment in both clips"), SESSION, "M"),
    "coach_back": _action(QT_TRANSLATE_NOOP("Keys", "Same moment: coach one frame back"), SESSION, "Ctrl+,"),
    "coach_on": _action(QT_TRANSLATE_NOOP("Keys", "Same moment: coach one frame on"), SESSION, "Ctrl+."),
    "note": _action(QT_TRANSLATE_NOOP("Keys", "Write a note at this moment"), SESSION, "N"),
    "measure": _action(QT_TRANSLATE_NOOP("Keys", "Show the measurements"), SESSION, "Ctrl+M"),
    "view_front": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: from the front"), SESSION, "Ctrl+1"),
    "view_side": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: from the side"), SESSION, "Ctrl+2"),
    "view_back": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: from behind"), SESSION, "Ctrl+3"),
    "view_top": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: from above"), SESSION, "Ctrl+4"),
    "view_oblique": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: obliquely"), SESSION, "Ctrl+5"),
    "view_follow": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: follow the person"), SESSION, "Ctrl+6"),
    "view_video": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: from the video's camera"), SESSION, "Ctrl+7"),
    "view_reset": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: put the camera back"), SESSION, "Ctrl+8"),
    "bodies": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: bodies or skeletons"), SESSION, "B"),
    "trails": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: paths of the joints"), SESSION, "D"),
    "ghosts": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: ghosts before and after"), SESSION, "G"),
    "level_floor": _action(QT_TRANSLATE_NOOP("Keys", "3-D view: level the floor"), SESSION, "F"),
    "open_trainee": _action(QT_TRANSLATE_NOOP("Keys", "Open the trainee's clip"), SESSION, "Ctrl+O"),
    "open_coach": _action(QT_TRANSLATE_NOOP("Keys", "Open the coach's clip"), SESSION, "Ctrl+Shift+O"),
    "save_report": _action(QT_TRANSLATE_NOOP("Keys", "Save the report"), SESSION, "Ctrl+S"),
    "try_again": _action(QT_TRANSLATE_NOOP("Keys", "Try again"), SESSION, "T"),
    "trainee_view": _action(QT_TRANSLATE_NOOP("Keys", "Trainee view: all of the screen"), SESSION, "F11"),
    "press": _action(QT_TRANSLATE_NOOP("Keys", "Press the large button"), TRAINEE, "T", "Space"),
    "hands_free": _action(QT_TRANSLATE_NOOP("Keys", "Hands-free, or not"), TRAINEE, "H"),
    "leave_trainee": _action(QT_TRANSLATE_NOOP("Keys", "Back to the session"), TRAINEE, "Esc", "F11"),
    "undo_words": _action(QT_TRANSLATE_NOOP("Keys", "Take back a change of the words"), WORDS, "Ctrl+Z"),
    "redo_words": _action(
        QT_TRANSLATE_NOOP("Keys", "Change the words again"), WORDS, "Ctrl+Shift+Z", "Ctrl+Y"
    ),
    "remove_note": _action(QT_TRANSLATE_NOOP("Keys", "Remove the note"), NOTES, "Del"),
    "remove_attempt": _action(QT_TRANSLATE_NOOP("Keys", "Move the attempt to the bin"), ATTEMPTS, "Del"),
    "leave_library": _action(QT_TRANSLATE_NOOP("Keys", "Back to the session"), LIBRARY, "Esc"),
    "search_library": _action(QT_TRANSLATE_NOOP("Keys", "Search sessions"), LIBRARY, "Ctrl+F"),
    "delete_session": _action(QT_TRANSLATE_NOOP("Keys", "Delete the session"), LIBRARY_LIST, "Del"),
    "record": _action(QT_TRANSLATE_NOOP("Keys", "Begin or end the recording"), RECORD, "R"),
}


class Keys(QObject):
    """Which keys do what: as shipped, unless the user has bound others. `changed`: some are others now."""

    changed = Signal()

    def bind(self, name: str, parent: QObject, call: Callable[[], object], *, focused: bool = False) -> None:
        """Let the keys of action `name` call `call` while the widget `parent` is shown.

        focused: only while it, or a widget within it, has the keyboard.
        """
        shortcut = _Shortcut(self, name, parent)
        if focused:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)

    def of(self, name: str) -> list[QKeySequence]:
        """The keys of action `name`, as shipped or as bound by the user."""
        if (own := _own(name)) is not None:
            return own
        # What the user has bound elsewhere counts more than what was shipped here.
        taken = [key for other in _meeting(name) for key in _own(other) or []]
        shipped = [QKeySequence(key) for key in ACTIONS[name].keys]
        return [key for key in shipped if key not in taken]

    def text(self, name: str) -> str:
        """The keys of action `name` as the user's system writes them; empty if it has none."""
        return "  ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in self.of(name))

    def is_shipped(self, name: str) -> bool:
        """Whether the user has left action `name` as it was."""
        return _own(name) is None

    def set(self, name: str, *keys: QKeySequence) -> None:
        """Bind action `name` to these keys alone, from now on; none: to no key.

        Raises KeyRefusedError if a key has another meaning there.
        """
        for key in keys:
            self._check(name, key)
        written = QKeySequence.listToString(list(keys), QKeySequence.SequenceFormat.PortableText)
        preferences().setValue(SETTING.format(name), written)
        self.changed.emit()

    def restore(self, name: str | None = None) -> None:
        """Give action `name`, or all of them, the keys as shipped. Raises KeyRefusedError if one is taken."""
        if name is not None:
            for key in ACTIONS[name].keys:
                self._check(name, QKeySequence(key))
        preferences().remove(SETTING.format(name) if name else SETTINGS)
        self.changed.emit()

    def _check(self, name: str, key: QKeySequence) -> None:
        written = key.toString(QKeySequence.SequenceFormat.NativeText)
        if key in RESERVED:
            sentence = self.tr("“{key}” moves through the window and stays so. Choose another key.")
            raise KeyRefusedError(sentence.format(key=written))
        for other in _meeting(name):
            if key in self.of(other):
                sentence = self.tr("“{key}” already means “{title}”. Choose another key, or change that.")
                raise KeyRefusedError(sentence.format(key=written, title=title(other)))


class _Shortcut(QShortcut):
    """A shortcut whose keys follow the table."""

    def __init__(self, keys: Keys, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._name = keys, name
        keys.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setKeys(self._table.of(self._name))


def place(name: str) -> str:
    """Where action `name` can be done, in the user's language."""
    return QCoreApplication.translate("Keys", str(PLACES[ACTIONS[name].place]))


def title(name: str) -> str:
    """What action `name` does, in the user's language."""
    return QCoreApplication.translate("Keys", ACTIONS[name].title)


def _meeting(name: str) -> list[str]:
    """The other actions that a key of action `name` could be mistaken for."""
    return [other for other in ACTIONS if other != name and ACTIONS[other].meets(ACTIONS[name])]


def _own(name: str) -> list[QKeySequence] | None:
    """What the user has bound action `name` to; None: nothing that can be read."""
    written = preferences().value(SETTING.format(name))
    if not isinstance(written, str):
        return None
    listed = QKeySequence.listFromString(written, QKeySequence.SequenceFormat.PortableText)
    keys = [key for key in listed if key.toString()]
    return keys if keys or not written else None
