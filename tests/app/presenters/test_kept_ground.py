"""Kept ground: what was set by hand comes back, and nothing that no camera can be."""

import json
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.presenters.kept_ground import kept_ground, restored_ground
from inference.pose.ground import UNKNOWN, Ground

TILTS, ROLLS, HEIGHTS = st.floats(-1.5, 1.5), st.floats(-3.1, 3.1), st.floats(0, 20)


@given(st.none() | TILTS, ROLLS, st.none() | HEIGHTS)
def test_what_was_set_comes_back(tilt_rad, roll_rad, height_m):
    ground = Ground.from_camera(tilt_rad, roll_rad, height_m)
    again = restored_ground(json.loads(json.dumps(kept_ground(ground))))
    assert again.camera_height_m == height_m
    assert again.height_sigma_m == (None if height_m is None else 0)
    if tilt_rad is None:
        assert again.up is None
    else:
        np.testing.assert_allclose(again.up, ground.up, atol=1e-9)
        assert again.up_sigma_rad == 0


def test_nothing_set_is_nothing_kept():
    assert kept_ground(UNKNOWN) == {}
    assert restored_ground({}).up is None


@pytest.mark.parametrize(
    "said",
    [None, 7, "level", [], {"tilt_rad": "0.1"}, {"tilt_rad": nan}, {"tilt_rad": 2.0}, {"height_m": -1.0},
     {"height_m": inf}, {"roll_rad": 0.5}, {"tilt_rad": [0.1]}],
)  # fmt: skip
def test_what_no_camera_can_be_is_estimated(said):
    ground = restored_ground(said)
    assert ground.up is None
    assert ground.camera_height_m is None
