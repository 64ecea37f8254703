"""MoveNet on real frames and on frames without anybody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.video import read_frames
from inference.pose.detector import LONG_SIDE_PX, STRIDE_PX, Detector, Person, distinct, letterboxed
from training.data.real_clips import real_clip


@given(st.integers(40, 900), st.integers(40, 900))
def test_letterbox_fills_whole_strides_and_keeps_proportions(width: int, height: int) -> None:
    padded, scale = letterboxed(np.full((height, width, 3), 255, np.uint8))
    assert padded.shape[0] % STRIDE_PX == padded.shape[1] % STRIDE_PX == 0
    assert max(padded.shape) == LONG_SIDE_PX
    filled = padded[..., 0] == 255
    assert filled.any(axis=1).sum() == pytest.approx(height * scale, abs=1)
    assert filled.any(axis=0).sum() == pytest.approx(width * scale, abs=1)


def test_nobody_is_found_in_darkness_or_noise() -> None:
    detector = Detector()
    assert detector(np.zeros((480, 640, 3), np.uint8)) == []
    assert detector(np.random.default_rng(0).integers(0, 256, (480, 640, 3), np.uint8)) == []


def test_a_person_whom_the_network_found_twice_is_one() -> None:
    keypoints = np.column_stack([np.linspace(100, 200, 17), np.linspace(50, 450, 17), np.full(17, 0.8)])
    box = np.array([100.0, 50, 200, 450])
    weaker = Person(np.add(keypoints, (2, 3, 0)), box + 1, 0.5)
    stronger = Person(keypoints, box, 0.7)
    beside = Person(np.add(keypoints, (60, 0, 0)), np.add(box, (60, 0, 60, 0)), 0.6)
    assert distinct([weaker, stronger, beside]) == [stronger, beside]


@pytest.mark.clips
def test_both_people_of_a_real_frame_are_found_where_they_are() -> None:
    _, rgb = next(read_frames(real_clip("sports2d_walk"), start_s=3.3))
    on_the_roof, on_the_grass = sorted(Detector()(rgb), key=lambda person: person.hips_px[1])
    assert np.linalg.norm(on_the_roof.hips_px - (640, 275)) < 60
    assert np.linalg.norm(on_the_grass.hips_px - (1000, 710)) < 80
    assert on_the_roof.shoulders_px[1] < on_the_roof.hips_px[1]
