from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from motions import squat
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side, open_clip
from app.presenters.loops import EVERYTHING, FINDING
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.showing import SPEED, Showing
from app.presenters.words import Cue, Words
from inference.motion.channels import CHANNELS
from inference.motion.files import write_motion
from inference.motion.kinematics import measure


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Squats that stop short while the knees fall in, and a coach's."""
    folder = tmp_path_factory.mktemp("pair")
    motions = squat(2, depth_rad=1.1, knee_inward_m=0.09, fps=10), squat(2, depth_rad=1.75, fps=10)
    for side, motion in zip(Side, motions, strict=True):
        write_motion(motion, folder / f"{side}.npz")
    return Result.of(*(open_clip(folder / f"{side}.npz") for side in Side))


@pytest.fixture
def session(measured: Result, qtbot: QtBot) -> Iterator[Session]:
    jobs = JobRunner()
    made = Session(jobs)
    made.clips = {Side.TRAINEE: measured.trainee, Side.COACH: measured.coach}
    yield made
    assert jobs.shutdown(10)


@pytest.fixture
def review(session: Session) -> Iterator[Review]:
    made = Review(session)
    session.clip_changed.emit(Side.TRAINEE)
    yield made
    made.clock.pause()


@pytest.fixture
def words(session: Session) -> Words:
    return Words(session)


@pytest.fixture
def showing(measured: Result, session: Session, review: Review, words: Words, qtbot: QtBot) -> Showing:
    made = Showing(session, review, words)
    compared(session, measured)
    qtbot.waitUntil(lambda: made.said is not None, timeout=20_000)
    return made


def compared(session: Session, result: Result | None) -> None:
    session.result = result
    session.compared.emit()


def knees(words: Words) -> Cue:
    return next(cue for cue in words.cues if any("knee_flexion" in f.channel for f in cue.findings))


def test_what_is_said_is_corrected_as_soon_as_it_is_known(
    measured: Result, session: Session, showing: Showing
) -> None:
    trainee = measured.trainee.motion
    assert session.performers["corrected"] is showing.said
    assert set(session.performers) == {"trainee", "coach", "corrected"}
    assert len(showing.said) == len(trainee)
    bent, was = (measure(motion)["left_knee_flexion"] for motion in (showing.said, trainee))
    assert np.nanmax(bent) > np.nanmax(was) + 2 * CHANNELS["left_knee_flexion"].tolerance


def test_a_sentence_plays_slowly_where_it_shows_until_it_is_ended(
    session: Session, review: Review, words: Words, showing: Showing, qtbot: QtBot
) -> None:
    cue = knees(words)
    review.clock.set_speed(1.5)
    showing.toggle(cue)
    assert showing.shows(cue)
    assert review.clock.playing
    assert review.clock.speed == SPEED
    start_s, end_s = review.clock.loop_span
    finding = cue.findings[0]
    assert start_s <= finding.phase.start_s
    assert finding.phase.end_s <= end_s
    assert (start_s, end_s) != review.clock.span
    assert review.lit == finding.joints
    qtbot.waitUntil(lambda: session.corrected is not None, timeout=20_000)
    showing.toggle(cue)
    assert showing.about is None
    assert (review.clock.playing, review.clock.speed) == (False, 1.5)
    assert review.loops.chosen == EVERYTHING


def test_a_long_phase_is_shown_alone(review: Review, words: Words, showing: Showing) -> None:
    cue = knees(words)
    phase = replace(cue.findings[0].phase, start_s=0.6, end_s=2.0)
    findings = tuple(replace(finding, phase=phase) for finding in cue.findings)
    showing.toggle(replace(cue, findings=findings))
    assert review.loops.chosen == FINDING


def test_looking_at_something_else_ends_it(
    measured: Result, review: Review, words: Words, showing: Showing
) -> None:
    showing.toggle(knees(words))
    other = next(f for f in measured.correction.findings if f not in knees(words).findings)
    review.choose(other)
    assert showing.about is None
    assert review.finding == other
    assert review.clock.speed == 1.0


def test_another_sentence_takes_its_place_and_the_old_speed_comes_back(
    review: Review, words: Words, showing: Showing
) -> None:
    first, second = words.cues[:2]
    showing.toggle(first)
    showing.toggle(second)
    assert showing.shows(second)
    assert not showing.shows(first)
    showing.end()
    assert review.clock.speed == 1.0
    assert not review.clock.playing


def test_a_rejected_sentence_is_shown_no_more(session: Session, words: Words, showing: Showing) -> None:
    cue = knees(words)
    showing.toggle(cue)
    words.reject(cue)
    assert showing.about is None


def test_a_change_of_pace_cannot_be_shown_and_says_why(words: Words, showing: Showing) -> None:
    cue = knees(words)
    assert showing.why_not(cue) == ""
    slow = replace(cue, findings=(replace(cue.findings[0], channel="tempo"),))
    assert "pace" in showing.why_not(slow)
    showing.toggle(slow)
    assert showing.about is None
    assert "not measured" in showing.why_not(replace(cue, findings=()))


def test_the_key_shows_what_is_looked_at(review: Review, words: Words, showing: Showing) -> None:
    cue = knees(words)
    review.choose(cue.findings[-1])
    showing.toggle_chosen()
    assert showing.shows(cue)
    showing.toggle_chosen()
    assert showing.about is None


def test_nothing_corrected_stays_behind_with_other_clips(session: Session, showing: Showing) -> None:
    compared(session, None)
    assert showing.said is None
    assert "corrected" not in session.performers


def test_a_new_comparison_is_corrected_anew(
    measured: Result, session: Session, showing: Showing, qtbot: QtBot
) -> None:
    old = showing.said
    compared(session, replace(measured))
    assert showing.said is not old
    qtbot.waitUntil(lambda: showing.said is not None, timeout=20_000)
