import json
import zipfile
from pathlib import Path

import pytest
from sessions import kept, record, with_recording

from capture.library.export import export_person
from capture.library.folder import THUMBNAIL
from capture.library.library import Library
from capture.library.record import Clip


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def exported(library: Library, tmp_path: Path) -> Path:
    film = tmp_path / "Ihre Übung.MP4"
    film.write_bytes(b"an imported film")
    clip = Clip("film", "trainee", film.name, original=str(film))
    identity, _ = with_recording(library, record("Anna", "words").with_clip(clip), b"recorded")
    folder = library.folder(identity)
    (folder.path / "motions" / "coach.npz").write_bytes(b"motion")
    (folder.path / "corrections" / "first.json").write_text("{}")
    (folder.path / THUMBNAIL).write_bytes(b"picture")
    kept(library, record("Anna", days=1))
    kept(library, record("Berta", days=2))
    return tmp_path / "anna.zip"


def anna(library: Library) -> str:
    return next(person.id for person, _ in library.index.people() if person.name == "Anna")


def test_everything_of_one_person_and_nothing_of_others_is_in_the_zip(library, exported):
    result = export_person(library, anna(library), exported)
    assert result.sessions == 2
    assert set(result.missing) == {"/videos/me.mp4", "/videos/coach.mp4"}
    with zipfile.ZipFile(exported) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        contents = {archive.read(name) for name in names}
        texts = [archive.read(name).decode() for name in names if name.endswith("session.json")]
    assert contents >= {b"recorded", b"an imported film", b"motion", b"{}", b"picture"}
    assert all(json.loads(text)["person"]["name"] == "Anna" for text in texts)
    assert not any(name.endswith(("~", "open", ".part")) for name in names)
    assert len(texts) == 2


def test_the_zip_unpacks_into_another_library(library, exported, tmp_path):
    export_person(library, anna(library), exported)
    other = Library(tmp_path / "other")
    other.root.mkdir()
    with zipfile.ZipFile(exported) as archive:
        archive.extractall(other.root)
    assert [entry.title for entry in other.index.search(person=anna(library))] == ["Day 1", "Day 0"]
    folder = next(other.folders())
    read = folder.read().record
    assert [note.text for note in read.notes] == ["words"]
    assert folder.clip_path(read.clip("film")).read_bytes() == b"an imported film"
    assert folder.clip_path(read.clip("rec1")).read_bytes() == b"recorded"
    other.close()


def test_stopping_leaves_no_file(library, exported):
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_person(library, anna(library), exported, stop)
    assert not exported.exists()
    assert not [path for path in exported.parent.iterdir() if path.name.endswith(".part")]


def test_sessions_without_a_name_can_be_exported_too(library, tmp_path):
    kept(library, record())
    kept(library, record("Anna"))
    assert export_person(library, "", tmp_path / "unnamed.zip").sessions == 1
