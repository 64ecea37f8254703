"""Reading session.json: whatever is in the file, a Record or an error comes out."""

import json
import math
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, NoReturn, TypeVar

from capture.errors import SessionFileError
from capture.library.record import VERSION, Attempt, Clip, Note, Person, Record

MAX_BYTES = 32_000_000
FIRST_YEAR, LAST_YEAR = 1970, 2999
Item = TypeVar("Item")


class NewerVersionError(SessionFileError):
    """The session was written by a newer version of the program."""


class _Wrong(Exception):  # noqa: N818 - a turn in the reading, told to the user as SessionFileError
    """What is wrong with the file, as the end of a sentence."""


def parse_record(content: bytes) -> Record:
    """The record in the bytes of a session.json. Raises SessionFileError."""
    if len(content) > MAX_BYTES:
        raise SessionFileError("The session file is damaged: it is far too large.")
    try:
        return _record(_Fields(json.loads(content, parse_constant=_no_constant)))
    except (ValueError, OverflowError, RecursionError) as error:
        raise SessionFileError("The session file is damaged: it cannot be read as JSON.") from error
    except _Wrong as wrong:
        raise SessionFileError(f"The session file is damaged: {wrong}.") from wrong


class _Fields:
    """The fields of a JSON object, checked as they are taken."""

    def __init__(self, data: Any) -> None:
        if not isinstance(data, dict):
            raise _Wrong("an object is missing")
        self._data = data

    def get(self, name: str, kind: type[Item]) -> Item:
        """The field, which must be there and of that kind."""
        value = self._data.get(name)
        # JSON's true is no number, though Python's is.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _Wrong(f"“{name}” is missing or of the wrong kind")
        return _sound(value)

    def text(self, name: str) -> str | None:
        """The text, or None if there is none."""
        return None if self._data.get(name) is None else self.get(name, str)

    def identity(self, name: str) -> str:
        """An id, which may become part of a file's name."""
        text = self.get(name, str)
        if not re.fullmatch(r"[0-9A-Za-z_-]{1,64}", text):
            raise _Wrong(f"“{name}” is no id")
        return text

    def moment(self, name: str) -> datetime:
        """The time, which must say its zone."""
        moment = datetime.fromisoformat(self.get(name, str))
        if moment.tzinfo is None:
            raise _Wrong(f"“{name}” lacks its time zone")
        # Beyond these, some systems cannot say what a local clock would show.
        if not FIRST_YEAR <= moment.astimezone(UTC).year <= LAST_YEAR:
            raise _Wrong(f"“{name}” is no time of a session")
        return moment

    def number(self, name: str) -> float:
        """The number, which must be finite."""
        value: float = self.get(name, int | float)  # type: ignore[arg-type]
        return float(value)

    def mapping(self, name: str, kind: Any) -> dict[str, Any]:
        """The object, all of whose values are of that kind."""
        inner = _Fields(self.get(name, dict))
        return {key: inner.get(key, kind) for key in inner._data}

    def inside(self, name: str) -> str | None:
        """The place of a file, which must not lead out of the session folder."""
        text = self.text(name)
        if text is None:
            return None
        place = PurePosixPath(text)
        if not place.parts or ".." in place.parts or place.is_absolute() or PureWindowsPath(text).drive:
            raise _Wrong(f"“{name}” leads out of its folder")
        if "\\" in text or "\0" in text:
            raise _Wrong(f"“{name}” is no file name")
        return text

    def each(self, name: str, make: Callable[["_Fields"], Item]) -> tuple[Item, ...]:
        """What make takes from every object in the list; no two may share an id."""
        items = tuple(make(_Fields(data)) for data in self.get(name, list))
        if len({item.id for item in items}) < len(items):  # type: ignore[attr-defined]
            raise _Wrong(f"two of its {name} have the same id")
        return items


def _record(fields: _Fields) -> Record:
    if fields.get("version", int) > VERSION:
        raise NewerVersionError(
            "This session was saved by a newer version of Coach. Update Coach to open it."
        )
    record = Record(
        fields.moment("created"),
        fields.moment("changed"),
        fields.get("title", str),
        fields.get("exercise", str),
        _person(fields),
        fields.each("clips", _clip),
        fields.mapping("shown", str),
        fields.each("attempts", _attempt),
        fields.each("notes", _note),
        fields.get("settings", dict),
    )
    known = {clip.id for clip in record.clips}
    tried = {identity for attempt in record.attempts for identity in (attempt.trainee, attempt.coach)}
    if not known >= {*record.shown.values(), *tried}:
        raise _Wrong("it speaks of a clip that it does not have")
    return record


def _person(fields: _Fields) -> Person | None:
    if fields._data.get("person") is None:
        return None
    person = _Fields(fields.get("person", dict))
    return Person(person.identity("id"), person.get("name", str))


def _clip(fields: _Fields) -> Clip:
    clip = Clip(
        fields.identity("id"),
        fields.get("side", str),
        fields.get("name", str),
        fields.inside("file"),
        fields.text("original"),
        fields.text("content"),
        fields.inside("motion"),
        fields.inside("track"),
        fields.get("said", dict),
    )
    if clip.file is None and not clip.original:
        raise _Wrong("a clip has no file")
    return clip


def _attempt(fields: _Fields) -> Attempt:
    scores = {name: float(score) for name, score in fields.mapping("scores", int | float).items()}
    return Attempt(
        fields.identity("id"),
        fields.moment("made"),
        fields.get("trainee", str),
        fields.get("coach", str),
        fields.inside("correction"),
        scores,
    )


def _note(fields: _Fields) -> Note:
    return Note(
        fields.identity("id"), fields.number("time_s"), fields.get("text", str), fields.moment("written")
    )


def _sound(value: Any) -> Any:
    """The value, in which every text can be written again and every number is finite."""
    match value:
        case str():
            if "\0" in value:
                raise _Wrong("a text holds what is no character")
            value.encode()  # half of a pair of surrogates raises UnicodeEncodeError, a ValueError
        case int() | float():
            if not math.isfinite(value):
                raise _Wrong("a number is not finite")
        case dict():
            for key, inner in value.items():
                _sound(key), _sound(inner)
        case list():
            for inner in value:
                _sound(inner)
    return value


def _no_constant(name: str) -> NoReturn:
    raise _Wrong(f"{name} is no number")
