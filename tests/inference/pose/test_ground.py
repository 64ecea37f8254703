"""The angles a person would read off a camera, and the vertical they mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.motion.motion import View
from inference.pose.ground import UNKNOWN, Ground

angles = st.floats(-1.5, 1.5)


def view_from(camera_from_world: np.ndarray, **sigma: float) -> View:
    return View(np.zeros((0, 33, 3)), np.zeros(0), (720, 1280), np.eye(3), camera_from_world, **sigma)


def test_a_level_camera_has_up_above_it():
    assert Ground.from_camera(tilt_rad=0.0).up == pytest.approx([0, -1, 0])


def test_what_is_up_lies_behind_a_camera_that_looks_down():
    assert Ground.from_camera(np.radians(30)).up == pytest.approx([0, -np.sqrt(3) / 2, -0.5])


def test_a_camera_turned_clockwise_sees_the_world_turned_the_other_way():
    x, y, _ = Ground.from_camera(0.0, np.radians(10)).up
    assert (x, y) == pytest.approx((-np.sin(np.radians(10)), -np.cos(np.radians(10))))


@given(angles, angles)
def test_the_angles_come_back(tilt_rad: float, roll_rad: float):
    ground = Ground.from_camera(tilt_rad, roll_rad)
    assert np.linalg.norm(ground.up) == pytest.approx(1)
    assert ground.angles_rad == pytest.approx((tilt_rad, roll_rad), abs=1e-9)


def test_what_is_set_by_hand_is_sure_and_the_rest_is_not_known():
    tilted, high = Ground.from_camera(0.1), Ground.from_camera(height_m=1.2)
    assert (tilted.up_sigma_rad, tilted.camera_height_m, tilted.height_sigma_m) == (0, None, None)
    assert (high.up, high.up_sigma_rad, high.camera_height_m, high.height_sigma_m) == (None, None, 1.2, 0)
    assert UNKNOWN.up is UNKNOWN.camera_height_m is None


def test_a_view_stands_as_its_camera_does():
    from_world = np.diag([1.0, -1, -1, 1])
    from_world[:3, 3] = -from_world[:3, :3] @ [3.0, 1.4, 5.0]
    ground = Ground.of(view_from(from_world, up_sigma_rad=0.02, height_sigma_m=0.05))
    assert ground.up == pytest.approx([0, -1, 0])
    assert ground.camera_height_m == pytest.approx(1.4)
    assert (ground.up_sigma_rad, ground.height_sigma_m) == (0.02, 0.05)
