import numpy as np
import pytest
from measured_pair import DEEP_RAD, SHALLOW_RAD, measures, result
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side
from app.presenters.measures import other_side
from app.presenters.measuring import MOST_CURVES, Measuring
from app.presenters.review import Review
from app.presenters.session import Session


class Kept(QObject):
    """What a keeper does for the choice of channels."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.settings: dict[str, object] = {}

    def setting(self, name: str) -> object:
        return self.settings.get(name)

    def set(self, name: str, value: object) -> None:
        self.settings[name] = value


@pytest.fixture
def session(qapp) -> Session:
    made = Session(JobRunner())
    made.clips = {Side.TRAINEE: result().trainee, Side.COACH: result().coach}
    made.result = result()
    yield made
    made.jobs.shutdown(5)


def measuring(session: Session) -> Measuring:
    return Measuring(session, Review(session))


def test_both_curves_run_on_the_trainees_clock_with_their_uncertainty() -> None:
    trainee, coach = (measures().curve(side, "left_knee_flexion") for side in Side)
    np.testing.assert_array_equal(trainee.time_s, coach.time_s)
    assert np.nanmax(trainee.values) == pytest.approx(np.degrees(SHALLOW_RAD), abs=1)
    assert np.nanmax(coach.values) == pytest.approx(np.degrees(DEEP_RAD), abs=1)
    # The deepest moments lie over each other.
    assert abs(np.nanargmax(trainee.values[:70]) - np.nanargmax(coach.values[:70])) <= 3
    known = np.isfinite(coach.values)
    assert (coach.sigma[known] > 0).all()
    bottom = trainee.at(1.5)
    assert bottom is not None
    assert bottom.value == pytest.approx(np.degrees(SHALLOW_RAD), abs=1)
    assert bottom.sigma > 0


def test_a_moment_of_the_coach_is_found_on_the_clock() -> None:
    for clock_s in (0.9, 1.5, 3.2):
        coach_s = float(result().comparison.alignment.coach_time(clock_s))
        assert measures().clock_s(Side.COACH, coach_s) == pytest.approx(clock_s, abs=0.05)


def test_nothing_is_measured_until_somebody_looks(session: Session, qtbot: QtBot) -> None:
    made = measuring(session)
    session.compared.emit()
    assert not session.jobs.jobs
    with qtbot.waitSignal(made.changed):
        made.show(True)
    assert made.measures is not None
    session.result = None
    session.compared.emit()
    assert made.measures is None


def test_the_worst_finding_is_looked_at_first_with_both_its_sides(session: Session) -> None:
    worst = session.findings[0].channel
    channels = measuring(session).channels
    assert worst in channels
    assert other_side(worst) in (*channels, None)


def test_a_fifth_channel_takes_the_place_of_the_first(session: Session) -> None:
    made = measuring(session)
    names = ["pelvis_height", "left_hip_flexion", "right_hip_flexion", "trunk_rotation", "speed"]
    for name in names:
        made.choose(name)
    assert made.channels == tuple(names[-MOST_CURVES:])
    made.choose("speed", False)
    assert made.channels == tuple(names[1:4])


def test_the_choice_is_kept_and_another_sessions_is_taken(session: Session) -> None:
    made, keeper = measuring(session), Kept()
    made.keep_in(keeper)
    made.choose("pelvis_drop")
    assert "pelvis_drop" in keeper.settings["curves"]
    keeper.settings = {"curves": ["trunk_rotation", "nonsense", 7]}
    keeper.changed.emit()
    assert made.channels == ("trunk_rotation",)
    keeper.settings = {}
    keeper.changed.emit()
    assert made.channels == measuring(session).channels
