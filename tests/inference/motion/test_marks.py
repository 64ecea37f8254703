"""Marks: an arc opens from its zero to the limb and says what the channel measures; a line is as long."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk

from inference.motion.channels import CHANNELS
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.marks import BOTH_SIDES, Arc, Line, marks
from inference.motion.motion import Motion

PLACELESS = {"speed", "tempo"}
# The limb whose direction each angle tells, from joint(s) to joint(s).
LIMBS = {
    "hip_flexion": ("hip", "knee"),
    "hip_abduction": ("hip", "knee"),
    "hip_rotation": ("knee", "ankle"),
    "knee_flexion": ("knee", "ankle"),
    "ankle_dorsiflexion": ("ankle", "foot"),
    "foot_turn_out": ("ankle", "foot"),
    "shoulder_elevation": ("shoulder", "elbow"),
    "shoulder_flexion": ("shoulder", "elbow"),
    "shoulder_abduction": ("shoulder", "elbow"),
    "shoulder_plane": ("shoulder", "elbow"),
    "shoulder_rotation": ("elbow", "wrist"),
    "elbow_flexion": ("elbow", "wrist"),
}


def limb(motion: Motion, channel: str) -> np.ndarray:
    """Its direction, (T, 3)."""
    at = motion.joint
    middle_of_hips = (at("left_hip") + at("right_hip")) / 2
    hips = at("left_hip") - at("right_hip")
    midline = {
        "trunk_lean_forward": at("neck") - middle_of_hips,
        "trunk_lean_sideways": at("neck") - middle_of_hips,
        "trunk_rotation": at("left_shoulder") - at("right_shoulder"),
        "neck_flexion": at("head") - at("neck"),
        "neck_sideways": at("head") - at("neck"),
        "pelvis_drop": hips,
        "pelvis_rotation": np.cross(hips, [0, 1, 0]),
    }
    if channel in midline:
        return midline[channel]
    side, _, what = channel.partition("_")
    near, far = (f"{side}_{name}" for name in LIMBS[what])
    return at(far) - at(near)


def shaken(motion: Motion, seed: int) -> Motion:
    """Every joint somewhere else, so that nothing lies in a plane by chance."""
    noise = np.random.default_rng(seed).normal(0, 0.04, motion.joints_in_world.shape)
    return Motion(motion.joints_in_world + noise, motion.fps, contacts=motion.contacts)


@settings(max_examples=6)
@given(st.sampled_from([squat(fps=5), walk(fps=5), arm_raise(plane_rad=0.8, fps=5)]), st.integers(0, 10**6))
def test_every_angle_opens_from_its_zero_to_the_limb(motion, seed):
    motion = shaken(motion, seed)
    measured = measure(motion)
    angles = [name for name, channel in CHANNELS.items() if channel.unit == "rad" and name not in BOTH_SIDES]
    for name in angles:
        (arc,) = marks(motion, name)
        assert isinstance(arc, Arc)
        np.testing.assert_array_equal(arc.value, measured[name])
        for frame in np.flatnonzero(np.isfinite(arc.value)):
            zero, positive, direction = arc.zero[frame], arc.positive[frame], limb(motion, name)[frame]
            assert [zero @ zero, positive @ positive, zero @ positive] == pytest.approx([1, 1, 0], abs=1e-6)
            seen = (direction @ zero) * zero + (direction @ positive) * positive
            np.testing.assert_allclose(
                arc.towards(frame), seen / np.linalg.norm(seen), atol=1e-5, err_msg=name
            )
            np.testing.assert_allclose(arc.towards(frame, 0.0), zero, atol=1e-12)


@given(st.integers(0, 10**6))
@settings(max_examples=5)
def test_every_length_is_drawn_as_long_as_it_is(seed):
    motion = shaken(walk(fps=5), seed)
    leg_m = leg_length_m(motion)
    lengths = [name for name, channel in CHANNELS.items() if channel.unit == "leg"]
    assert "left_knee_inward" in lengths
    for name in lengths:
        (line,) = marks(motion, name)
        assert isinstance(line, Line)
        assert line.unit == "m"
        known = np.isfinite(line.value)
        np.testing.assert_allclose(line.value, measure(motion)[name] * leg_m, atol=1e-12)
        drawn = np.linalg.norm(line.end - line.start, axis=1)
        np.testing.assert_allclose(drawn[known], np.abs(line.value[known]), atol=1e-6, err_msg=name)


def test_a_squats_knees_open_as_far_as_they_bend():
    motion = squat(depth_rad=1.75)
    (arc,) = marks(motion, "left_knee_flexion")
    deepest = int(np.argmax(arc.value))
    assert arc.shown(deepest) == pytest.approx(np.degrees(1.75), abs=0.5)
    np.testing.assert_allclose(arc.centre, motion.joint("left_knee"), atol=1e-6)


@pytest.mark.parametrize("channel", sorted(BOTH_SIDES))
def test_a_difference_of_both_sides_shows_as_both_angles(channel):
    motion = squat()
    left, right = marks(motion, channel)
    expected = measure(motion)[channel]
    np.testing.assert_allclose(left.value - right.value, expected)


def test_a_ratio_is_a_line_between_the_knees_with_its_own_value():
    motion = squat(knee_inward_m=0.05)
    (line,) = marks(motion, "knees_over_ankles")
    assert line.unit == "ratio"
    np.testing.assert_allclose(line.value, measure(motion)["knees_over_ankles"])
    np.testing.assert_allclose(line.start, motion.joint("right_knee"), atol=1e-6)


@pytest.mark.parametrize("channel", sorted(PLACELESS))
def test_what_has_no_place_has_no_mark(channel):
    assert marks(walk(), channel) == ()


def test_every_other_channel_has_one():
    for name in CHANNELS.keys() - PLACELESS:
        assert marks(squat(fps=5), name), name
