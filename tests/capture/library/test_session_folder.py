import errno
import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from sessions import record

from capture import atomic
from capture.errors import LibraryError, SessionFileError
from capture.library.folder import DAMAGED, PREVIOUS, SESSION, SessionFolder, session_folders
from capture.library.lock import Lock
from capture.library.record import Record


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    made = SessionFolder.create(tmp_path / "sessions", record("Anna"))
    yield made
    made.release()


def test_a_session_is_read_as_it_was_saved(folder):
    assert folder.read() == (record("Anna"), "")
    later = record("Anna", "a note")
    folder.save(later)
    assert SessionFolder(folder.path).read() == (later, "")


def test_nobody_is_named_by_a_folder(folder):
    assert "anna" not in folder.id.lower()


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 500, b'{"version": 1}'])
def test_after_damage_the_version_before_is_opened_and_nothing_is_lost(folder, damage):
    folder.save(record("Anna", "second"))
    folder.save(record("Anna", "third"))
    (folder.path / SESSION).write_bytes(damage)
    read, warning = folder.read()
    assert [note.text for note in read.notes] == ["second"]
    assert "damaged" in warning
    folder.save(read)
    assert (folder.path / DAMAGED).read_bytes() == damage
    assert folder.read() == (read, "")


def test_without_a_readable_version_it_says_so(folder):
    for name in (SESSION, PREVIOUS):
        (folder.path / name).write_bytes(b"nonsense")
    with pytest.raises(SessionFileError, match="damaged"):
        folder.read()


def test_a_newer_session_is_neither_opened_nor_replaced_by_an_older(folder):
    folder.save(record("Anna"))
    newer = json.dumps(record().to_json() | {"version": 99}).encode()
    (folder.path / SESSION).write_bytes(newer)
    with pytest.raises(SessionFileError, match="newer version"):
        folder.read()


def test_two_windows_cannot_have_it_open(folder):
    other = SessionFolder(folder.path)
    with pytest.raises(LibraryError, match="another window"):
        other.hold()
    assert not other.unfinished
    folder.release()
    other.hold()
    other.release()
    assert not other.unfinished


def test_a_lock_that_was_removed_while_it_was_awaited_is_taken_anew(tmp_path):
    first, second = Lock(tmp_path / "open"), Lock(tmp_path / "open")
    assert first.acquire()
    first.release()
    assert second.acquire()
    assert (tmp_path / "open").exists()
    second.release()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_full_disk_is_said_and_leaves_the_last_version(folder, monkeypatch, number):
    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    before = folder.read().record
    monkeypatch.setattr(atomic.os, "fsync", full)
    words = "no room left" if number == errno.ENOSPC else "Permission denied"
    with pytest.raises(LibraryError, match=words):
        folder.save(record("Anna", "lost"))
    monkeypatch.undo()
    assert folder.read() == (before, "")
    assert not list(folder.path.glob(atomic.LEFTOVERS))


def test_an_imported_clip_is_copied_and_left_as_it_was(folder, tmp_path):
    original = tmp_path / "film.MP4"
    original.write_bytes(os.urandom(3_000_000))
    before = original.stat()
    told: list[float] = []
    place = folder.copy_in(original, told.append)
    assert (folder.path / place).read_bytes() == original.read_bytes()
    assert original.stat() == before or original.stat().st_mtime_ns == before.st_mtime_ns
    assert told[-1] == 1.0
    assert place.startswith("clips/")


def test_a_cancelled_copy_leaves_nothing(folder, tmp_path):
    original = tmp_path / "film.mp4"
    original.write_bytes(bytes(3_000_000))

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.copy_in(original, stop)
    assert list((folder.path / "clips").iterdir()) == []


def test_only_session_folders_are_listed(folder, tmp_path):
    sessions = tmp_path / "sessions"
    (sessions / "holiday").mkdir()
    (sessions / "notes.txt").write_text("x")
    assert [found.id for found in session_folders(sessions)] == [folder.id]
    assert list(session_folders(tmp_path / "nowhere")) == []


SAVER = """
    import sys
    from dataclasses import replace
    from pathlib import Path
    from capture.library.autosave import Autosaver
    from capture.library.folder import SessionFolder
    from capture.library.record import Note, Record, now

    record = Record.new()
    folder = SessionFolder.create(Path(sys.argv[1]), record)
    saver = Autosaver(folder.write, folder.save, lambda error: sys.exit(str(error)))
    for number in range(100_000):
        note = Note(f"n{number}", float(number), "x" * 200, now())
        record = record.edited(notes=(*record.notes[-300:], note))
        saver.change(record, {"motions/trainee.npz": lambda path: path.write_bytes(bytes(100_000))})
        if number % 3 == 0:
            saver.flush(10)
            print(number, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 8, 17])
def test_a_killed_program_leaves_what_it_had_saved(tmp_path, lines):
    command = [sys.executable, "-c", textwrap.dedent(SAVER), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        saved = [int(process.stdout.readline()) for _ in range(lines)][-1]
        process.kill()  # SIGKILL: nothing in the process has a say
        saved = max([saved, *map(int, process.stdout.read().split())])
    (folder,) = session_folders(tmp_path)
    assert folder.unfinished
    read, warning = folder.read()
    assert warning == ""
    assert read.notes[-1].time_s >= saved
    folder.hold()
    assert not folder.unfinished
    assert not list(folder.path.rglob(atomic.LEFTOVERS))
    folder.save(replace(read, title="goes on"))
    folder.release()
    assert folder.read().record.title == "goes on"


def test_a_new_record_is_empty(tmp_path):
    folder = SessionFolder.create(tmp_path, Record.new())
    assert folder.read().record.clips == ()
    folder.release()
