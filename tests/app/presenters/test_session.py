from pathlib import Path

import numpy as np
import pytest
from motions import squat
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side
from app.presenters.review import Review
from app.presenters.session import Session
from inference.motion.files import read_motion, write_motion
from inference.motion.focus import EVERYTHING, Focus


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    jobs = JobRunner()
    yield Session(jobs)
    assert jobs.shutdown(5)


@pytest.fixture(scope="module")
def shallow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("motions") / "shallow.npz"
    write_motion(squat(3, depth_rad=1.1), path)
    return path


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("motions") / "deep.npz"
    write_motion(squat(3, depth_rad=1.75), path)
    return path


def opened(session: Session, qtbot: QtBot, trainee: Path, coach: Path) -> None:
    session.open(Side.TRAINEE, trainee)
    session.open(Side.COACH, coach)
    qtbot.waitUntil(lambda: session.result is not None, timeout=20_000)


def test_two_clips_lead_to_words_by_themselves(
    session: Session, qtbot: QtBot, shallow: Path, deep: Path
) -> None:
    opened(session, qtbot, shallow, deep)
    assert "left_knee_flexion" in {finding.channel for finding in session.findings}
    assert session.result.correction.text
    qtbot.waitUntil(lambda: not session.working)
    assert not session.can_continue


def test_one_clip_alone_is_shown_and_compared_with_nothing(
    session: Session, qtbot: QtBot, shallow: Path
) -> None:
    session.open(Side.TRAINEE, shallow)
    qtbot.waitUntil(lambda: session.clips[Side.TRAINEE] is not None)
    assert list(session.overlay) == [Side.TRAINEE]
    assert not session.complete
    assert not session.working


def test_another_clip_replaces_the_result(session: Session, qtbot: QtBot, shallow: Path, deep: Path) -> None:
    opened(session, qtbot, shallow, deep)
    first = session.result
    session.open(Side.COACH, shallow)
    qtbot.waitUntil(lambda: session.result not in (None, first), timeout=20_000)
    assert session.findings == ()


def test_a_file_that_cannot_be_read_is_said_and_changes_nothing(
    session: Session, qtbot: QtBot, shallow: Path, tmp_path: Path
) -> None:
    session.open(Side.TRAINEE, shallow)
    qtbot.waitUntil(lambda: session.clips[Side.TRAINEE] is not None)
    before = session.clips[Side.TRAINEE]
    noise = tmp_path / "holiday.mp4"
    noise.write_bytes(b"this is no video" * 100)
    with qtbot.waitSignal(session.jobs.failed) as failed:
        session.open(Side.TRAINEE, noise)
    assert "holiday.mp4" in failed.args[0].message
    assert session.clips[Side.TRAINEE] is before


def test_cancel_keeps_what_is_there_and_resume_goes_on(
    session: Session, qtbot: QtBot, shallow: Path, deep: Path
) -> None:
    session.open(Side.TRAINEE, shallow)
    session.open(Side.COACH, deep)
    qtbot.waitUntil(lambda: session.complete)
    session.cancel()
    qtbot.waitUntil(lambda: not session.working)
    if session.result is None:
        assert session.can_continue
        session.resume()
    qtbot.waitUntil(lambda: session.result is not None, timeout=20_000)


def test_exported_motions_can_be_read_again(
    session: Session, qtbot: QtBot, shallow: Path, deep: Path, tmp_path: Path
) -> None:
    opened(session, qtbot, shallow, deep)
    session.export_motions(tmp_path, session.result.trainee.motion)
    names = {f"{who}.{suffix}" for who in ("trainee", "coach", "corrected") for suffix in ("npz", "bvh")}
    qtbot.waitUntil(lambda: {path.name for path in tmp_path.iterdir()} == names and not session.jobs.jobs)
    again = read_motion(tmp_path / "trainee.npz")
    np.testing.assert_array_equal(again.joints_in_world, session.result.trainee.motion.joints_in_world)


def test_choosing_a_finding_seeks_there_and_is_remembered(
    session: Session, qtbot: QtBot, shallow: Path, deep: Path
) -> None:
    review = Review(session)
    opened(session, qtbot, shallow, deep)
    finding = session.findings[0]
    review.choose(finding)
    assert review.clock.time_s == pytest.approx(finding.seek_s)
    assert review.finding == finding
    assert review.chosen_span in review.spans


def test_the_coach_follows_the_alignment(session: Session, qtbot: QtBot, deep: Path, tmp_path: Path) -> None:
    slow = tmp_path / "slow.npz"
    write_motion(squat(1, moving_s=4.0), slow)
    fast = tmp_path / "fast.npz"
    write_motion(squat(1, moving_s=2.0), fast)
    review = Review(session)
    opened(session, qtbot, fast, slow)
    # The bottom: half a second of stillness, then half of the movement.
    assert review.clip_time_s(Side.TRAINEE, 1.5) == 1.5
    assert review.clip_time_s(Side.COACH, 1.5) == pytest.approx(2.5, abs=0.15)


def test_another_focus_compares_at_once_and_limits_what_is_found(
    session: Session, qtbot: QtBot, shallow: Path, deep: Path
) -> None:
    opened(session, qtbot, shallow, deep)
    for focus in (Focus(("right_knee_flexion",)), Focus(ignore=("right_knee_flexion",))):
        with qtbot.waitSignal(session.compared, timeout=20_000):
            session.set_focus(focus)
        assert session.result.comparison.focus == focus
        channels = {channel.name for channel in focus.chosen()}
        assert session.findings
        assert {finding.channel for finding in session.findings} <= channels
    with qtbot.assertNotEmitted(session.focused):
        session.set_focus(focus)
    session.set_focus(Focus(tolerances={"left_knee_flexion": 3.0}))
    session.set_focus(EVERYTHING)
    qtbot.waitUntil(lambda: session.result.comparison.focus == EVERYTHING and not session.working)
    assert "left_knee_flexion" in {finding.channel for finding in session.findings}
