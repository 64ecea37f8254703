"""From which side a person is filmed, and what that says of two clips' errors."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import squat

from inference.motion.differences import compare
from inference.motion.focus import Focus
from inference.motion.motion import Motion, View
from inference.motion.retarget import mirrored
from inference.motion.rotations import turn
from inference.motion.vantage import apart_rad, azimuth_rad, error_share

azimuths = st.floats(-170, 170)


def filmed(motion: Motion, azimuth_deg: float) -> Motion:
    """The motion as if seen by a level camera 4 m away, at azimuth_deg from where the person faces."""
    azimuth = np.radians(azimuth_deg)
    back = np.array([np.sin(azimuth), 0, np.cos(azimuth)])
    camera_from_world = np.eye(4)
    camera_from_world[:3, :3] = [np.cross([0, -1, 0], -back), [0, -1, 0], -back]
    camera_from_world[:3, 3] = -camera_from_world[:3, :3] @ (4 * back + [0, 1.2, 0])
    view = View(np.zeros((0, 33, 3)), np.zeros(0), (720, 1280), np.eye(3), camera_from_world)
    return replace(motion, view=view)


@given(azimuths)
def test_azimuth_is_where_the_camera_stands(azimuth_deg: float) -> None:
    azimuth = azimuth_rad(filmed(squat(), azimuth_deg))
    assert azimuth is not None
    assert np.degrees(azimuth) == pytest.approx(azimuth_deg, abs=3)


@given(azimuths, azimuths)
def test_cameras_are_as_far_apart_as_they_stand(first_deg: float, second_deg: float) -> None:
    apart = apart_rad(filmed(squat(), first_deg), filmed(squat(), second_deg), mirrored=False)
    assert apart is not None
    expected = abs((first_deg - second_deg + 180) % 360 - 180)
    assert np.degrees(apart) == pytest.approx(expected, abs=4)


def test_a_mirrored_coach_is_filmed_from_the_other_side() -> None:
    apart = apart_rad(filmed(squat(), 40), filmed(squat(), -40), mirrored=True)
    assert apart == pytest.approx(0, abs=0.06)


def test_turning_the_person_turns_the_vantage() -> None:
    motion = filmed(squat(), 0)
    turned = replace(motion, joints_in_world=turn(motion.joints_in_world, np.radians(30)))
    azimuth = azimuth_rad(turned)
    assert azimuth is not None
    assert np.degrees(azimuth) == pytest.approx(-30, abs=3)


def test_nobody_filmed_a_motion_file() -> None:
    assert azimuth_rad(squat()) is None
    assert apart_rad(filmed(squat(), 0), squat(), mirrored=False) is None
    assert azimuth_rad(mirrored(filmed(squat(), 0))) is None


def test_errors_are_shared_less_the_farther_apart_the_cameras_are() -> None:
    shares = [error_share(np.radians(apart)) for apart in range(0, 181, 30)]
    assert shares == sorted(shares)
    assert shares[-1] < error_share(None)


def test_clips_from_different_sides_are_not_corrected_unless_asked() -> None:
    shallow, deep = squat(3, depth_rad=0.5), squat(3, depth_rad=2.0)
    near = compare(filmed(shallow, 0), filmed(deep, 10))
    far = compare(filmed(shallow, 0), filmed(deep, 90))
    assert near.findings
    assert not any("different sides" in warning for warning in near.warnings)
    assert not far.findings
    assert not far.within
    assert any("different sides" in warning for warning in far.warnings)
    knee = Focus(channels=("left_knee_flexion",))
    sure, unsure = (
        compare(filmed(shallow, 0), filmed(deep, azimuth), knee).findings[0] for azimuth in (10, 90)
    )
    assert unsure.uncertainty > 1.4 * sure.uncertainty
