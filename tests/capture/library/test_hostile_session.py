"""Whatever lies in the library's folder: a session, or a sentence, and the others can still be opened."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzzing import damaged, deranged, ends_well, examples
from hypothesis import given
from hypothesis import strategies as st
from sessions import kept, record

from capture.errors import SessionFileError
from capture.library.folder import SESSION
from capture.library.library import INDEX, Library
from capture.library.reading import parse_record

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "sessions").iterdir())
TREE = record("Anna", "knees", "back").to_json()
WHOLE = json.dumps(TREE).encode()


def survives(content: bytes) -> None:
    read = ends_well(lambda: parse_record(content), SessionFileError)
    if read is not None:
        # What was read can be saved, and is then the same.
        assert parse_record(json.dumps(read.to_json(), allow_nan=False).encode()) == read


@examples(150)
@given(damaged(WHOLE))
def test_damaged_bytes_never_surprise(content: bytes) -> None:
    survives(content)


@examples(300)
@given(deranged(TREE))
def test_deranged_fields_never_surprise(tree: object) -> None:
    survives(json.dumps(tree).encode())


@examples(50)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_garbage_never_surprises(content: bytes) -> None:
    survives(content)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_is_refused_in_a_sentence(path: Path) -> None:
    with pytest.raises(SessionFileError):
        ends_well(lambda: parse_record(path.read_bytes()))
    survives(path.read_bytes())


def test_a_library_of_all_the_corpus_lists_all_of_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    sound = kept(library, record("Anna"))
    for path in CORPUS:
        (library.sessions / path.stem).mkdir()
        (library.sessions / path.stem / SESSION).write_bytes(path.read_bytes())
    library.refresh()
    listed = library.index.search()
    assert {entry.id for entry in listed if entry.problem} == {path.stem for path in CORPUS}
    assert [entry.id for entry in listed if not entry.problem] == [sound]
    library.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of one sound session."""
    made = Library(tmp_path_factory.mktemp("library"))
    kept(made, record("Anna"))
    yield made
    made.close()


@examples(60)
@given(tree=deranged(TREE))
def test_whatever_a_session_says_the_library_lists_it(library: Library, tree: object) -> None:
    damaged_one = library.sessions / "damaged"
    damaged_one.mkdir(exist_ok=True)
    (damaged_one / SESSION).write_bytes(json.dumps(tree).encode())
    library.refresh()
    assert len(library.index.search()) == 2


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A closed library of one session, and the bytes of its index."""
    root = tmp_path_factory.mktemp("closed")
    library = Library(root)
    kept(library, record("Anna"))
    library.close()
    return root, (root / INDEX).read_bytes()


@examples(60)
@given(data=st.data())
def test_a_damaged_index_is_made_again_from_the_folders(
    closed: tuple[Path, bytes], data: st.DataObject
) -> None:
    root, whole = closed
    for left in root.glob(f"{INDEX}-*"):
        left.unlink()
    (root / INDEX).write_bytes(data.draw(damaged(whole)))
    library = Library(root)
    try:
        listed = ends_well(library.index.search)
    finally:
        library.close()
    assert [(entry.person.name, entry.title) for entry in listed] == [("Anna", "Day 0")]
