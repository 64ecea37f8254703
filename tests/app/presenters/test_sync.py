from collections.abc import Iterator
from pathlib import Path

import pytest
from motions import squat
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side, open_clip
from app.presenters.keeping import Keeper
from app.presenters.notes import Notes
from app.presenters.origins import Origins, restored_origins
from app.presenters.review import Review
from app.presenters.session import Session
from capture.library.library import Library
from inference.motion.files import write_motion


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pair")
    made = [folder / "shallow.npz", folder / "deep.npz"]
    for path, depth_rad in zip(made, (1.1, 1.75), strict=True):
        write_motion(squat(2, depth_rad=depth_rad, fps=10, moving_s=1.5), path)
    return made


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    assert made.shutdown(5)


@pytest.fixture
def session(jobs: JobRunner, paths: list[Path], qtbot: QtBot) -> Session:
    made = Session(jobs)
    made.restore({side: open_clip(path) for side, path in zip(Side, paths, strict=True)})
    compared(made, qtbot, None)
    return made


@pytest.fixture
def review(session: Session) -> Review:
    made = Review(session)
    session.clip_changed.emit(Side.TRAINEE)
    return made


def compared(session: Session, qtbot: QtBot, origins: Origins | None) -> None:
    """Wait until the comparison is of these."""

    def done() -> bool:
        return session.result is not None and session.result.origins == origins and not session.working

    qtbot.waitUntil(done, timeout=20_000)


def test_what_is_set_by_hand_is_what_is_compared(session: Session, review: Review, qtbot: QtBot) -> None:
    automatic = session.result
    review.clock.seek(1.0)
    review.sync.begin()
    review.sync.hold(1.4)
    review.sync.set()
    compared(session, qtbot, Origins(1.0, 1.4))
    assert session.result.correction.alignment.offset_s == pytest.approx(0.4)
    assert float(session.result.comparison.alignment.coach_time(2.0)) == pytest.approx(2.4)
    # The two really lie over each other otherwise now, and worse.
    assert session.result.comparison.alignment.cost_m > 2 * automatic.comparison.alignment.cost_m
    assert review.sync.by_hand


def test_the_coach_follows_at_once_before_anything_is_measured(session: Session, review: Review) -> None:
    session.set_origins(Origins(1.0, 1.4))
    assert review.clip_time_s(Side.COACH, 2.0) == pytest.approx(2.4)
    assert review.clip_time_s(Side.TRAINEE, 2.0) == 2.0


def test_the_proposal_is_still_there_and_counts_again(session: Session, review: Review, qtbot: QtBot) -> None:
    review.clock.seek(1.2)
    proposed_s = review.sync.proposal_s
    assert proposed_s == pytest.approx(review.clip_time_s(Side.COACH, 1.2))
    session.set_origins(Origins(1.0, 1.6))
    compared(session, qtbot, Origins(1.0, 1.6))
    assert review.sync.proposal_s == pytest.approx(proposed_s)
    review.sync.restore()
    compared(session, qtbot, None)
    assert review.clip_time_s(Side.COACH, 1.2) == pytest.approx(proposed_s)
    assert not review.sync.by_hand


def test_while_the_moment_is_looked_for_each_clip_moves_alone(review: Review) -> None:
    review.clock.seek(1.0)
    review.sync.begin()
    held_s = review.clip_time_s(Side.COACH, 1.0)
    review.clock.step(3)
    assert review.clip_time_s(Side.TRAINEE, review.clock.time_s) == pytest.approx(1.3)
    assert review.clip_time_s(Side.COACH, review.clock.time_s) == held_s
    review.sync.step(2)
    assert review.clip_time_s(Side.COACH, review.clock.time_s) == pytest.approx(held_s + 0.2)
    review.sync.hold(1e6)
    assert review.sync.coach_s == pytest.approx(review._session.clips[Side.COACH].end_s)
    review.sync.cancel()
    assert review.clip_time_s(Side.COACH, 1.0) == pytest.approx(held_s)


def test_moments_that_leave_nothing_in_common_cannot_be_set(session: Session, review: Review) -> None:
    review.clock.seek(review.clock.span[1])
    review.sync.begin()
    review.sync.hold(0.0)
    assert not review.sync.possible
    review.sync.begin_or_set()  # the key
    assert session.origins is None
    assert review.sync.active
    review.clock.seek(0.0)
    assert review.sync.possible


def test_another_clip_has_other_moments(
    session: Session, review: Review, qtbot: QtBot, tmp_path: Path
) -> None:
    session.set_origins(Origins(1.0, 1.4))
    compared(session, qtbot, Origins(1.0, 1.4))
    review.sync.begin()
    write_motion(squat(1, depth_rad=1.0, fps=10, moving_s=1.5), tmp_path / "other.npz")
    session.open(Side.TRAINEE, tmp_path / "other.npz")
    qtbot.waitUntil(lambda: session.clips[Side.TRAINEE].path.name == "other.npz")
    assert session.origins is None
    assert not review.sync.active
    compared(session, qtbot, None)


def test_they_are_kept_with_the_session_and_come_back(
    jobs: JobRunner, paths: list[Path], qtbot: QtBot, tmp_path: Path
) -> None:
    def window() -> tuple[Session, Keeper]:
        session = Session(jobs)
        review = Review(session, session)
        return session, Keeper(library, session, review, Notes(review.clock, session), session)

    library = Library(tmp_path)
    session, keeper = window()
    session.restore({side: open_clip(path) for side, path in zip(Side, paths, strict=True)})
    session.set_origins(Origins(1.0, 1.4))
    compared(session, qtbot, Origins(1.0, 1.4))
    assert keeper.flush()
    identity = keeper.id
    assert keeper.close()
    again, other = window()
    other.open(identity)
    qtbot.waitUntil(lambda: again.complete, timeout=10_000)
    assert again.origins == Origins(1.0, 1.4)
    compared(again, qtbot, Origins(1.0, 1.4))
    again.set_origins(None)
    assert other.setting("origins") is None
    assert other.close()


@pytest.mark.parametrize("junk", [None, 3, "1, 2", [1.0], [1.0, "2"], [1, 2, 3], {"trainee_s": 1.0}])
def test_nonsense_in_a_session_is_nothing(junk: object) -> None:
    assert restored_origins(junk) is None


def test_kept_moments_are_read() -> None:
    assert restored_origins([1.0, 2.5]) == Origins(1.0, 2.5)
