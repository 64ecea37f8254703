"""The leveller: the floor goes where it is dragged, and the movement is made again on it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from motions import squat
from pytestqt.qtbot import QtBot
from synthetic_view import LANDSCAPE, camera_at, seen

from app.jobs import JobRunner
from app.presenters.clip import Clip, Side
from app.presenters.leveller import Leveller
from app.presenters.session import Session
from capture.video import VideoInfo
from inference.pipeline import reconstruct
from inference.pose.ground import Ground


@pytest.fixture(scope="module")
def film() -> Clip:
    """A squat filmed from the front and above, followed to the end."""
    track = seen(squat(fps=10, moving_s=0.6), camera_at((1.0, 1.6, 4.0), (0, 0.9, 0), LANDSCAPE), LANDSCAPE)
    info = VideoInfo(LANDSCAPE, 10.0, 2.0, 10.0)
    motion = reconstruct(track, 1.7)
    return Clip(
        Path("squat.mp4"), info, 0.0, 2.0, 0.1, track=track, whole_motion=motion, quality="heavy", content="0"
    )


@pytest.fixture
def session(qtbot: QtBot, film: Clip) -> Iterator[Session]:
    jobs = JobRunner()
    made = Session(jobs)
    made.restore({Side.TRAINEE: film})
    yield made
    assert jobs.shutdown(5)


@pytest.fixture
def leveller(session: Session) -> Leveller:
    made = Leveller(session)
    made.begin(Side.TRAINEE)
    return made


def estimate(film: Clip) -> Ground:
    return Ground.of(film.motion.view)


def normal(leveller: Leveller) -> np.ndarray:
    return leveller.world_from_floor[:3, 1]


def test_it_begins_where_the_floor_is(leveller: Leveller, film: Clip) -> None:
    assert leveller.sides == (Side.TRAINEE,)
    tilt_rad, roll_rad = estimate(film).angles_rad
    assert leveller.tilt_deg == pytest.approx(np.degrees(tilt_rad))
    assert leveller.roll_deg == pytest.approx(np.degrees(roll_rad))
    assert leveller.height_m == pytest.approx(estimate(film).camera_height_m)
    np.testing.assert_allclose(normal(leveller), [0, 1, 0], atol=1e-6)
    assert leveller.world_from_floor[1, 3] == pytest.approx(0, abs=1e-6)
    assert "±" in leveller.told
    assert not leveller.by_hand


def test_a_motion_file_has_no_floor_to_set(session: Session, film: Clip) -> None:
    session.restore({Side.TRAINEE: replace(film, info=None, track=None)})
    other = Leveller(session)
    assert other.sides == ()
    other.begin(Side.TRAINEE)
    assert other.side is None


def test_it_tips_under_the_person_and_rises(leveller: Leveller, film: Clip) -> None:
    feet = leveller.world_from_floor[:3, 3]
    leveller.tip(np.array([0.0, 0.0, 0.1]))
    np.testing.assert_allclose(normal(leveller), [-np.sin(0.1), np.cos(0.1), 0], atol=1e-6)
    np.testing.assert_allclose(leveller.world_from_floor[:3, 3], feet, atol=1e-9)
    before_m = leveller.height_m
    leveller.lift(0.2)
    assert leveller.height_m == pytest.approx(before_m - 0.2)
    np.testing.assert_allclose(leveller.world_from_floor[:3, 3] - feet, 0.2 * normal(leveller), atol=1e-9)


def test_numbers_and_floor_say_the_same(leveller: Leveller) -> None:
    leveller.set_angles(12.0, -3.0)
    leveller.set_height(1.25)
    assert (leveller.tilt_deg, leveller.roll_deg) == pytest.approx((12.0, -3.0))
    assert leveller.height_m == pytest.approx(1.25)
    view = leveller.motion.view
    position = -view.camera_from_world[:3, :3].T @ view.camera_from_world[:3, 3]
    above = normal(leveller) @ (position - leveller.world_from_floor[:3, 3])
    assert above == pytest.approx(1.25)


def test_a_floor_cannot_be_tipped_over(leveller: Leveller) -> None:
    for _ in range(40):
        leveller.tip(np.array([0.3, 0.0, 0.0]))
    assert abs(leveller.tilt_deg) <= 89


def test_applied_it_makes_the_movement_again_and_can_be_taken_back(
    session: Session, leveller: Leveller, film: Clip, qtbot: QtBot
) -> None:
    said = leveller.tilt_deg + 6
    leveller.set_angles(said, leveller.roll_deg)
    leveller.apply()
    assert leveller.side is None
    qtbot.waitUntil(lambda: session.clips[Side.TRAINEE].motion is not None, timeout=20_000)
    again = session.clips[Side.TRAINEE]
    assert again.track is film.track
    assert again.ground.camera_height_m is None
    assert np.degrees(Ground.of(again.motion.view).angles_rad[0]) == pytest.approx(said, abs=1e-3)
    # Under a steeper camera the same person is seen to lean further back.
    lean = [(clip.motion.joint("neck") - clip.motion.joint("pelvis")).mean(axis=0) for clip in (film, again)]
    turned = np.degrees(np.arccos(lean[0] @ lean[1] / np.linalg.norm(lean[0]) / np.linalg.norm(lean[1])))
    assert 3 < turned < 9
    leveller.begin(Side.TRAINEE)
    assert leveller.by_hand
    assert "set by hand" in leveller.told
    leveller.forget()
    qtbot.waitUntil(lambda: session.clips[Side.TRAINEE].motion is not None, timeout=20_000)
    back = session.clips[Side.TRAINEE].motion
    np.testing.assert_allclose(back.joints_in_world, film.motion.joints_in_world, atol=1e-4)


def test_a_height_that_was_set_counts(
    session: Session, leveller: Leveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(session, "set_ground", lambda side, ground: said.append((side, ground)))
    leveller.lift(-0.1)
    height_m = leveller.height_m
    leveller.apply()
    ((side, ground),) = said
    assert side is Side.TRAINEE
    assert ground.camera_height_m == pytest.approx(height_m)
    assert ground.height_sigma_m == 0


def test_a_refined_movement_leaves_the_floor_where_it_was_put(
    session: Session, leveller: Leveller, film: Clip
) -> None:
    leveller.set_angles(20.0, 1.0)
    session.restore({Side.TRAINEE: replace(film, whole_motion=replace(film.motion))})
    assert leveller.side is Side.TRAINEE
    assert leveller.tilt_deg == pytest.approx(20.0)
    session.restore({})
    assert leveller.side is None
