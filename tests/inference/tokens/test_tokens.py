"""Tokens of the shipped tokenizer: as many as promised, the same every time, and they say what was done."""

import numpy as np
import pytest
from motions import arm_raise, squat, walk

from inference.errors import MotionError
from inference.motion.humanml3d import FPS, decode, features
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.tokens.steps import CODES, CODES_A_STEP, STRIDE, whole_steps
from inference.tokens.tokenizer import Tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer(threads=1)


def _again(tokenizer, motion):
    """The motion on the canonical skeleton, and what its tokens say of it."""
    values = features(motion)
    told = tokenizer.decode(tokenizer.encode(motion))[: len(values)]
    return Motion(decode(values), FPS), Motion(decode(told), FPS)


@pytest.mark.parametrize("seconds", [1.0, 2.3, 10.0])
def test_a_step_is_two_codes_every_fifth_of_a_second(tokenizer, seconds):
    codes = tokenizer.encode(walk(seconds=seconds))
    vectors = len(features(walk(seconds=seconds)))
    assert codes.shape == (-(-vectors // STRIDE), 2)
    assert abs(codes.size - seconds * FPS * CODES_A_STEP / STRIDE) <= 4
    assert ((codes >= 0) & (codes < CODES)).all()
    assert tokenizer.decode(codes).shape == (STRIDE * len(codes), 263)


def test_a_motion_and_its_features_have_the_same_codes(tokenizer):
    assert np.array_equal(tokenizer.encode(squat()), tokenizer.encode(features(squat())))


@pytest.mark.parametrize(("motion", "limit_mm"), [(squat(), 60), (walk(), 60), (arm_raise(), 60)])
def test_what_the_codes_say_is_near_to_what_was_done(tokenizer, motion, limit_mm):
    truth, told = (each.joints_in_world for each in _again(tokenizer, motion))
    apart = np.linalg.norm((told - told[:, :1]) - (truth - truth[:, :1]), axis=-1)
    assert 1000 * apart.mean() < limit_mm


def test_a_deeper_squat_is_told_as_a_deeper_one(tokenizer):
    shallow, deep = (
        np.nanmax(measure(_again(tokenizer, squat(depth_rad=depth))[1])["left_knee_flexion"])
        for depth in (0.9, 1.7)
    )
    assert deep - shallow > np.radians(20)


def test_the_last_step_is_filled_with_the_last_vector():
    values = np.arange(10.0)[:, None] * np.ones(263)
    filled = whole_steps(values)
    assert filled[:, 0].tolist() == [*range(10), 9, 9]
    assert np.array_equal(whole_steps(filled), filled)


@pytest.mark.parametrize(
    "codes", [np.zeros((3, 3)), np.full((3, 2), CODES), np.full((3, 2), -1), np.zeros(4)]
)
def test_numbers_that_are_no_codes_are_refused(tokenizer, codes):
    with pytest.raises(MotionError, match="pairs of numbers"):
        tokenizer.decode(codes)
