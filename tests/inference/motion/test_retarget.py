from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk
from variations import elsewhere

from inference.motion.kinematics import measure
from inference.motion.retarget import (
    heading_rad,
    laid_over,
    mirrored,
    posture,
    typical_bone_lengths,
    with_bones,
)
from inference.motion.rotations import turn
from inference.motion.skeleton import BONES, JOINT_INDEX, bone_lengths

MOTIONS = {"squat": squat(), "walk": walk(), "arms": arm_raise(sides=("left",))}
motions = st.sampled_from(list(MOTIONS.values()))
factors = st.lists(st.floats(0.7, 1.4), min_size=len(BONES), max_size=len(BONES))


@given(motions, factors)
@settings(max_examples=25, deadline=None)
def test_with_bones_takes_lengths_and_keeps_directions_and_clearance(motion, factor):
    lengths = typical_bone_lengths(motion) * np.array(factor)
    other = with_bones(motion, lengths)
    assert bone_lengths(other.joints_in_world) == pytest.approx(
        np.broadcast_to(lengths, (len(motion), len(BONES))), abs=1e-5
    )
    for parent, child in BONES:
        own = motion.joints_in_world[:, child] - motion.joints_in_world[:, parent]
        new = other.joints_in_world[:, child] - other.joints_in_world[:, parent]
        assert np.abs(np.cross(own, new)).max() < 1e-5
    lowest = motion.joints_in_world[..., 1].min(axis=1)
    assert other.joints_in_world[..., 1].min(axis=1) == pytest.approx(lowest, abs=1e-5)


def test_own_bones_change_nothing():
    motion = MOTIONS["walk"]
    same = with_bones(motion, typical_bone_lengths(motion))
    assert np.abs(same.joints_in_world - motion.joints_in_world).max() < 1e-5


def test_travel_scales_with_the_legs():
    motion = MOTIONS["walk"]
    tall = with_bones(motion, 1.2 * typical_bone_lengths(motion))
    way, longer = (np.linalg.norm(np.ptp(m.joint("pelvis"), axis=0)) for m in (motion, tall))
    assert longer == pytest.approx(1.2 * way, rel=1e-2)


def test_mirroring_exchanges_the_sides_and_twice_is_nothing():
    motion = MOTIONS["arms"]
    plain, mirror = measure(motion), measure(mirrored(motion))
    assert mirror["right_shoulder_elevation"] == pytest.approx(plain["left_shoulder_elevation"], abs=1e-4)
    assert np.ptp(mirror["left_shoulder_elevation"]) < 1e-3
    assert np.array_equal(mirrored(mirrored(motion)).joints_in_world, motion.joints_in_world)


def test_uncertainty_belongs_to_the_side_and_grows_with_the_body():
    motion = MOTIONS["arms"]
    sigma_m = np.full((len(motion), 22), 0.02)
    sigma_m[:, JOINT_INDEX["left_wrist"]] = 0.1
    unsure = replace(motion, sigma_m=sigma_m)
    other = mirrored(unsure).sigma_m
    assert other[:, JOINT_INDEX["right_wrist"]] == pytest.approx(0.1)
    assert other[:, JOINT_INDEX["left_wrist"]] == pytest.approx(0.02)
    tall = with_bones(unsure, 1.2 * typical_bone_lengths(motion))
    assert tall.sigma_m == pytest.approx(1.2 * sigma_m, rel=1e-4)
    assert mirrored(motion).sigma_m is with_bones(motion, typical_bone_lengths(motion)).sigma_m is None


@given(motions, st.floats(-3.1, 3.1), st.floats(-5, 5), st.floats(-5, 5))
@settings(max_examples=25, deadline=None)
def test_heading_and_place_are_taken_out_and_put_back(motion, yaw, x, z):
    moved = elsewhere(motion, yaw, x, z)
    turned = np.exp(1j * (heading_rad(moved.joints_in_world) - heading_rad(motion.joints_in_world)))
    assert np.abs(turned - np.exp(1j * yaw)).max() < 1e-3
    assert np.abs(posture(moved.joints_in_world) - posture(motion.joints_in_world)).max() < 1e-4
    everywhere = np.ones(len(motion), bool)
    back = laid_over(moved.joints_in_world, motion.joints_in_world, everywhere)
    assert np.abs(back - motion.joints_in_world).max() < 1e-3


def test_heading_goes_on_without_jumps_through_a_full_turn():
    still = np.repeat(MOTIONS["squat"].joints_in_world[:1], 100, axis=0)
    yaw = np.linspace(0, 4 * np.pi, 100)
    assert heading_rad(turn(still, yaw[:, None])) == pytest.approx(yaw, abs=1e-4)


def test_heading_of_someone_lying_on_their_side_is_the_last_known():
    standing = MOTIONS["squat"].joints_in_world[:1]
    lying = standing[..., [1, 0, 2]] * [1, -1, 1]
    assert heading_rad(np.concatenate([turn(standing, 0.5), lying])) == pytest.approx([0.5, 0.5], abs=1e-4)
