import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from motions import squat
from pytestqt.qtbot import QtBot
from sessions import kept, many, record, with_recording
from test_keeping import Desk

from app.presenters import library as catalogue_module
from app.presenters.clip import Side
from app.presenters.library import UNNAMED, Catalogue, named
from capture.errors import LibraryError
from capture.library.erase import Erasure
from inference.motion.files import write_motion


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def catalogue(desk: Desk, qtbot: QtBot) -> Catalogue:
    kept(desk.library, record("Anna", "knees in", days=0))
    kept(desk.library, record("Anna", days=1))
    kept(desk.library, record(days=2))
    made = Catalogue(desk.keeper, desk.jobs)
    done(qtbot, made, made.refresh)
    return made


def done(qtbot: QtBot, catalogue: Catalogue, action: Callable[[], object]) -> None:
    """Do it, and wait until the list is shown anew."""
    with qtbot.waitSignal(catalogue.listed, timeout=30_000):
        action()


def titles(catalogue: Catalogue) -> list[str]:
    return [entry.title for entry in catalogue.entries]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, tmp_path: Path) -> str:
    """The id of a session that the window shows."""
    path = tmp_path / "clip.npz"
    write_motion(squat(1, fps=10, moving_s=1.0), path)
    desk.session.open(Side.TRAINEE, path)
    qtbot.waitUntil(lambda: desk.session.clips[Side.TRAINEE] is not None)
    qtbot.waitUntil(lambda: desk.keeper.flush(), timeout=30_000)
    assert desk.keeper.id is not None
    return desk.keeper.id


def test_search_within_words_and_people(catalogue: Catalogue) -> None:
    assert titles(catalogue) == ["Day 2", "Day 1", "Day 0"]
    ((anna, count),) = catalogue.people
    assert (anna.name, count) == ("Anna", 2)
    for words, person, found in (
        ("knees", None, ["Day 0"]),
        ("", anna.id, ["Day 1", "Day 0"]),
        ("", UNNAMED, ["Day 2"]),
    ):
        catalogue.search(words, person)
        assert titles(catalogue) == found


def test_rename_and_assign(catalogue: Catalogue, qtbot: QtBot) -> None:
    done(qtbot, catalogue, lambda: catalogue.rename(catalogue.entries[0], " Assessment "))
    assert titles(catalogue)[0] == "Assessment"
    done(qtbot, catalogue, lambda: catalogue.assign(catalogue.entries[0], "Anna"))
    assert [count for _, count in catalogue.people] == [3]
    done(qtbot, catalogue, lambda: catalogue.assign(catalogue.entries[0], "Berta"))
    assert [person.name for person, _ in catalogue.people] == ["Anna", "Berta"]
    done(qtbot, catalogue, lambda: catalogue.assign(catalogue.entries[0], ""))
    assert catalogue.entries[0].person is None


def test_the_windows_own_session_is_renamed_in_the_window(
    catalogue: Catalogue, desk: Desk, opened: str, qtbot: QtBot
) -> None:
    done(qtbot, catalogue, catalogue.refresh)
    (entry,) = (entry for entry in catalogue.entries if catalogue.is_open(entry))
    done(qtbot, catalogue, lambda: catalogue.rename(entry, "Mine"))
    assert desk.keeper.record.title == "Mine"
    assert "Mine" in titles(catalogue)


def test_clips_are_copied_into_the_session_that_is_shown_and_it_is_shown_again(
    catalogue: Catalogue, desk: Desk, opened: str, qtbot: QtBot
) -> None:
    done(qtbot, catalogue, catalogue.refresh)
    (entry,) = (entry for entry in catalogue.entries if catalogue.is_open(entry))
    with qtbot.waitSignal(catalogue.said, timeout=30_000) as said:
        catalogue.collect(entry)
    assert "1" in said.args[0]
    qtbot.waitUntil(lambda: desk.keeper.id == opened, timeout=30_000)
    clip = desk.session.clips[Side.TRAINEE]
    assert clip.path.is_relative_to(desk.library.folder(opened).path)
    assert desk.keeper.record.clips[0].file is not None


def test_when_a_clip_cannot_be_copied_the_session_is_shown_again(
    catalogue: Catalogue, desk: Desk, opened: str, qtbot: QtBot
) -> None:
    done(qtbot, catalogue, catalogue.refresh)
    (entry,) = (entry for entry in catalogue.entries if catalogue.is_open(entry))
    Path(desk.keeper.record.clips[0].original).unlink()
    catalogue.collect(entry)
    qtbot.waitUntil(lambda: "Cannot copy" in "".join(desk.failures), timeout=30_000)
    qtbot.waitUntil(lambda: desk.keeper.id == opened, timeout=30_000)
    assert desk.session.clips[Side.TRAINEE].motion is not None


def test_delete_moves_to_the_bin(
    catalogue: Catalogue, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    monkeypatch.setattr(catalogue_module, "to_bin", lambda path: shutil.move(path, bin_))
    entry = catalogue.entries[0]
    with qtbot.waitSignal(catalogue.said) as said:
        done(qtbot, catalogue, lambda: catalogue.delete(entry))
    assert "Day 2" in said.args[0]
    assert "bin" in said.args[0]
    assert titles(catalogue) == ["Day 1", "Day 0"]
    assert (bin_ / entry.id / "session.json").exists()


def test_the_session_that_is_shown_is_closed_before_it_is_deleted(
    catalogue: Catalogue,
    desk: Desk,
    opened: str,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalogue_module, "to_bin", lambda path: shutil.move(path, tmp_path / "binned"))
    done(qtbot, catalogue, catalogue.refresh)
    (entry,) = (entry for entry in catalogue.entries if catalogue.is_open(entry))
    done(qtbot, catalogue, lambda: catalogue.delete(entry))
    assert desk.session.clips == dict.fromkeys(Side)
    assert desk.keeper.id is None
    assert not (tmp_path / "binned" / "open").exists()
    assert len(catalogue.entries) == 3


def test_a_bin_that_refuses_is_said(
    catalogue: Catalogue, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise LibraryError("There is no bin.")

    monkeypatch.setattr(catalogue_module, "to_bin", refuse)
    catalogue.delete(catalogue.entries[0])
    qtbot.waitUntil(lambda: desk.failures == ["There is no bin."])
    done(qtbot, catalogue, catalogue.refresh)
    assert len(catalogue.entries) == 3


def test_erase_says_first_what_goes_and_then_what_went(
    catalogue: Catalogue, desk: Desk, opened: str, qtbot: QtBot
) -> None:
    desk.keeper.edit(person=catalogue.people[0][0])
    with_recording(desk.library, record("Anna"), b"recorded")
    qtbot.waitUntil(lambda: desk.keeper.flush())
    found: list[Erasure] = []
    catalogue.survey(catalogue.people[0][0], found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert len(found[0].sessions) == 4
    with qtbot.waitSignal(catalogue.erased, timeout=30_000) as erased:
        catalogue.erase(found[0])
    assert erased.args[0].erasure == found[0]
    assert titles(catalogue) == ["Day 2"]
    assert catalogue.people == []
    assert desk.session.clips == dict.fromkeys(Side)


def test_export_writes_one_zip(catalogue: Catalogue, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(catalogue.said, timeout=30_000) as said:
        catalogue.export(catalogue.people[0][0], tmp_path / "anna.zip")
    assert (tmp_path / "anna.zip").stat().st_size > 500
    assert "(2)" in said.args[0]
    assert "no longer" in said.args[0]


def test_a_session_without_a_title_is_called_by_what_is_known(catalogue: Catalogue, qtbot: QtBot) -> None:
    done(qtbot, catalogue, lambda: catalogue.rename(catalogue.entries[0], ""))
    assert named(catalogue.entries[0]) == "squat"


def test_a_search_in_500_sessions_does_not_make_the_window_stutter(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    many(desk.library.root, 500)
    catalogue = Catalogue(desk.keeper, desk.jobs)
    done(qtbot, catalogue, catalogue.refresh)
    took_s = []
    for words in ("p", "pe", "person 7", "knees", ""):
        begin_s = time.thread_time()
        catalogue.search(words, None)
        took_s.append(time.thread_time() - begin_s)
    assert len(catalogue.entries) == 500
    assert max(took_s) <= 0.05
