from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import squat
from test_performance import performed

from inference.motion.motion import Motion
from inference.motion.ranges import range_of_motion


@settings(max_examples=10)
@given(depth_rad=st.floats(0.7, 2.0))
def test_the_range_is_that_of_the_movement(depth_rad: float) -> None:
    performance = performed(squat(repetitions=2, depth_rad=depth_rad))
    for stretch in performance.stretches:
        found = range_of_motion(performance, "left_knee_flexion", stretch)
        assert found is not None
        assert found.high.value == pytest.approx(depth_rad, abs=0.02)
        assert found.low.value == pytest.approx(0, abs=0.02)
        assert found.extent.value == pytest.approx(found.high.value - found.low.value)
        assert found.extent.sigma == pytest.approx(np.hypot(found.low.sigma, found.high.sigma))
        assert found.extent.sigma > 0


def test_a_film_widens_the_range_s_uncertainty_but_not_the_range() -> None:
    captured, filmed = performed(squat()), performed(squat(), in_video=True)
    (stretch,) = captured.stretches
    sure, unsure = (range_of_motion(each, "left_knee_flexion", stretch) for each in (captured, filmed))
    assert sure is not None
    assert unsure is not None
    assert unsure.extent.value == sure.extent.value
    assert unsure.extent.sigma > 2 * sure.extent.sigma


def test_what_is_never_known_has_no_range() -> None:
    performance = performed(squat())
    assert np.isnan(performance.values["left_shoulder_rotation"]).all()
    assert range_of_motion(performance, "left_shoulder_rotation", performance.stretches[0]) is None


def test_neither_place_nor_clock_matter() -> None:
    plain = squat()
    moved = replace(plain, joints_in_world=plain.joints_in_world + np.float32([3, 0, -2]), start_s=7.0)
    ranges = [_knee(motion) for motion in (plain, moved)]
    assert ranges[0] == pytest.approx(ranges[1], abs=1e-3)


def _knee(motion: Motion) -> float:
    performance = performed(motion)
    found = range_of_motion(performance, "left_knee_flexion", performance.stretches[0])
    assert found is not None
    return found.extent.value
