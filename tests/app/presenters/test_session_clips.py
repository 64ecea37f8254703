"""What becomes of a session when its clips are trimmed, mirrored, or no clips at all."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from clips import write_clip
from motions import arm_raise, walk
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.main_window import SAMPLES
from app.presenters.clip import Side
from app.presenters.review import Review
from app.presenters.session import Session
from inference.motion.files import read_motion, write_motion
from inference.motion.motion import Motion


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    jobs = JobRunner()
    yield Session(jobs)
    assert jobs.shutdown(5)


def opened(session: Session, qtbot: QtBot, trainee: Path, coach: Path) -> None:
    session.open(Side.TRAINEE, trainee)
    session.open(Side.COACH, coach)
    qtbot.waitUntil(lambda: session.result is not None, timeout=20_000)


@pytest.fixture(scope="module")
def walk_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Walks in for six seconds, then raises the right arm four times, a little."""
    exercise = arm_raise(4, elevation_rad=0.9, sides=("right",)).joints_in_world
    before = walk(6).joints_in_world
    exercise = exercise + (before[-1, 0] - exercise[0, 0]) * [1, 0, 1]
    path = tmp_path_factory.mktemp("motions") / "walk in.npz"
    write_motion(Motion(np.concatenate([before, exercise]), 30.0), path)
    return path


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("motions") / "coach.npz"
    write_motion(arm_raise(4, elevation_rad=1.6, sides=("right",)), path)
    return path


def test_the_proposed_span_leaves_the_walk_in_out_of_everything(
    session: Session, qtbot: QtBot, walk_in: Path, raised: Path, tmp_path: Path
) -> None:
    review, whole = Review(session), read_motion(walk_in)
    opened(session, qtbot, walk_in, raised)
    confused = session.result
    proposed = session.clips[Side.TRAINEE].proposed
    session.use(Side.TRAINEE, proposed)
    assert review.clock.span == proposed
    qtbot.waitUntil(lambda: session.result is not confused, timeout=20_000)
    assert len(confused.comparison.repetitions) != 4
    assert len(session.result.comparison.repetitions) == 4
    assert all(proposed[0] <= finding.phase.start_s <= proposed[1] for finding in session.findings)
    assert session.overlay[Side.TRAINEE].time_s[[0, -1]] == pytest.approx(proposed, abs=0.05)
    session.export_motions(tmp_path)
    qtbot.waitUntil(lambda: not session.jobs.jobs)
    exported = read_motion(tmp_path / "trainee.npz")
    assert exported.duration_s == pytest.approx(proposed[1] - proposed[0], abs=0.05)
    again = read_motion(walk_in)
    np.testing.assert_array_equal(again.joints_in_world, whole.joints_in_world, "the file is as it was")
    session.use(Side.TRAINEE, None)
    assert review.clock.span == (0.0, pytest.approx(whole.duration_s))
    assert len(session.clips[Side.TRAINEE].motion) == len(whole)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a second in which nobody is to be seen; what describes it comes last."""
    path = tmp_path_factory.mktemp("clips") / "wall.m4v"
    return write_clip(path, np.arange(6) / 10)


def of_nothing(_clip: Path, path: Path) -> None:
    path.touch()


def of_words(_clip: Path, path: Path) -> None:
    path.write_text("Dear diary, today I squatted.\n" * 100)


def of_half_a_film(clip: Path, path: Path) -> None:
    path.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])


def of_a_wall(clip: Path, path: Path) -> None:
    path.write_bytes(clip.read_bytes())


def of_a_folder(_clip: Path, path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (of_nothing, "is empty"),
        (of_words, "is not a video"),
        (of_half_a_film, "cut off"),
        (of_a_wall, "Nobody was found"),
        (of_a_folder, "is a folder"),
    ],
)
def test_a_wrong_file_is_said_in_a_sentence(
    session: Session,
    qtbot: QtBot,
    clip: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path, Path], None],
    words: str,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    wrong = tmp_path / "wrong.mp4"
    make(clip, wrong)
    with qtbot.waitSignal(session.jobs.failed, timeout=30_000) as failed:
        session.open(Side.TRAINEE, wrong)
    message = failed.args[0].message
    assert words in message
    assert "Traceback" not in message
    assert message.endswith(".")


def test_a_span_chosen_meanwhile_does_not_begin_the_looking_again(session: Session, qtbot: QtBot) -> None:
    session.open(Side.TRAINEE, SAMPLES[Side.TRAINEE])
    qtbot.waitUntil(lambda: any(job.title.startswith("Following") for job in session.jobs.jobs))
    (following,) = session.jobs.jobs
    session.use(Side.TRAINEE, (1.0, 4.0))
    session.set_mirrored(Side.TRAINEE, False)
    assert not following.cancelled
    assert session.jobs.jobs == (following,)
    session.set_mirrored(Side.TRAINEE, True)
    assert following.cancelled
    assert session.clips[Side.TRAINEE].used == (1.0, 4.0)
    session.cancel()
    qtbot.waitUntil(lambda: not session.working, timeout=20_000)
