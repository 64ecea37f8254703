import json
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from desk import Desk
from motions import squat
from pytestqt.qtbot import QtBot

from app.main_window import SAMPLES
from app.presenters.clip import Side, open_clip
from app.presenters.kept import restored_clip
from capture.library.folder import SessionFolder
from capture.library.record import Clip as KeptClip
from capture.library.record import Person, Record
from inference.motion.files import read_motion, write_motion
from inference.motion.focus import Focus
from inference.pose.ground import Ground


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def desk(qtbot: QtBot, root: Path) -> Desk:
    made = Desk(root)
    yield made
    made.close()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("pair")
    paths = folder / "shallow.npz", folder / "deep.npz"
    for path, depth_rad in zip(paths, (1.1, 1.75), strict=True):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), path)
    return paths


def compared(desk: Desk, qtbot: QtBot, pair: tuple[Path, Path]) -> None:
    for side, path in zip(Side, pair, strict=True):
        desk.session.open(side, path)
    qtbot.waitUntil(lambda: desk.session.result is not None and not desk.session.working, timeout=60_000)


def reopened(qtbot: QtBot, root: Path, identity: str) -> Desk:
    other = Desk(root)
    other.keeper.open(identity)
    qtbot.waitUntil(lambda: other.keeper.id == identity and not other.jobs.jobs, timeout=60_000)
    return other


def test_nothing_is_kept_until_there_is_something(desk: Desk, qtbot: QtBot, root: Path) -> None:
    desk.review.clock.seek(1.0)
    qtbot.wait(600)
    assert desk.keeper.id is None
    assert not root.exists()


def test_a_session_is_kept_by_itself_and_comes_back(
    desk: Desk, qtbot: QtBot, root: Path, pair: tuple[Path, Path]
) -> None:
    compared(desk, qtbot, pair)
    desk.session.set_focus(Focus(("left_knee_flexion",)))
    qtbot.waitUntil(lambda: desk.session.result.comparison.focus == desk.session.focus)
    desk.review.clock.seek(0.7)
    desk.notes.add("knees in")
    desk.keeper.edit(title="First", person=Person("p1", "Anna"))
    qtbot.waitUntil(lambda: desk.keeper.setting("place") == 0.7)
    identity = None
    qtbot.waitUntil(lambda: desk.keeper.id is not None, timeout=10_000)
    identity = desk.keeper.id
    words = desk.session.result.correction.text
    assert desk.close()

    other = reopened(qtbot, root, identity)
    assert other.session.result.correction.text == words
    assert [(note.text, note.time_s) for note in other.notes.notes] == [("knees in", 0.7)]
    assert (other.keeper.record.title, other.keeper.record.person.name) == ("First", "Anna")
    assert {finding.channel for finding in other.session.findings} == {"left_knee_flexion"}
    assert other.review.clock.time_s == pytest.approx(0.7)
    assert other.failures == []
    other.close()


def test_the_folder_holds_clips_motions_corrections_and_scores(
    desk: Desk, qtbot: QtBot, root: Path, pair: tuple[Path, Path]
) -> None:
    before = [path.read_bytes() for path in pair]
    compared(desk, qtbot, pair)
    qtbot.waitUntil(lambda: bool(desk.keeper.record.attempts))
    assert desk.keeper.flush()
    folder = desk.library.folder(desk.keeper.id)
    record = folder.read().record
    (attempt,) = record.attempts
    assert (attempt.trainee, attempt.coach) == (record.shown["trainee"], record.shown["coach"])
    assert attempt.scores["differences"] == len(desk.session.findings) > 0
    correction = json.loads((folder.path / attempt.correction).read_text())
    assert correction["text"] == desk.session.result.correction.text
    motion = read_motion(folder.path / record.clip(attempt.trainee).motion)
    np.testing.assert_array_equal(
        motion.joints_in_world, desk.session.clips[Side.TRAINEE].motion.joints_in_world
    )
    originals = {clip.side: Path(clip.original) for clip in record.clips}
    assert (originals[Side.TRAINEE], originals[Side.COACH]) == pair
    assert [path.read_bytes() for path in pair] == before


def test_reopening_does_not_make_it_a_new_session(
    desk: Desk, qtbot: QtBot, root: Path, pair: tuple[Path, Path]
) -> None:
    compared(desk, qtbot, pair)
    assert desk.keeper.flush()
    identity = desk.keeper.id
    assert desk.close()
    file = root / "sessions" / identity / "session.json"
    before = json.loads(file.read_text())
    other = reopened(qtbot, root, identity)
    qtbot.waitUntil(lambda: other.session.result is not None and not other.session.working, timeout=60_000)
    other.close()
    after = json.loads(file.read_text())
    assert before | {"settings": {}} == after | {"settings": {}}


def test_another_trainee_is_another_attempt_and_the_first_is_found_again(
    desk: Desk, qtbot: QtBot, pair: tuple[Path, Path]
) -> None:
    compared(desk, qtbot, pair)
    first = desk.keeper.record.shown["trainee"]
    for trainee, attempts in ((pair[1], 2), (pair[0], 2)):
        previous = desk.session.result
        desk.session.open(Side.TRAINEE, trainee)
        qtbot.waitUntil(lambda previous=previous: desk.session.result not in (None, previous), timeout=60_000)
        assert len(desk.keeper.record.attempts) == attempts
    assert desk.keeper.record.shown["trainee"] == first
    assert len(desk.keeper.record.clips) == 3


def test_a_clip_that_was_taken_away_leaves_its_movement(
    desk: Desk, qtbot: QtBot, root: Path, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    moved = shutil.copy(pair[0], tmp_path / "moved.npz")
    compared(desk, qtbot, (moved, pair[1]))
    assert desk.keeper.flush()
    identity = desk.keeper.id
    assert desk.close()
    moved.unlink()
    other = reopened(qtbot, root, identity)
    qtbot.waitUntil(lambda: other.session.result is not None, timeout=60_000)
    assert "only its movement" in other.failures[0]
    assert other.keeper.record.clip(other.keeper.record.shown["trainee"]).original == str(moved)
    other.close()


def test_a_new_session_leaves_the_first_as_it_was(desk: Desk, qtbot: QtBot, pair: tuple[Path, Path]) -> None:
    compared(desk, qtbot, pair)
    desk.notes.add("of the first")
    assert desk.keeper.flush()
    first = desk.keeper.id
    closed: list[bool] = []
    desk.keeper.new(lambda: closed.append(True))
    assert desk.session.clips == dict.fromkeys(Side)
    assert desk.notes.notes == ()
    qtbot.waitUntil(lambda: bool(closed))
    assert desk.library.unfinished() == []
    desk.session.open(Side.TRAINEE, pair[0])
    qtbot.waitUntil(lambda: desk.keeper.id is not None, timeout=20_000)
    assert desk.keeper.id != first
    assert [note.text for note in desk.library.folder(first).read().record.notes] == ["of the first"]


def test_a_recording_lies_inside(desk: Desk, qtbot: QtBot, pair: tuple[Path, Path]) -> None:
    recording = Path(shutil.copy(pair[0], desk.keeper.clips_folder() / "take.npz"))
    desk.session.open(Side.TRAINEE, recording)
    qtbot.waitUntil(lambda: bool(desk.keeper.record.clips), timeout=20_000)
    (clip,) = desk.keeper.record.clips
    assert (clip.file, clip.original) == ("clips/take.npz", None)


def test_a_damaged_session_is_refused_and_the_open_one_stays(
    desk: Desk, qtbot: QtBot, root: Path, pair: tuple[Path, Path]
) -> None:
    bad = root / "sessions" / "bad"
    bad.mkdir(parents=True)
    (bad / "session.json").write_text("?")
    compared(desk, qtbot, pair)
    shown = desk.session.result
    desk.keeper.open("bad")
    qtbot.waitUntil(lambda: bool(desk.failures))
    assert "damaged" in desk.failures[0]
    assert desk.session.result is shown
    free = desk.library.folder("bad")
    free.hold()
    free.release()


def test_a_full_disk_is_said_and_nothing_is_lost(
    desk: Desk, qtbot: QtBot, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(desk, qtbot, pair)
    assert desk.keeper.flush()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("capture.atomic.os.fsync", full)
    desk.notes.add("while the disk is full")
    assert not desk.keeper.flush()
    qtbot.waitUntil(lambda: bool(desk.failures))
    assert "no room left" in desk.failures[0]
    monkeypatch.undo()
    assert desk.keeper.flush()
    saved = desk.library.folder(desk.keeper.id).read().record
    assert [note.text for note in saved.notes] == ["while the disk is full"]


def test_what_the_user_said_about_a_video_comes_back(
    desk: Desk, qtbot: QtBot, root: Path, pair: tuple[Path, Path]
) -> None:
    clip = open_clip(SAMPLES[Side.TRAINEE])
    motion = read_motion(pair[0])
    said = {"height_m": 1.91, "person": 2, "sides_swapped": True, "quality": "heavy", "mirrored": True}
    clip = replace(clip.filmed_at(60.0), used=(0.5, 1.25))
    ground = Ground.from_camera(tilt_rad=0.2, roll_rad=-0.1, height_m=1.4)
    posed = replace(clip, whole_motion=motion, content="ab" * 32, ground=ground, **said)
    desk.session.restore({Side.TRAINEE: posed})
    assert desk.keeper.flush()
    identity = desk.keeper.id
    assert (root / "sessions" / identity / "thumbnail.jpg").stat().st_size > 500
    assert desk.close()
    other = reopened(qtbot, root, identity)
    again = other.session.clips[Side.TRAINEE]
    assert {name: getattr(again, name) for name in said} == said
    assert again.content == "ab" * 32
    assert (again.filmed_fps, again.used) == (60.0, (0.5, 1.25))
    assert again.end_s == pytest.approx(clip.end_s)
    assert again.ground.angles_rad == pytest.approx((0.2, -0.1))
    assert again.ground.camera_height_m == 1.4
    np.testing.assert_array_equal(again.whole_motion.joints_in_world, motion.joints_in_world)
    assert not other.session.working
    other.close()


@pytest.mark.parametrize(
    "said",
    [
        {"used": [3.0, 1.0]},
        {"used": [0.0, 1e9]},
        {"used": "all"},
        {"used": [1.0, None]},
        {"filmed_fps": 0.0},
        {"filmed_fps": "fast"},
        {"mirrored": "perhaps"},
    ],
)
def test_what_cannot_have_been_said_about_a_clip_is_not_believed(
    tmp_path: Path, pair: tuple[Path, Path], said: dict[str, object]
) -> None:
    folder = SessionFolder.create(tmp_path, Record.new())
    for path in (pair[0], SAMPLES[Side.TRAINEE]):
        clip, problem = restored_clip(
            KeptClip("c", "trainee", path.name, original=str(path), said=said), folder
        )
        assert (clip.used, clip.filmed_fps, clip.mirrored, problem) == (None, None, None, "")
    folder.release()


KILLED = """
    import os, sys
    from pathlib import Path
    sys.path[:0] = [sys.argv[2], sys.argv[2] + "/app/presenters"]
    from PySide6.QtCore import QCoreApplication
    from test_keeping import Desk
    from app.presenters.clip import Side
    app = QCoreApplication([])
    desk = Desk(Path(sys.argv[1]))
    for side, path in zip(Side, sys.argv[3:]):
        desk.session.open(side, Path(path))
    while desk.session.result is None:
        app.processEvents()
    desk.review.clock.seek(0.5)
    desk.notes.add("last words")
    # Saved by itself: nobody asks for it here, and a busy machine may take its time.
    files = lambda: [file.read_text() for file in Path(sys.argv[1]).glob("sessions/*/session.json")]
    while not any("last words" in text and '"place": 0.5' in text for text in files()):
        app.processEvents()
    os.kill(os.getpid(), 9)
"""


def test_after_a_kill_the_window_goes_on_where_it_was(
    qtbot: QtBot, root: Path, pair: tuple[Path, Path]
) -> None:
    tests = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(root), tests, *map(str, pair)]
    assert subprocess.run(command, check=False).returncode == -9
    desk = Desk(root)
    with qtbot.waitSignal(desk.keeper.offered, timeout=20_000) as offered:
        desk.keeper.look_for_unfinished()
    assert [note.text for note in offered.args[0].notes] == ["last words"]
    desk.keeper.take_up()
    qtbot.waitUntil(lambda: desk.session.result is not None, timeout=60_000)
    assert desk.review.clock.time_s == pytest.approx(0.5)
    assert [note.text for note in desk.notes.notes] == ["last words"]
    assert desk.close()
    assert desk.library.unfinished() == []
