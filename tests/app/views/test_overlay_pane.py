"""The overlay pane, with real clips in a real window: who is seen, from where, and with what."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from motions import squat
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox
from pytestqt.qtbot import QtBot
from synthetic_view import LANDSCAPE, camera_at, seen

from app.jobs import JobRunner
from app.presenters.clip import Clip, Side
from app.presenters.keys import ACTIONS
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from app.views.overlay_pane import OverlayPane
from capture.video import VideoInfo
from inference.pipeline import reconstruct

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def film() -> Clip:
    """A shallow squat, filmed and followed to the end."""
    motion = squat(fps=10, moving_s=0.8, depth_rad=1.0)
    track = seen(motion, camera_at((1.0, 1.6, 4.0), (0, 0.9, 0), LANDSCAPE), LANDSCAPE)
    info = VideoInfo(LANDSCAPE, 10.0, 1.8, 10.0)
    clip = Clip(Path("squat.mp4"), info, 0.0, 1.8, 0.1, track=track, quality="heavy", content="0")
    return replace(clip, whole_motion=reconstruct(track, 1.7))


@pytest.fixture(scope="module")
def result(film: Clip) -> Result:
    """Set against a deep one, a motion file."""
    coach = squat(fps=10, moving_s=0.8, depth_rad=1.8)
    other = Clip(Path("deep.npz"), None, 0.0, coach.duration_s, 0.1, whole_motion=coach)
    return Result.of(film, other)


@pytest.fixture
def session(qtbot: QtBot, result: Result) -> Iterator[Session]:
    jobs = JobRunner()
    made = Session(jobs)
    made.clips = {Side.TRAINEE: result.trainee, Side.COACH: result.coach}
    made.result = result
    yield made
    assert jobs.shutdown(5)


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> OverlayPane:
    made = OverlayPane(session, Review(session))
    qtbot.addWidget(made)
    made.resize(420, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def people(pane: OverlayPane) -> set[str]:
    """Whose buttons are there."""
    return {name for name, each in pane.people.items() if not each.isHidden()}


def picture(pane: OverlayPane) -> np.ndarray:
    return pane.viewport.scene.picture((160, 120)).astype(int)


def test_everybody_there_is_has_a_switch_that_hides_them(pane: OverlayPane) -> None:
    assert people(pane) == {"trainee", "coach"}
    both = picture(pane)
    pane.people["coach"].click()
    alone = picture(pane)
    assert (np.abs(alone - both).max(-1) > 60).sum() > 20
    pane.show_motions()  # as after a refinement: who was hidden stays hidden
    np.testing.assert_array_equal(picture(pane), alone)
    pane.people["coach"].click()
    np.testing.assert_array_equal(picture(pane), both)


def test_a_corrected_motion_is_a_third_person(pane: OverlayPane, session: Session) -> None:
    session.corrected = session.clips[Side.TRAINEE].motion
    pane.show_motions()
    assert people(pane) == {"trainee", "coach", "corrected"}


def test_a_chosen_finding_is_lit_and_its_values_stand_beside_it(pane: OverlayPane, session: Session) -> None:
    pane._review.clock.set_span((0.0, 1.8), 0.1)
    finding = next(found for found in session.findings if found.channel == "left_knee_flexion")
    pane._review.choose(finding)
    pane._review.clock.seek(0.9)  # where both are deepest
    pane.show_time()
    pane.show_lit()
    labels = pane.viewport.scene.labels((400, 300))
    assert [(label.performer, label.unit) for label in labels] == [("trainee", "deg"), ("coach", "deg")]
    assert labels[0].value < labels[1].value - 8  # the trainee's squat is the shallow one


def test_cameras_bodies_and_traces_change_the_picture(pane: OverlayPane) -> None:
    pane._review.clock.set_span((0.0, 1.8), 0.1)
    pane._review.clock.seek(0.9)
    pane.show_time()
    before = picture(pane)
    for name in ("view_front", "view_back", "view_top", "view_video", "bodies", "trails", "ghosts"):
        pane.key_actions[name]()
        after = picture(pane)
        assert (after != before).any(), name
        before = after
    assert pane.key_actions.keys() <= ACTIONS.keys()


def test_what_was_switched_on_is_on_the_next_time(pane: OverlayPane, session: Session, qtbot: QtBot) -> None:
    pane.trails.click()
    other = OverlayPane(session, Review(session))
    qtbot.addWidget(other)
    assert other.trails.isChecked()
    assert not other.ghosts.isChecked()


def test_the_floor_is_dragged_level(pane: OverlayPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    pane.key_actions["level_floor"]()
    leveller = pane.leveller
    assert leveller.side is Side.TRAINEE
    assert people(pane) == set()  # whose floor it is, alone
    pane.key_actions["view_video"]()
    before = picture(pane)
    viewport = pane.viewport
    tilt_deg, height_m = leveller.tilt_deg, leveller.height_m
    for button, end in (
        (Qt.MouseButton.LeftButton, QPoint(120, 160)),
        (Qt.MouseButton.RightButton, QPoint(100, 60)),
    ):
        qtbot.mousePress(viewport, button, pos=QPoint(100, 100))
        qtbot.mouseMove(viewport, end)
        qtbot.mouseRelease(viewport, button, pos=end)
    # As seen through the video's camera: the near edge was pulled down by 60 pixels.
    assert leveller.tilt_deg == pytest.approx(tilt_deg + 6, abs=0.5)
    assert leveller.height_m < height_m  # dragged up: the camera is closer to it
    assert (picture(pane) != before).any()
    said = []
    monkeypatch.setattr(pane._session, "set_ground", lambda side, ground: said.append((side, ground)))
    tilt_deg = leveller.tilt_deg
    leveller.apply()
    assert np.degrees(said[0][1].angles_rad[0]) == pytest.approx(tilt_deg)
    assert viewport.dragging is None
    assert people(pane) == {"trainee", "coach"}


def test_the_floor_is_set_by_numbers_and_left_as_it_was(pane: OverlayPane) -> None:
    before = picture(pane)
    pane.level.click()
    boxes = {box.accessibleName(): box for box in pane.findChildren(QDoubleSpinBox)}
    boxes["How far the camera looks down"].setValue(25.0)
    assert pane.leveller.tilt_deg == pytest.approx(25.0)
    pane.level.click()
    assert pane.leveller.side is None
    np.testing.assert_array_equal(picture(pane), before)


def test_every_button_has_a_name(pane: OverlayPane) -> None:
    parts = [*pane.findChildren(QAbstractButton), *pane.findChildren(QDoubleSpinBox)]
    assert all(part.accessibleName() for part in parts)


def test_without_a_video_there_is_no_camera_to_see_from_and_no_floor_to_set(
    pane: OverlayPane, session: Session
) -> None:
    pane.key_actions["view_video"]()
    session.clips = {Side.TRAINEE: session.clips[Side.COACH], Side.COACH: None}
    session.result = None
    pane.show_motions()
    assert not pane.level.isEnabled()
    pane.key_actions["view_video"]()
    assert pane.viewport.scene.view is None
    assert people(pane) == set()
