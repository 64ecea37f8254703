import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sessions import kept, record, with_recording

from capture.errors import LibraryError
from capture.library import folder
from capture.library.erase import erase_person, what_would_go
from capture.library.library import Library
from capture.library.record import Clip
from capture.video import content_hash

NAME, RECORDING = "Xanthippe Quillfeather", b"moving pictures of her"


class Cache:
    """Stands for what was computed of clips."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []

    def __call__(self, content: str) -> int:
        self.forgotten.append(content)
        return 2


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "imported.mp4"
    path.write_bytes(b"an imported film")
    return path


@pytest.fixture
def hers(library: Library, original: Path) -> list[str]:
    """Two sessions of hers, one with a recording inside and an imported clip."""
    film = Clip("film", "trainee", "imported.mp4", original=str(original))
    first, _ = with_recording(library, record(NAME, "her knees").with_clip(film), RECORDING)
    return [first, kept(library, record(NAME, days=1))]


def person_of(library: Library) -> str:
    return next(person.id for person, _ in library.index.people() if person.name == NAME)


def mentions(root: Path, *words: bytes) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and any(w in path.read_bytes() for w in words)]


def test_nothing_of_a_person_is_left(library, hers, original):
    kept(library, record("Somebody else"))
    person_id, cache = person_of(library), Cache()
    searched = [NAME.encode(), NAME.casefold().encode(), b"her knees", RECORDING, person_id.encode()]
    assert mentions(library.root, *searched)
    receipt = erase_person(library, person_id, cache)
    assert set(receipt.erasure.sessions) == set(hers)
    assert mentions(library.root, *searched) == []
    assert [entry.person.name for entry in library.index.search()] == ["Somebody else"]
    assert [person.name for person, _ in library.index.people()] == ["Somebody else"]
    assert original.read_bytes() == b"an imported film"


def test_what_was_cached_of_every_clip_is_forgotten(library, hers, original):
    cache = Cache()
    receipt = erase_person(library, person_of(library), cache)
    recording = hashlib.sha256(RECORDING).hexdigest()
    assert {"ab" * 32, content_hash(original), recording} <= set(cache.forgotten)
    assert receipt.cached == 2 * len(cache.forgotten)


def test_what_would_go_is_what_goes_and_asking_changes_nothing(library, hers, original):
    person_id = person_of(library)
    asked = what_would_go(library, person_id)
    assert len(library.index.search(person=person_id)) == 2
    assert erase_person(library, person_id, Cache()).erasure == asked
    assert str(original) in asked.originals
    assert asked.files >= 3
    assert asked.size_bytes > len(RECORDING)


def test_others_who_show_her_recording_are_named(library, hers):
    path = library.folder(hers[0]).path / "clips/rec1.mkv"
    borrowed = Clip("borrowed", "coach", "her film", original=str(path))
    other = kept(library, record("Other").with_clip(borrowed))
    assert what_would_go(library, person_of(library)).borrowed_by == (other,)


def test_a_session_that_was_hers_no_longer_names_her(library):
    identity = kept(library, record(NAME))
    kept(library, record(NAME, days=1))
    person_id = person_of(library)
    library.edit(identity, person=None)
    erase_person(library, person_id, Cache())
    assert [entry.id for entry in library.index.search()] == [identity]
    assert mentions(library.root, NAME.encode(), person_id.encode()) == []


def test_nothing_goes_while_a_session_of_hers_is_open(library, hers):
    opened = library.folder(hers[1])
    opened.hold()
    with pytest.raises(LibraryError, match="another window"):
        erase_person(library, person_of(library), Cache())
    assert len(library.index.search(person=person_of(library))) == 2
    opened.release()
    erase_person(library, person_of(library), Cache())
    assert library.index.search() == []


def test_what_broke_off_is_still_listed_and_can_be_done_again(library, hers, monkeypatch):
    person_id = person_of(library)

    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder.shutil, "rmtree", refused)
    with pytest.raises(LibraryError, match="Permission denied"):
        erase_person(library, person_id, Cache())
    monkeypatch.undo()
    assert what_would_go(library, person_id).sessions == tuple(hers)
    erase_person(library, person_id, Cache())
    assert mentions(library.root, RECORDING) == []


def test_unreadable_sessions_are_named(library, hers):
    lost = kept(library, replace(record(), title="lost"))
    (library.folder(lost).path / "session.json").write_bytes(b"?")
    receipt = erase_person(library, person_of(library), Cache())
    assert receipt.erasure.unreadable == (lost,)
    assert library.folder(lost).path.exists()
