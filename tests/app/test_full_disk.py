"""A disk that becomes full: one sentence, nothing lost of what was there, and the program goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from disks import full_disk, unix_only
from motions import squat
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.jobs import Failure
from app.main_window import MainWindow
from app.presenters.library import Catalogue
from capture.library.library import Library
from capture.library.record import Person
from inference.motion.files import read_motion, write_motion

pytestmark = [pytest.mark.window, unix_only]
# Room for an empty session; for the smallest of the files of an export or a report.
NO_ROOM, SOME_ROOM = 300, 4_000
OLD = b"what was there before"


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """Two motions, compared and kept."""
    folder = tmp_path_factory.mktemp("pair")
    paths = [folder / "shallow.npz", folder / "deep.npz"]
    for path, depth_rad in zip(paths, (1.1, 1.75), strict=True):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), path)
    opened = MainWindow(Library(folder / "library"))
    opened.open(paths)
    opened.keeper.edit(person=Person("p1", "Anna"))
    QtBot(opened).waitUntil(
        lambda: opened.session.result is not None and not opened.jobs.jobs, timeout=60_000
    )
    assert opened.keeper.save()
    yield opened
    opened.close()


@pytest.fixture
def failures(window: MainWindow) -> Iterator[list[Failure]]:
    """What the window said; its dialogs are closed."""
    said: list[Failure] = []
    window.jobs.failed.connect(said.append)
    yield said
    window.jobs.failed.disconnect(said.append)
    for dialog in window.findChildren(QDialog):
        dialog.close()


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.jobs, timeout=60_000)


def one_sentence(failures: list[Failure]) -> str:
    (failure,) = failures
    assert failure.message.endswith(".")
    assert "unexpected" not in failure.message
    return failure.message


def test_a_session_is_kept_as_soon_as_there_is_room_again(
    window: MainWindow, qtbot: QtBot, failures: list[Failure]
) -> None:
    before = window.keeper.library.folder(window.keeper.id).read()
    with full_disk(NO_ROOM):
        window.notes.add("while the disk is full")
        assert not window.keeper.save()
        window.notes.add("and once more")
        assert not window.keeper.save()
        qtbot.waitUntil(lambda: bool(failures))
        assert window.keeper.library.folder(window.keeper.id).read() == before
    assert "room" in one_sentence(failures)
    assert window.keeper.save()
    saved = window.keeper.library.folder(window.keeper.id).read().record
    assert [note.text for note in saved.notes] == ["while the disk is full", "and once more"]


@pytest.mark.parametrize("room_bytes", [NO_ROOM, SOME_ROOM])
def test_an_export_comes_whole_or_not_at_all(
    window: MainWindow, qtbot: QtBot, failures: list[Failure], tmp_path: Path, room_bytes: int
) -> None:
    (tmp_path / "trainee.npz").write_bytes(OLD)
    with full_disk(room_bytes):
        window.session.export_motions(tmp_path)
        settled(window, qtbot)
    assert "room" in one_sentence(failures)
    assert [path.name for path in tmp_path.iterdir()] == ["trainee.npz"]
    assert (tmp_path / "trainee.npz").read_bytes() == OLD
    window.session.export_motions(tmp_path)
    settled(window, qtbot)
    assert len(read_motion(tmp_path / "trainee.npz")) > 5


def test_a_report_comes_whole_or_not_at_all(
    window: MainWindow, qtbot: QtBot, failures: list[Failure], tmp_path: Path
) -> None:
    (tmp_path / "report.html").write_bytes(OLD)
    # Everything fits but the film or a picture, which are drawn by a process of their own.
    with full_disk(60_000):
        window.session.save_report(tmp_path)
        settled(window, qtbot)
    assert "room" in one_sentence(failures)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_bytes() == OLD


def test_a_person_is_exported_whole_or_not_at_all(
    window: MainWindow, qtbot: QtBot, failures: list[Failure], tmp_path: Path
) -> None:
    window.library_page.open()
    settled(window, qtbot)
    catalogue = window.findChild(Catalogue)
    with full_disk(SOME_ROOM):
        catalogue.export(Person("p1", "Anna"), tmp_path / "anna.zip")
        settled(window, qtbot)
    assert "room" in one_sentence(failures)
    assert list(tmp_path.iterdir()) == []
