"""Erasing a person: everything of theirs goes for good. (To the bin: Library.delete.)"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from capture.errors import SessionFileError
from capture.library.folder import DAMAGED, OPEN, PREVIOUS, SessionFolder, explained
from capture.library.library import Library
from capture.library.record import Record, now
from capture.video.content import content_hash

# Removes what was cached of a clip, known by its content's hash; returns how many files went.
Forget = Callable[[str], int]


@dataclass(frozen=True)
class Erasure:
    """What erasing a person takes away: sessions (ids), with files, recordings and pictures inside.

    originals: imported files, which are never touched; borrowed_by: others' sessions that show a clip
    recorded in one of these; unreadable: sessions of which nobody can say whose they are.
    """

    person_id: str
    sessions: tuple[str, ...]
    files: int
    size_bytes: int
    originals: tuple[str, ...]
    borrowed_by: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
    """What was erased, when, and how many cached results of the clips went with it."""

    erasure: Erasure
    erased: datetime
    cached: int


class _Found(NamedTuple):
    theirs: list[tuple[SessionFolder, Record]]
    others: list[tuple[SessionFolder, Record]]
    unreadable: list[SessionFolder]


def what_would_go(library: Library, person_id: str) -> Erasure:
    """What erase_person would take away; nothing is changed."""
    return _erasure(person_id, _find(library, person_id))


def erase_person(library: Library, person_id: str, forget: Forget) -> Receipt:
    """Erase a person's sessions, what was recorded, computed and cached of them, and their name in the index.

    It cannot be undone. Nothing goes while one of the sessions is open in a window. If it breaks off, what is
    left is still listed under the person, and it can be done again. Raises LibraryError.
    """
    found = _find(library, person_id)
    erasure = _erasure(person_id, found)
    with ExitStack() as held:
        for folder, _ in found.theirs:
            folder.hold()
            held.callback(folder.release)
    cached = 0
    for folder, record in found.theirs:
        cached += sum(forget(content) for content in _contents(folder, record))
        folder.remove_forever()
    for folder, _ in found.others:
        _forget_name(folder, person_id)
    library.index.update([], removed=erasure.sessions)
    library.index.scrub()
    return Receipt(erasure, now(), cached)


def _find(library: Library, person_id: str) -> _Found:
    """All sessions, by whose they are. The folders are asked, not the index."""
    found = _Found([], [], [])
    for folder in library.folders():
        try:
            record = folder.read().record
        except SessionFileError:
            found.unreadable.append(folder)
            continue
        is_theirs = record.person is not None and record.person.id == person_id
        (found.theirs if is_theirs else found.others).append((folder, record))
    return found


def _erasure(person_id: str, found: _Found) -> Erasure:
    folders = [folder for folder, _ in found.theirs]
    inside = (path for folder in folders for path in folder.path.rglob("*"))
    files = [path for path in inside if path.is_file() and path.name != OPEN]
    clips = [clip for _, record in found.theirs for clip in record.clips]
    borrowed = [
        other.id
        for other, record in found.others
        if any(_lies_in(Path(clip.original), folders) for clip in record.clips if clip.original)
    ]
    return Erasure(
        person_id,
        tuple(folder.id for folder in folders),
        len(files),
        sum(path.stat().st_size for path in files),
        tuple(sorted({clip.original for clip in clips if clip.original})),
        tuple(borrowed),
        tuple(folder.id for folder in found.unreadable),
    )


def _lies_in(path: Path, folders: Sequence[SessionFolder]) -> bool:
    return any(path.is_relative_to(folder.path) for folder in folders)


def _contents(folder: SessionFolder, record: Record) -> set[str]:
    """The hashes of all clips, as far as they are known or can still be computed."""
    known = {clip.content for clip in record.clips if clip.content}
    unknown = [folder.clip_path(clip) for clip in record.clips if not clip.content]
    return known | {content_hash(path) for path in unknown if path.is_file()}


def _forget_name(folder: SessionFolder, person_id: str) -> None:
    """Earlier versions of a session may name whose it was before it was given to somebody else."""
    with explained("erase a name"):
        for name in (PREVIOUS, DAMAGED):
            file = folder.path / name
            if file.exists() and person_id.encode() in file.read_bytes():
                file.unlink()
