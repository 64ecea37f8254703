import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from motions import squat
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side, open_clip
from app.presenters.loops import EVERYTHING, FINDING, MARKS, ONCE, Loop, Loops
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from inference.motion.files import write_motion


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Three shallow squats beside three deep ones."""
    folder = tmp_path_factory.mktemp("pair")
    clips = []
    for side, depth_rad in zip(Side, (1.1, 1.75), strict=True):
        path = folder / f"{side}.npz"
        write_motion(squat(3, depth_rad=depth_rad, fps=10, moving_s=1.5), path)
        clips.append(open_clip(path))
    return Result.of(*clips)


@pytest.fixture
def session(result: Result, qtbot: QtBot) -> Session:
    made = Session(JobRunner())
    made.clips = {Side.TRAINEE: result.trainee, Side.COACH: result.coach}
    made.result = result
    return made


@pytest.fixture
def review(session: Session) -> Iterator[Review]:
    made = Review(session)
    session.clip_changed.emit(Side.TRAINEE)
    session.compared.emit()
    yield made
    made.clock.pause()


@pytest.fixture
def loops(review: Review) -> Loops:
    return review.loops


def test_each_repetition_and_its_phases_can_be_looped(review: Review, loops: Loops) -> None:
    assert len(loops.repetitions) == 3
    for index, repetition in enumerate(loops.repetitions):
        loops.choose(Loop("repetition", index))
        assert review.clock.loop_span == (repetition.start_s, repetition.end_s)
        assert repetition.start_s <= review.clock.time_s <= repetition.end_s
        for phase in repetition.phases:
            loops.choose(Loop("repetition", index, phase.name))
            assert review.clock.loop_span == (phase.start_s, phase.end_s)
    assert not loops.can(Loop("repetition", 3))


def test_a_looped_repetition_is_played_again_and_again(review: Review, loops: Loops, qtbot: QtBot) -> None:
    loops.choose(Loop("repetition", 1, "at the bottom"))
    start_s, end_s = review.clock.loop_span
    review.clock.set_speed(2.0)
    seen: list[float] = []
    review.clock.moved.connect(seen.append)
    review.clock.play()
    ends_s = time.monotonic() + 3 * (end_s - start_s)
    qtbot.waitUntil(lambda: time.monotonic() > ends_s)
    assert all(start_s <= time_s <= end_s for time_s in seen)
    assert sum(b < a for a, b in pairwise(seen)) >= 3


def test_keys_walk_from_one_repetition_to_the_next_and_stay_at_the_ends(review: Review, loops: Loops) -> None:
    review.clock.seek(loops.repetitions[1].turn_s)
    walked = []
    for step in (1, 1, 1, -1, -1, -1):
        loops.choose_repetition(step)
        walked.append(loops.chosen.repetition)
    assert walked == [1, 2, 2, 1, 0, 0]


def test_marks_begin_and_end_where_the_play_head_is(review: Review, loops: Loops) -> None:
    clock = review.clock
    clock.seek(1.0)
    loops.mark_start()
    assert loops.marks == clock.loop_span == (1.0, clock.span[1])
    clock.seek(2.5)
    loops.mark_end()
    assert loops.marks == (1.0, 2.5)
    clock.seek(0.5)
    loops.mark_end()  # before the start: from the beginning
    assert loops.marks == (clock.span[0], 0.5)
    clock.seek(3.0)
    loops.mark_start()  # behind the end: to the end
    assert loops.marks == (3.0, clock.span[1])
    loops.clear()
    assert (loops.marks, clock.loop_span, loops.chosen) == (None, clock.span, EVERYTHING)


def test_marks_closer_than_a_frame_are_none(review: Review, loops: Loops) -> None:
    review.clock.seek(review.clock.span[1])
    loops.mark_start()
    assert (loops.marks, loops.chosen) == (None, EVERYTHING)


def test_playing_once_ends_at_the_end(review: Review, loops: Loops, qtbot: QtBot) -> None:
    loops.choose(ONCE)
    review.clock.seek(review.clock.span[1] - 0.1)
    review.clock.play()
    qtbot.waitUntil(lambda: not review.clock.playing)
    assert review.clock.time_s == review.clock.span[1]


def test_a_looped_finding_gives_way_to_the_next_one(review: Review, session: Session, loops: Loops) -> None:
    assert not loops.can(FINDING)
    first, second = session.findings[0], session.findings[-1]
    review.choose(first)
    loops.choose(FINDING)
    review.clock.play()
    review.choose(second)
    assert review.clock.playing
    assert review.clock.loop_span == (second.phase.start_s, second.phase.end_s)


def test_a_finding_outside_the_loop_ends_it(review: Review, session: Session, loops: Loops) -> None:
    finding = session.findings[0]
    outside = finding.seek_s > 2.0
    review.clock.seek(0.5 if outside else 3.0)
    loops.mark_end() if outside else loops.mark_start()
    review.choose(finding)
    assert loops.chosen == EVERYTHING
    assert review.clock.time_s == finding.seek_s
    loops.choose(MARKS)
    assert review.clock.loop_span == loops.marks  # the marks are still there


def test_a_repetition_that_is_gone_leaves_everything(session: Session, review: Review, loops: Loops) -> None:
    loops.choose(Loop("repetition", 2))
    session.result = None
    session.compared.emit()
    assert loops.chosen == EVERYTHING
    assert review.clock.loop_span == review.clock.span


def test_another_clip_has_no_marks(session: Session, review: Review, loops: Loops, tmp_path: Path) -> None:
    review.clock.seek(1.0)
    loops.mark_start()
    write_motion(squat(1, depth_rad=1.0, fps=10, moving_s=1.0), tmp_path / "other.npz")
    session.clips[Side.TRAINEE] = open_clip(tmp_path / "other.npz")
    session.clip_changed.emit(Side.TRAINEE)
    assert loops.marks is None
    assert review.clock.loop_span == review.clock.span
