import shutil
import sqlite3
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sessions import BEGAN, kept, many, record
from sqlalchemy import URL, create_engine

from capture.errors import LibraryError
from capture.library import index
from capture.library.folder import SESSION, SessionFolder
from capture.library.library import INDEX, Library
from capture.library.tables import Table

MANY = 500
# Of the processor: other programs on a busy machine are not to fail this test.
OPENING_LIMIT_S = 0.5


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "Coach’s library? 100 % #1")
    yield made
    made.close()


@pytest.fixture
def filled(library: Library) -> Library:
    kept(library, record("Anna", "Knees fall in", days=0))
    kept(library, record("Anna", "better: 100 % depth", exercise="Deadlift", days=1))
    kept(library, record("Øyvind", "STRASSE and Straße", days=40))
    kept(library, record(days=41))
    return library


def titles(library: Library, *words: str, **filters: object) -> list[str]:
    return [entry.title for entry in library.index.search(*words, **filters)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Day 41", "Day 40", "Day 1", "Day 0"]),
        ("anna", ["Day 1", "Day 0"]),
        ("øYVIND", ["Day 40"]),
        ("strasse", ["Day 40"]),
        ("knees in", ["Day 0"]),
        ("in knees anna", ["Day 0"]),
        ("deadlift", ["Day 1"]),
        ("2026-03", ["Day 1", "Day 0"]),
        ("2026-04-10", ["Day 40"]),
        ("100 %", ["Day 1"]),
        ("1_0", []),
        ("%", ["Day 1"]),
        ("'; DROP TABLE sessions; --", []),
        ("nobody", []),
    ],
)
def test_search_by_name_note_exercise_and_date(filled, words, found):
    assert titles(filled, words) == found


def test_search_within_a_person_and_a_time(filled):
    anna = next(person for person, _ in filled.index.people() if person.name == "Anna")
    assert titles(filled, person=anna.id) == ["Day 1", "Day 0"]
    assert titles(filled, "knees", person=anna.id) == ["Day 0"]
    assert titles(filled, person="") == ["Day 41"]
    assert titles(filled, since=BEGAN + timedelta(days=1), until=BEGAN + timedelta(days=40)) == [
        "Day 40",
        "Day 1",
    ]


def test_people_are_listed_with_their_sessions(filled):
    assert [(person.name, count) for person, count in filled.index.people()] == [("Anna", 2), ("Øyvind", 1)]


def test_an_entry_says_what_the_session_holds(filled):
    entry = filled.index.search("knees")[0]
    assert (entry.created, entry.clips, entry.attempts, entry.notes) == (BEGAN, 2, 1, 1)
    assert (entry.exercise, entry.person.name, entry.problem) == ("squat", "Anna", "")


def test_the_index_follows_what_is_saved(library):
    folder = library.create(record("Anna"))
    library.save(folder, record("Berta", "new words"))
    assert titles(library, "berta words") == ["Day 0"]
    assert [person.name for person, _ in library.index.people()] == ["Berta"]
    folder.release()


def test_fields_of_a_closed_session_can_be_changed(library):
    identity = kept(library, record("Anna"))
    library.edit(identity, title="Assessment", person=None)
    assert titles(library, "assessment", person="") == ["Assessment"]
    assert library.folder(identity).read().record.title == "Assessment"
    assert library.index.people() == []


def test_an_open_session_is_not_changed_behind_its_back(library):
    folder = library.create(record())
    with pytest.raises(LibraryError, match="another window"):
        library.edit(folder.id, title="Mine")
    with pytest.raises(LibraryError, match="another window"):
        library.delete(folder.id, pytest.fail)
    folder.release()


def test_clips_are_copied_in_and_the_session_no_longer_needs_the_originals(library, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"moving pictures" * 1000)
    saved = record()
    here = replace(saved.clips[0], original=str(film))
    identity = kept(library, replace(saved, clips=(here, replace(saved.clips[1], original=str(film)))))
    told: list[float] = []
    assert library.collect(identity, told.append) == 2
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert film.exists()
    film.unlink()
    folder = library.folder(identity)
    again = folder.read().record
    assert [folder.clip_path(clip).read_bytes() for clip in again.clips] == [b"moving pictures" * 1000] * 2
    assert library.collect(identity) == 0
    assert library.unfinished() == []


def test_a_clip_that_is_not_there_is_said_and_the_others_stay_as_they_are(library):
    identity = kept(library, record())
    with pytest.raises(LibraryError, match=r"me\.mp4"):
        library.collect(identity)
    assert library.folder(identity).read().record == record()


def test_a_name_means_the_person_who_has_it(filled):
    anna = next(person for person, _ in filled.index.people() if person.name == "Anna")
    assert filled.named("Anna") == anna
    assert filled.named("Anna B").id != anna.id


def test_delete_moves_the_whole_folder_to_the_bin(library, tmp_path):
    identity = kept(library, record("Anna"))
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    before = (library.folder(identity).path / SESSION).read_bytes()
    library.delete(identity, lambda path: shutil.move(path, bin_))
    assert titles(library) == []
    assert (bin_ / identity / SESSION).read_bytes() == before
    shutil.move(bin_ / identity, library.sessions)
    library.refresh()
    assert titles(library) == ["Day 0"]
    assert library.unfinished() == []


def test_without_a_bin_nothing_is_deleted(library):
    identity = kept(library, record())

    def no_bin(path: Path) -> None:
        raise LibraryError("There is no bin on this disk.")

    with pytest.raises(LibraryError, match="no bin"):
        library.delete(identity, no_bin)
    assert titles(library) == ["Day 0"]


def test_the_folders_are_the_truth(filled):
    before = filled.index.search()
    folders = list(filled.folders())
    shutil.copytree(folders[0].path, filled.sessions / "copied by hand")
    shutil.rmtree(folders[1].path)
    changed = SessionFolder(folders[2].path)
    changed.hold()
    changed.save(record("Øyvind", "elsewhere", days=40))
    changed.release()
    filled.refresh()
    assert titles(filled) == ["Day 41", "Day 40", "Day 0", "Day 0"]
    assert titles(filled, "elsewhere") == ["Day 40"]
    assert before[0] == filled.index.search()[0]


def test_a_lost_or_damaged_index_is_made_again(filled):
    before = filled.index.search()
    for damage in (b"", b"this is no database" * 100, None):
        filled.close()
        if damage is None:
            (filled.root / INDEX).unlink()
        else:
            (filled.root / INDEX).write_bytes(damage)
        again = Library(filled.root)
        assert again.index.search() == before
        again.close()


def test_an_index_with_torn_pages_is_made_again(filled):
    before = filled.index.search()
    filled.close()
    file = filled.root / INDEX
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    file.write_bytes(content)
    again = Library(filled.root)
    assert again.index.search() == before
    again.close()


def test_an_index_of_a_newer_version_is_made_again(filled):
    before = filled.index.search()
    filled.close()
    with sqlite3.connect(filled.root / INDEX) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    again = Library(filled.root)
    assert again.index.search() == before
    again.close()


def test_a_damaged_session_stays_in_the_list(library):
    identity = kept(library, record("Anna"))
    (library.folder(identity).path / SESSION).write_bytes(b"nonsense")
    library.refresh()
    (entry,) = library.index.search()
    assert entry.id == identity
    assert "damaged" in entry.problem


def test_the_present_form_of_the_tables_is_what_the_migrations_make(library):
    assert ScriptDirectory(str(index.MIGRATIONS)).get_heads() == [index.HEAD]
    library.index.search()
    engine = create_engine(URL.create("sqlite", database=str(library.root / INDEX)))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    engine.dispose()


def test_the_database_keeps_its_promises(library):
    library.index.search()
    with library.index._engine.connect() as connection:
        names = ("foreign_keys", "journal_mode", "secure_delete")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names] == [1, "wal", 1]


OTHER_WINDOW = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from sessions import kept, record
    from capture.library.library import Library
    library = Library(Path(sys.argv[1]))
    for day in range(10):
        kept(library, record("Berta", days=day))
"""


def test_two_windows_write_to_one_index(tmp_path):
    library = Library(tmp_path)
    tests = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", textwrap.dedent(OTHER_WINDOW), str(tmp_path), tests]
    with subprocess.Popen(command) as process:
        for day in range(10):
            kept(library, record("Anna", days=day))
    assert process.returncode == 0
    assert len(library.index.search()) == 20
    assert [(person.name, count) for person, count in library.index.people()] == [("Anna", 10), ("Berta", 10)]
    library.close()


CRASHING = """
    import os, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from sessions import kept, record
    from capture.library.library import Library
    library = Library(Path(sys.argv[1]))
    kept(library, record("closed"))
    folder = library.create(record("left open"))
    os.kill(os.getpid(), 9)
"""


def test_after_a_crash_the_open_session_is_offered(tmp_path):
    tests = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", textwrap.dedent(CRASHING), str(tmp_path), tests], check=False)
    library = Library(tmp_path)
    (left,) = library.unfinished()
    assert left.read().record == record("left open")
    left.hold()
    assert library.unfinished() == []
    left.release()
    assert library.unfinished() == []
    library.close()


def test_500_sessions_open_at_once(tmp_path):
    library = many(tmp_path, MANY)
    assert len(library.index.search()) == MANY
    took_s = []
    for _ in range(3):
        library.close()
        begin_s = time.process_time()
        found, people = library.index.search(), library.index.people()
        took_s.append(time.process_time() - begin_s)
        assert (len(found), len(people)) == (MANY, 50)
    assert min(took_s) <= OPENING_LIMIT_S
    assert {entry.person.name for entry in library.index.search("fall person 7")} >= {"Person 7"}
    library.close()
