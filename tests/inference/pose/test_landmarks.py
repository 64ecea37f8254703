"""Geometry of the region of interest, heatmap refinement, and the network on a turned picture."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.video import read_frames
from inference.pose.detector import Detector
from inference.pose.landmarks import INPUT_PX, REGION_MARGIN, LandmarkNet, Region, refined
from training.data.real_clips import real_clip

pixels = st.floats(-2000, 4000)


@given(pixels, pixels, st.floats(20, 3000), st.floats(-np.pi, np.pi))
def test_region_turns_the_body_upright_and_to_scale(x: float, y: float, reach: float, lean: float) -> None:
    centre = np.array([x, y])
    rim = centre + reach * np.array([np.sin(lean), -np.cos(lean)])
    image_from_crop = Region.around(centre, rim).image_from_crop()
    crop_from_image = cv2.invertAffineTransform(image_from_crop)
    middle = INPUT_PX / 2
    above = middle - INPUT_PX / 2 / REGION_MARGIN
    points = np.array([centre, rim]) @ crop_from_image[:, :2].T + crop_from_image[:, 2]
    np.testing.assert_allclose(points, [[middle, middle], [middle, above]], atol=1e-6)


@given(st.floats(24, 232), st.floats(24, 232), st.floats(-6, 6), st.floats(-6, 6))
def test_refinement_finds_the_peak_nearby(x: float, y: float, dx: float, dy: float) -> None:
    cells = np.arange(64) * (INPUT_PX / 64)
    distance = (cells[None, :] - x) ** 2 + (cells[:, None] - y) ** 2
    heatmap = 12 - distance / 2
    found = refined(np.array([[x + dx, y + dy]]), heatmap[..., None])
    np.testing.assert_allclose(found, [[x, y]], atol=1.5)


def test_refinement_leaves_what_the_heatmap_does_not_show() -> None:
    points = np.array([[100.0, 50.0], [-20.0, 300.0]])
    heatmaps = np.full((64, 64, 2), -9.0)
    heatmaps[..., 1] = 9.0
    np.testing.assert_array_equal(refined(points, heatmaps), points)


@pytest.mark.clips
def test_a_turned_picture_gives_turned_landmarks() -> None:
    _, rgb = next(read_frames(real_clip("sports2d_walk"), start_s=0.7))
    rgb = cv2.copyMakeBorder(rgb, *[400] * 4, cv2.BORDER_REPLICATE)
    region = max(Detector()(rgb), key=lambda person: person.score).region
    net = LandmarkNet("full")
    upright = net(rgb, region)
    turn = cv2.getRotationMatrix2D((region.x_px, region.y_px), -40, 1)
    turned = Region(region.x_px, region.y_px, region.size_px, region.angle_rad + np.deg2rad(40))
    lying = net(cv2.warpAffine(rgb, turn, rgb.shape[1::-1]), turned)
    assert upright is not None
    assert lying is not None
    expected_px = upright.keypoints_px[:, :2] @ turn[:, :2].T + turn[:, 2]
    np.testing.assert_allclose(lying.keypoints_px[:, :2], expected_px, atol=4)
    expected_m = upright.landmarks_m[:, :2] @ turn[:, :2].T
    np.testing.assert_allclose(lying.landmarks_m[:, :2], expected_m, atol=0.03)
    # x right, y down, z away: he stands and faces the camera, so his left is on the right of the picture.
    named = {name: upright.landmarks_m[i] for name, i in (("nose", 0), ("left_hip", 23), ("left_ankle", 27))}
    assert named["nose"][2] < 0
    assert named["left_hip"][0] > 0
    assert named["left_ankle"][1] > 0.5
