from pathlib import Path

import pytest
from sessions import record

from capture.errors import LibraryError
from capture.library.library import Library
from capture.library.open_session import OpenSession


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library")
    yield made
    made.close()


def opened(library: Library, folder=None) -> OpenSession:
    return OpenSession(library, pytest.fail, folder)


def test_what_changes_is_in_the_folder_and_in_the_index(library):
    session = opened(library)
    assert (session.id, session.path) == (None, None)
    session.change(record("Anna"), {"motions/a.npz": lambda path: path.write_bytes(b"motion")})
    assert session.flush(30)
    assert (session.path / "motions" / "a.npz").read_bytes() == b"motion"
    assert [entry.id for entry in library.index.search("anna")] == [session.id]
    assert session.close(10)
    assert library.unfinished() == []


def test_an_earlier_session_goes_on(library):
    first = opened(library)
    first.change(record("Anna"))
    assert first.close(30)
    folder = library.folder(first.id)
    folder.hold()
    again = opened(library, folder)
    assert again.id == first.id
    assert again.close(10)
    assert folder.read().record == record("Anna")


def test_a_folder_for_a_recording_that_never_came_is_taken_away(library):
    session = opened(library)
    assert session.clips_folder().is_dir()
    assert session.close(10)
    assert list(library.folders()) == []


def test_a_recording_alone_is_kept(library):
    session = opened(library)
    (session.clips_folder() / "take.mp4").write_bytes(b"pictures")
    assert session.close(10)
    (folder,) = library.folders()
    assert (folder.path / "clips" / "take.mp4").read_bytes() == b"pictures"


def test_no_folder_is_said(tmp_path):
    (tmp_path / "library").write_text("a file")
    session = opened(Library(tmp_path / "library"))
    with pytest.raises(LibraryError, match="begin a session"):
        session.clips_folder()
    assert session.close(10)
