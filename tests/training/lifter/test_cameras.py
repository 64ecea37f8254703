"""Synthetic cameras: they see the person, from everywhere, and their axes are right."""

import numpy as np
import pytest
from motions import squat

from training.lifter.cameras import DISTANCE_M, HEIGHT_M, aimed, random_camera, suits

pytestmark = pytest.mark.training


def test_random_cameras_see_most_of_the_person_from_all_sides():
    joints, chance = squat().joints_in_world.astype(float), np.random.default_rng(0)
    cameras = [random_camera(joints, chance) for _ in range(60)]
    assert np.mean([suits(camera, joints) >= 0.85 for camera in cameras]) > 0.95
    heights = np.array([camera.position[1] for camera in cameras])
    assert heights.min() >= HEIGHT_M[0]
    assert heights.max() <= HEIGHT_M[1]
    azimuths = np.array([np.arctan2(camera.position[0], camera.position[2]) for camera in cameras])
    assert np.unique(np.floor(azimuths / (np.pi / 2))).size == 4
    assert max(np.hypot(*camera.position[[0, 2]]) for camera in cameras) < DISTANCE_M[1] * 1.5


def test_an_aimed_camera_has_the_point_ahead_and_up_upwards():
    camera = aimed(np.array([1.0, 2.0]), 0.7, 3.0, 1.0, 0.0, 0.0, 1.0, (640, 480))
    assert np.allclose(camera.see(np.array([1.0, 1.0, 2.0])), [0, 0, 3.0])
    assert np.allclose(camera.rotation @ [0, 1, 0], [0, -1, 0])
    assert np.isclose(np.linalg.det(camera.rotation), 1)


def test_pitch_looks_up_and_roll_turns_clockwise():
    up = aimed(np.zeros(2), 0.0, 3.0, 1.0, 0.2, 0.0, 1.0, (640, 480))
    # Who looks up sees what was ahead lower in the picture.
    assert up.see(np.array([0.0, 1.0, 0.0]))[1] > 0.1
    rolled = aimed(np.zeros(2), 0.0, 3.0, 1.0, 0.0, 0.2, 1.0, (640, 480))
    # A camera turned clockwise sees the upright leaning to the left.
    assert rolled.see(np.array([0.0, 2.0, 0.0]))[0] < -0.1


def test_view_and_projection_agree():
    camera, points = aimed(np.zeros(2), 1.0, 3.0, 1.2, -0.1, 0.05, 0.9, (360, 640)), squat().joints_in_world
    assert np.allclose(camera.view().project(points), camera.project(camera.see(points)), atol=1e-3)
