"""The pinhole camera: where it stands, what it has in the picture, and that VTK sees the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vtkmodules.vtkRenderingCore import vtkCamera

from app.viewport.camera import Camera

ANGLES = st.floats(-3.0, 3.0)
SIZES = st.sampled_from([(720, 1280), (1280, 720), (400, 400)])


@given(ANGLES, st.floats(-0.5, 0.5), SIZES)
def test_camera_stands_where_it_was_placed(azimuth, pitch, size):
    camera = Camera.placed(3.0, 1.3, azimuth, pitch, size, around_m=(1.0, -2.0))
    expected = [1 + 3 * np.sin(azimuth), 1.3, -2 + 3 * np.cos(azimuth)]
    np.testing.assert_allclose(camera.position_in_world, expected, atol=1e-9)
    rotation = camera.camera_from_world[:3, :3]
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(rotation) == pytest.approx(1)


def test_front_camera_has_the_persons_left_on_the_right():
    pixels = Camera.placed(azimuth_rad=0.0).project(np.array([[0.3, 1.2, 0], [-0.3, 1.2, 0], [0, 1.6, 0]]))
    assert pixels[0, 0] > pixels[1, 0]
    assert pixels[2, 1] < pixels[0, 1]


@given(st.integers(0, 1000), ANGLES, st.floats(-1.5, 1.5), SIZES)
def test_framing_has_everything_in_the_picture_and_fills_it(seed, azimuth, pitch, size):
    points = np.random.default_rng(seed).normal(0, [1, 0.6, 2], (20, 3))
    pixels = Camera.framing(points, azimuth, pitch, size).project(points)
    assert (pixels > -1e-6).all()
    assert (pixels < np.array(size) + 1e-6).all()
    to_edge = np.minimum(pixels, size - pixels).min()
    assert to_edge < 1e-6


@given(ANGLES, st.floats(-1.2, 1.2), SIZES, st.floats(0.5, 3), st.floats(-0.3, 0.3))
def test_vtk_sees_what_the_pinhole_projects(azimuth, pitch, size, zoom, shift):
    point = np.array([0.2, 1.1, -0.3])
    camera = Camera.placed(4.0, 1.5, azimuth, pitch, size).cropped(zoom, (shift, -shift / 2))
    vtk = vtkCamera()
    camera.apply(vtk)
    matrix = vtk.GetCompositeProjectionTransformMatrix(size[0] / size[1], -1, 1)
    x, y, _, w = matrix.MultiplyPoint((*point, 1.0))
    seen = [(x / w + 1) / 2 * size[0], (1 - y / w) / 2 * size[1]]
    np.testing.assert_allclose(seen, camera.project(point), atol=0.01)


@given(ANGLES, st.floats(-0.6, 0.6), ANGLES, st.floats(-0.5, 0.5))
def test_a_carried_camera_keeps_its_distance_and_what_it_looks_at(azimuth, pitch, turned, raised):
    around = np.array([0.3, 0.9, -0.2])
    camera = Camera.placed(3.0, 1.2, azimuth, pitch)
    carried = camera.orbited(around, turned, raised)
    np.testing.assert_allclose(carried.project(around), camera.project(around), atol=1e-6)
    before, after = (each.position_in_world - around for each in (camera, carried))
    assert np.linalg.norm(after) == pytest.approx(np.linalg.norm(before))
    level = camera.orbited(around, turned, 0.0).position_in_world - around
    assert level[1] == pytest.approx(before[1])
    assert (after[1] - level[1]) * raised >= 0


def test_a_carried_camera_goes_to_the_left_of_who_it_sees():
    """As does a camera that is placed at a greater azimuth."""
    carried = Camera.placed(3.0, azimuth_rad=0.2).orbited(np.zeros(3), 0.5, 0.0)
    placed = Camera.placed(3.0, azimuth_rad=0.7)
    np.testing.assert_allclose(carried.camera_from_world, placed.camera_from_world, atol=1e-9)


@given(ANGLES, SIZES, SIZES)
def test_a_videos_camera_has_its_whole_picture_in_any_view(azimuth, filmed, shown):
    camera = Camera.placed(3.0, azimuth_rad=azimuth, size=filmed)
    seen = Camera.seeing(camera.view(), shown)
    point = np.array([0.2, 1.1, 0.1])
    scale = min(shown[0] / filmed[0], shown[1] / filmed[1])
    expected = np.array(shown) / 2 + scale * (camera.project(point) - np.array(filmed) / 2)
    np.testing.assert_allclose(seen.project(point), expected, atol=1e-6)
