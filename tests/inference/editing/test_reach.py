from dataclasses import replace

import numpy as np
import pytest
from motions import squat

from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.editing.reach import room_m
from inference.errors import EditError
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion


@pytest.fixture(scope="module")
def squats() -> Motion:
    return squat(2, fps=20.0, moving_s=1.5)


def height_m(motion: Motion) -> np.ndarray:
    return measure(motion)["pelvis_height"] * leg_length_m(motion)


def test_who_stands_upright_has_no_room_and_who_squats_has_as_much_as_they_went_down(squats: Motion) -> None:
    height = height_m(squats)
    room = room_m(squats)
    assert room[height.argmax()] < 0.03
    assert room[height.argmin()] == pytest.approx(np.ptp(height), abs=0.06)
    # Never higher than legs are long, wherever the hips go to.
    assert (height + room <= height.max() + 0.01).all()


def test_in_the_air_legs_set_no_limit(squats: Motion) -> None:
    aloft = replace(squats, contacts=np.zeros_like(squats.contacts))
    assert (room_m(aloft) > 0.9).all()


def test_hips_rise_where_there_is_room_and_smoothly(squats: Motion) -> None:
    after = edited(squats, [Edit("pelvis_height", 0.1)])
    higher = height_m(after) - height_m(squats)
    assert higher[height_m(squats).argmin()] == pytest.approx(0.1, abs=0.015)
    jerks = [np.abs(np.diff(motion.joints_in_world, 3, axis=0)).mean() for motion in (squats, after)]
    assert jerks[1] < 1.5 * jerks[0]


def test_who_asks_for_more_than_legs_reach_is_told_how_much_they_do(squats: Motion) -> None:
    standing = replace(squats, joints_in_world=np.repeat(squats.joints_in_world[:1], len(squats), axis=0))
    with pytest.raises(EditError, match="cannot be higher there: legs that stand are straight"):
        edited(standing, [Edit("pelvis_height", 0.1)])
