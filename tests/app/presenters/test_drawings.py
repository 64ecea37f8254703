import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measured_pair import result
from PySide6.QtCore import QObject, Signal

from app.jobs import JobRunner
from app.presenters.clip import Side
from app.presenters.drawings import Drawings, Drawn, from_json, to_json
from app.presenters.drawn_values import scale, value
from app.presenters.session import Session
from app.viewport.camera import Camera

RIGHT_ANGLE = ((100.0, 0.0), (100.0, 100.0), (200.0, 100.0))
PLACED_PX = 2.0
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries(
    {"id": JSON, "side": st.sampled_from(["trainee", "nobody"]), "clip": JSON, "time_s": JSON},
    optional={"points_px": JSON, "placed_px": JSON, "length_m": JSON, "joints": JSON},
)


class Kept(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.settings: dict[str, object] = {}

    def setting(self, name: str) -> object:
        return self.settings.get(name)

    def set(self, name: str, kept: object) -> None:
        self.settings[name] = json.loads(json.dumps(kept))


@pytest.fixture
def session(qapp) -> Session:
    """A trainee who was filmed, and a coach who was not."""
    made = Session(JobRunner())
    trainee = result().trainee
    motion = replace(trainee.motion, view=Camera.placed().view())
    made.clips = {Side.TRAINEE: replace(trainee, whole_motion=motion), Side.COACH: result().coach}
    made.result = result()
    yield made
    made.jobs.shutdown(5)


@pytest.fixture
def drawings(session: Session) -> Drawings:
    return Drawings(session)


def test_an_angle_is_that_of_its_points_with_what_the_hand_may_miss(drawings: Drawings, session) -> None:
    drawings.draw(Side.TRAINEE, 1.0, RIGHT_ANGLE, PLACED_PX)
    (drawn,) = drawings.shown
    # 2 px at each end of arms of 100 px, and √2 of that at the corner.
    assert value(drawn, drawings, session) == f"90° ± {np.degrees(0.04):.0f}°"


def test_a_line_of_known_length_measures_the_others_of_its_clip(drawings: Drawings, session) -> None:
    drawings.draw(Side.COACH, 1.0, ((0, 0), (0, 100)), PLACED_PX)
    drawings.draw(Side.COACH, 2.0, ((0, 0), (300, 0)), PLACED_PX)
    line, other = drawings.shown
    assert value(other, drawings, session) == "300 ± 3 px"
    drawings.calibrate(line.id, 0.5)
    line, other = drawings.shown
    assert value(line, drawings, session) == "50.0 cm, given"
    assert value(other, drawings, session).startswith("150.0 ± ")
    drawings.undo()
    assert value(drawings.shown[1], drawings, session).endswith("px")


def test_without_one_the_body_height_measures(drawings: Drawings, session: Session) -> None:
    """A line drawn along the shank in the picture is about as long as the shank."""
    motion = session.clips[Side.TRAINEE].motion
    knee, ankle = motion.view.project(motion.joints_in_world[0, [4, 7]])
    drawings.draw(Side.TRAINEE, 0.0, (tuple(knee), tuple(ankle)), PLACED_PX)
    (line,) = drawings.shown
    length, _, sigma, unit = value(line, drawings, session).split()
    true_cm = 100 * np.linalg.norm(np.subtract(*motion.joints_in_world[0, [4, 7]]))
    assert unit == "cm"
    assert float(length) == pytest.approx(true_cm, abs=2 * float(sigma))
    assert 0.2 < float(sigma) < 5
    assert f"{motion.height_m:.2f} m" in scale(line, drawings, session).by


def test_joints_are_measured_at_the_clock(drawings: Drawings, session: Session) -> None:
    drawings.mark(Side.TRAINEE, ("left_hip", "left_knee", "left_ankle"))
    (mark,) = drawings.drawn.marks
    values = [value(mark, drawings, session, time_s) for time_s in (0.0, 1.5)]
    assert values == ["180° ± unknown", f"{180 - np.degrees(1.1):.0f}° ± unknown"]


def test_a_drawing_is_seen_around_its_moment_on_its_clip_alone(drawings: Drawings, session) -> None:
    drawings.draw(Side.TRAINEE, 1.0, RIGHT_ANGLE, PLACED_PX)
    assert drawings.at(Side.TRAINEE, 1.1)
    assert not drawings.at(Side.TRAINEE, 1.5)
    assert not drawings.at(Side.COACH, 1.0)
    session.clips[Side.TRAINEE] = replace(session.clips[Side.TRAINEE], path=Path("another.npz"))
    assert not drawings.shown


def test_points_move_drawings_go_and_undo_brings_them_back(drawings: Drawings) -> None:
    drawings.take("angle")
    drawings.draw(Side.TRAINEE, 1.0, RIGHT_ANGLE, PLACED_PX)
    assert drawings.tool is None
    (drawn,) = drawings.shown
    drawings.move(drawn.id, 2, (300.0, 150.0))
    assert drawings.shown[0].points_px == (*RIGHT_ANGLE[:2], (300.0, 150.0))
    drawings.remove(drawn.id)
    assert not drawings.shown
    for _ in range(2):
        drawings.undo()
    assert drawings.shown == (drawn,)


def test_what_is_drawn_is_kept_and_another_sessions_is_shown(drawings: Drawings) -> None:
    keeper = Kept()
    drawings.keep_in(keeper)
    drawings.draw(Side.TRAINEE, 1.0, RIGHT_ANGLE, PLACED_PX)
    drawings.mark(Side.COACH, ("left_wrist", "right_wrist"))
    drawn = drawings.drawn
    assert from_json(keeper.settings["drawings"]) == drawn
    kept, keeper.settings = keeper.settings, {}
    keeper.changed.emit()
    assert drawings.drawn == Drawn()
    assert not drawings.can_undo
    keeper.settings = kept
    keeper.changed.emit()
    assert drawings.drawn == drawn


@given(st.dictionaries(st.sampled_from(["drawings", "marks"]), JSON | st.lists(FIELDS, max_size=2)) | JSON)
def test_whatever_a_session_holds_only_drawings_come_out(kept) -> None:
    found = from_json(kept)
    assert from_json(json.loads(json.dumps(to_json(found)))) == found
