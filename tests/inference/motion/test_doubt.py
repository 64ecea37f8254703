"""Doubts built into a movement are found where they were put, and nowhere else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import squat

from inference.motion.doubt import LIMIT_SIGMA_M, SHORTEST_S, doubts
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, JOINTS, PARTS

FPS = 30.0
MOTION = replace(squat(3, fps=FPS), start_s=10.0)
SURE = np.full((len(MOTION), len(JOINTS)), 0.03)


def unsure(*spans: tuple[str, int, int], sigma_m: float = 0.2) -> Motion:
    """The motion with joints in doubt from one frame to before another."""
    sigma = SURE.copy()
    for joint, first, end in spans:
        sigma[first:end, JOINT_INDEX[joint]] = sigma_m
    return replace(MOTION, sigma_m=sigma)


def test_nothing_is_doubtful_without_a_reason():
    assert doubts(MOTION) == doubts(replace(MOTION, sigma_m=SURE)) == ()


def test_a_doubt_has_its_time_its_part_and_its_size():
    (doubt,) = doubts(unsure(("left_wrist", 60, 90), ("left_elbow", 70, 80), sigma_m=0.15))
    assert (doubt.part, doubt.joints) == ("left_arm", ("left_elbow", "left_wrist"))
    assert (doubt.start_s, doubt.end_s) == pytest.approx((12.0, 10 + 89 / 30))
    assert doubt.sigma_m == pytest.approx(0.15)


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.101, 3.0))
def test_only_what_lasts_is_told(first: int, frames: int, sigma_m: float):
    found = doubts(unsure(("head", first, first + frames), sigma_m=sigma_m))
    assert bool(found) == (frames >= SHORTEST_S * FPS)
    for doubt in found:
        assert doubt.part == "head"
        assert doubt.sigma_m > LIMIT_SIGMA_M


def test_a_short_pause_does_not_part_a_doubt_and_a_long_one_does():
    near = doubts(unsure(("right_foot", 20, 40), ("right_knee", 45, 60)))
    far = doubts(unsure(("right_foot", 20, 40), ("right_knee", 55, 70)))
    assert [doubt.joints for doubt in near] == [("right_knee", "right_foot")]
    assert [doubt.joints for doubt in far] == [("right_foot",), ("right_knee",)]


def test_parts_are_told_apart_and_the_whole_body_is_one():
    limbs = ("left_wrist", "right_wrist", "left_foot", "right_foot", "spine3", "head")
    everywhere = [(joint, 100, 130) for joint in limbs]
    found = doubts(unsure(("left_wrist", 40, 130), ("right_foot", 60, 75), *everywhere))
    assert [doubt.part for doubt in found] == ["left_arm", "right_leg", "whole_body"]
    assert found[0].end_s < found[2].start_s
    assert set(found[2].joints) == set(limbs) <= set(PARTS["whole_body"])


def test_where_nobody_knows_sigma_what_was_not_seen_is_doubtful():
    confidence = np.ones_like(SURE)
    confidence[30:60, JOINT_INDEX["right_ankle"]] = 0.1
    (doubt,) = doubts(replace(MOTION, confidence=confidence))
    assert (doubt.part, doubt.joints, doubt.sigma_m) == ("right_leg", ("right_ankle",), None)
    assert doubts(replace(MOTION, confidence=confidence, sigma_m=SURE)) == ()
