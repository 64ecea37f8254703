"""Sessions for tests: records with people, clips and notes, and a library that holds them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from capture.library.folder import SESSION
from capture.library.library import SESSIONS, Library
from capture.library.record import Attempt, Clip, Note, Person, Record, new_id

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def note(text: str, time_s: float = 1.0) -> Note:
    return Note(new_id(), time_s, text, BEGAN)


def record(
    name: str = "", *notes: str, exercise: str = "squat", days: int = 0, person_id: str = ""
) -> Record:
    """A session of that person, so many days after the first, with two imported clips and one attempt."""
    trainee = Clip("trainee1", "trainee", "me.mp4", original="/videos/me.mp4", content="ab" * 32)
    coach = Clip("coach1", "coach", "coach.mp4", original="/videos/coach.mp4", motion="motions/coach.npz")
    began = BEGAN + timedelta(days=days)
    return Record(
        began,
        began,
        title=f"Day {days}",
        exercise=exercise,
        person=Person(person_id or f"id-{name.encode().hex()}", name) if name else None,
        clips=(trainee, coach),
        shown={"trainee": trainee.id, "coach": coach.id},
        attempts=(Attempt("first", began, trainee.id, coach.id, "corrections/first.json", {"all": 0.8}),),
        notes=tuple(note(text) for text in notes),
        settings={"focus": {"channels": ["left_knee_flexion"]}, "place": {"time_s": 2.5}},
    )


def kept(library: Library, saved: Record) -> str:
    """Put a session into the library, closed; its id."""
    folder = library.create(saved)
    folder.release()
    return folder.id


def with_recording(library: Library, saved: Record, content: bytes) -> tuple[str, Path]:
    """A closed session with a clip that was recorded inside; its id and the recording."""
    clip = Clip("rec1", "trainee", "recording.mkv", file="clips/rec1.mkv")
    folder = library.create(replace(saved, clips=(*saved.clips, clip)))
    path = folder.clip_path(clip)
    path.write_bytes(content)
    folder.release()
    return folder.id, path


def many(root: Path, count: int) -> Library:
    """A library of so many sessions of 50 people, written as another program would: the index knows none."""
    for day in range(count):
        folder = root / SESSIONS / f"session-{day:04}"
        folder.mkdir(parents=True)
        saved = record(f"Person {day % 50}", "knees fall in " * 20, days=day)
        (folder / SESSION).write_text(json.dumps(saved.to_json()))
    return Library(root)
