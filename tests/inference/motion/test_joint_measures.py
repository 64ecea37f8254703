from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import FOREARM_M, THIGH_M, squat

from inference.motion.joint_measures import angle_rad, distance_m
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, JOINTS

KNEE = ("left_hip", "left_knee", "left_ankle")


def test_a_bone_has_its_length_and_a_bent_knee_its_angle() -> None:
    motion = squat(depth_rad=1.5)
    assert distance_m(motion, ("left_hip", "left_knee"), 1.5).value == pytest.approx(THIGH_M, abs=1e-4)
    assert distance_m(motion, ("right_wrist", "right_elbow"), 0).value == pytest.approx(FOREARM_M, abs=1e-4)
    assert angle_rad(motion, KNEE, 1.5).value == pytest.approx(np.pi - 1.5, abs=0.01)
    assert angle_rad(motion, KNEE, 0).value == pytest.approx(np.pi, abs=0.01)


def test_nobody_knows_the_uncertainty_of_joints_without_sigma() -> None:
    assert angle_rad(squat(), KNEE, 1.0).sigma is None
    assert distance_m(squat(), KNEE[:2], 1.0).sigma is None


@settings(max_examples=5)
@given(st.tuples(*[st.floats(0.002, 0.02)] * 3), st.floats(1.0, 1.5))
def test_sigma_is_the_scatter_of_joints_that_are_misplaced_by_it(
    sigma_m: tuple[float, float, float], time_s: float
) -> None:
    rng = np.random.default_rng(5)
    one = squat(depth_rad=1.6).cut(time_s, time_s)
    columns = [JOINT_INDEX[name] for name in KNEE]
    stated = np.full((1, len(JOINTS)), 0.5, np.float32)
    stated[0, columns] = sigma_m
    motion = replace(one, sigma_m=stated)
    drawn = np.repeat(one.joints_in_world, 600, axis=0)
    drawn[:, columns] += rng.normal(size=(600, 3, 3)) * np.array(sigma_m)[:, None]
    misplaced = Motion(drawn, 30.0)
    angles = [angle_rad(misplaced, KNEE, t).value for t in misplaced.time_s]
    lengths = [distance_m(misplaced, KNEE[:2], t).value for t in misplaced.time_s]
    assert angle_rad(motion, KNEE, time_s).sigma == pytest.approx(np.std(angles), rel=0.2)
    assert distance_m(motion, KNEE[:2], time_s).sigma == pytest.approx(np.std(lengths), rel=0.2)
