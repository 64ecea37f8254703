"""Record of a session: its clips, attempts, notes and settings, as session.json holds them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

VERSION = 1


def new_id() -> str:
    """A name that no other thing has."""
    return uuid4().hex


def now() -> datetime:
    """This moment, UTC, to the second: more would say nothing to anybody."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Person:
    """Whose session it is. Two people may have one name, so the id tells them apart."""

    id: str
    name: str


@dataclass(frozen=True)
class Clip:
    """A video or motion file of a session.

    file: its place inside the session folder, if it was recorded or copied there; original: where an imported
    one lies, which is never modified. At least one is set. content: SHA-256 of its bytes, by which cached
    results of it are found; motion, track: files in the folder; said: what the user said about it.
    """

    id: str
    side: str
    name: str
    file: str | None = None
    original: str | None = None
    content: str | None = None
    motion: str | None = None
    track: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Attempt:
    """One try of the trainee against a coach's clip (ids of clips), with its scores by name.

    correction: file in the folder with the words and measurements.
    """

    id: str
    made: datetime
    trainee: str
    coach: str
    correction: str | None = None
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """What somebody wrote at a time of the trainee's clip, in seconds of its clock."""

    id: str
    time_s: float
    text: str
    written: datetime


@dataclass(frozen=True)
class Record:
    """Everything a session.json says; immutable, so that a snapshot can be saved while work goes on.

    person: None while nobody has been named; shown: the id of the clip on each side; settings: whatever the
    program wants to find again (focus, pins, edited texts, place on the time line), as plain JSON.
    """

    created: datetime
    changed: datetime
    title: str = ""
    exercise: str = ""
    person: Person | None = None
    clips: tuple[Clip, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    notes: tuple[Note, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def new(cls) -> "Record":
        """The record of a session that begins now."""
        return cls(now(), now())

    def edited(self, **changes: Any) -> "Record":
        """The record with these fields changed now."""
        return replace(self, changed=now(), **changes)

    def clip(self, identity: str) -> Clip:
        """The clip of that id. Raises KeyError."""
        return {clip.id: clip for clip in self.clips}[identity]

    def with_clip(self, clip: Clip) -> "Record":
        """The record with this clip in the place of the one of its id, or added."""
        others = {other.id: other for other in self.clips}
        return self.edited(clips=tuple((others | {clip.id: clip}).values()))

    def with_attempt(self, attempt: Attempt) -> "Record":
        """The record with this attempt in the place of the one of its id, or added."""
        others = {other.id: other for other in self.attempts}
        return self.edited(attempts=tuple((others | {attempt.id: attempt}).values()))

    def to_json(self) -> dict[str, Any]:
        """The record as session.json holds it."""
        data = asdict(self) | {"created": self.created.isoformat(), "changed": self.changed.isoformat()}
        for attempt in data["attempts"]:
            attempt["made"] = attempt["made"].isoformat()
        for note in data["notes"]:
            note["written"] = note["written"].isoformat()
        return {"version": VERSION} | data
