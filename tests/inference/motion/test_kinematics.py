from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk

from inference.motion.channels import CHANNELS
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, mirror

# Sideways quantities of the midline: positive to the left, so a mirror turns their sign.
SIGNED = {
    "trunk_lean_sideways", "trunk_rotation", "neck_sideways", "pelvis_drop", "pelvis_rotation",
    "pelvis_shift", "knee_asymmetry", "hip_asymmetry", "shoulder_asymmetry",
}  # fmt: skip
STANDING_M = {
    "pelvis": (0, 0.97, 0), "spine1": (0, 1.07, 0), "spine2": (0, 1.20, 0), "spine3": (0, 1.26, 0),
    "neck": (0, 1.48, 0), "head": (0, 1.58, 0), "hip": (0.09, 0.9, 0), "knee": (0.09, 0.48, 0),
    "ankle": (0.09, 0.08, 0), "foot": (0.09, 0.02, 0.13), "collar": (0.05, 1.4, 0),
    "shoulder": (0.18, 1.4, 0), "elbow": (0.18, 1.12, 0), "wrist": (0.18, 0.87, 0),
}  # fmt: skip


def standing(**moved: tuple[float, float, float]) -> Motion:
    """A person standing upright, feet ahead, arms hanging, with the named joints placed elsewhere."""
    joints = np.zeros((len(JOINT_INDEX), 3))
    for name, index in JOINT_INDEX.items():
        side, _, joint = name.rpartition("_")
        at = np.array(STANDING_M[joint], float) * ([-1, 1, 1] if side == "right" else 1)
        joints[index] = moved.get(name, at)
    return Motion(np.repeat(joints[None], 5, axis=0), 30)


def value(motion: Motion, channel: str) -> float:
    """The channel in degrees, leg lengths or ratio in the middle of a still motion."""
    measured = measure(motion)[channel][2]
    return float(np.degrees(measured) if CHANNELS[channel].unit == "rad" else measured)


def moved(motion: Motion, joints: np.ndarray) -> Motion:
    return replace(motion, joints_in_world=joints, contacts=motion.contacts)


@st.composite
def movements(draw: st.DrawFn) -> Motion:
    """Squats, raises and walks with two centimetres of disorder, so that no pose is symmetric or ideal."""
    kind = draw(st.sampled_from(["squat", "raise", "walk"]))
    if kind == "squat":
        motion = squat(depth_rad=draw(st.floats(0.5, 2)), trunk_lean_rad=draw(st.floats(0, 1)))
    elif kind == "raise":
        motion = arm_raise(
            elevation_rad=draw(st.floats(0.3, 2.9)), plane_rad=draw(st.floats(-0.5, 1.6)), sides=("left",)
        )
    else:
        motion = walk(seconds=2, speed_m_s=draw(st.floats(0.5, 1.5)))
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    return moved(motion, motion.joints_in_world + rng.normal(0, 0.02, (22, 3)))


def test_measures_every_channel_but_tempo() -> None:
    assert set(measure(squat())) == set(CHANNELS) - {"tempo"}


def test_standing_upright_is_zero_everywhere() -> None:
    measured = {name: value(standing(), name) for name in CHANNELS if name != "tempo"}
    assert measured.pop("pelvis_height") == pytest.approx(0.9 / 0.82)
    assert measured.pop("stance_width") == pytest.approx(0.18 / 0.82)
    assert measured.pop("knees_over_ankles") == pytest.approx(1)
    for side in ("left", "right"):
        assert measured.pop(f"{side}_foot_height") == pytest.approx(0.08 / 0.82)
        assert measured.pop(f"{side}_wrist_height") == pytest.approx(0.87 / 0.82)
        for unknown in ("shoulder_plane", "shoulder_rotation", "hip_rotation"):
            assert np.isnan(measured.pop(f"{side}_{unknown}"))
    assert measured == pytest.approx(dict.fromkeys(measured, 0), abs=1e-3)


LEFT_KNEE_AHEAD, LEFT_ANKLE_BELOW_IT = (0.09, 0.9, 0.42), (0.09, 0.5, 0.42)
ELBOW_OUT, ELBOW_AHEAD = (0.46, 1.4, 0), (0.18, 1.4, 0.28)


@pytest.mark.parametrize(
    ("pose", "expected"),
    [
        ({"left_knee": LEFT_KNEE_AHEAD, "left_ankle": LEFT_ANKLE_BELOW_IT},
         {"left_hip_flexion": 90, "left_knee_flexion": 90, "left_hip_rotation": 0, "left_hip_abduction": 0,
          "right_hip_flexion": 0, "knee_asymmetry": 90, "hip_asymmetry": 90}),
        ({"left_knee": LEFT_KNEE_AHEAD, "left_ankle": (0.29, 0.5536, 0.42)}, {"left_hip_rotation": 30}),
        ({"left_knee": LEFT_KNEE_AHEAD, "left_ankle": (-0.11, 0.5536, 0.42)}, {"left_hip_rotation": -30}),
        ({"right_knee": (-0.3, 0.5363, 0)}, {"right_hip_abduction": 30, "right_hip_flexion": 0}),
        ({"left_knee": (0.009, 0.48, 0)}, {"left_knee_inward": 0.081 / 0.82}),
        ({"right_knee": (-0.171, 0.48, 0)}, {"right_knee_inward": -0.081 / 0.82}),
        ({"left_elbow": ELBOW_OUT, "left_wrist": (0.71, 1.4, 0), "right_elbow": (-0.46, 1.4, 0)},
         {"left_shoulder_abduction": 90, "left_shoulder_elevation": 90, "left_shoulder_plane": 0,
          "left_shoulder_flexion": np.nan, "left_elbow_flexion": 0, "right_shoulder_abduction": 90,
          "right_elbow_flexion": 117.85, "shoulder_asymmetry": 0}),
        ({"left_elbow": ELBOW_AHEAD}, {"left_shoulder_flexion": 90, "left_shoulder_abduction": np.nan,
          "left_shoulder_plane": 90, "left_shoulder_elevation": 90}),
        ({"right_elbow": (-0.18, 1.2, -0.2)}, {"right_shoulder_flexion": -45, "right_shoulder_plane": -90}),
        ({"left_elbow": (0.18, 1.68, 0)}, {"left_shoulder_flexion": 180, "left_shoulder_abduction": 180,
          "left_shoulder_plane": np.nan}),
        ({"left_wrist": (0.18, 1.12, 0.25)}, {"left_elbow_flexion": 90, "left_shoulder_rotation": 0}),
        ({"left_wrist": (-0.07, 1.12, 0)}, {"left_shoulder_rotation": 90}),
        ({"right_wrist": (0.07, 1.12, 0)}, {"right_shoulder_rotation": 90}),
        ({"left_elbow": ELBOW_OUT, "left_wrist": (0.46, 1.65, 0)}, {"left_shoulder_rotation": -90}),
        ({"left_elbow": ELBOW_AHEAD, "left_wrist": (-0.07, 1.4, 0.28)}, {"left_shoulder_rotation": 90}),
        ({"neck": (0, 1.4023, 0.29)}, {"trunk_lean_forward": 30, "trunk_lean_sideways": 0}),
        ({"neck": (0.29, 1.4023, 0)}, {"trunk_lean_sideways": 30, "trunk_lean_forward": 0}),
        ({"left_shoulder": (0.127, 1.4, -0.127), "right_shoulder": (-0.127, 1.4, 0.127)},
         {"trunk_rotation": 45}),
        ({"head": (0, 1.5666, 0.05)}, {"neck_flexion": 30}),
        ({"head": (-0.05, 1.5666, 0)}, {"neck_sideways": -30}),
        ({"left_hip": (0.0779, 0.945, 0), "right_hip": (-0.0779, 0.855, 0)}, {"pelvis_drop": 30}),
        ({"left_ankle": (0.4, 0.08, 0), "left_foot": (0.4919, 0.02, 0.0919)},
         {"stance_width": 0.49 / 0.82, "left_foot_turn_out": 45, "knees_over_ankles": 0.18 / 0.49,
          "pelvis_shift": -0.155 / 0.82, "pelvis_rotation": -22.5}),
        ({"right_ankle": (-0.09, 0.08, 0.5), "right_foot": (-0.09, 0.02, 0.63)},
         {"stance_length": 0.5 / 0.82}),
        ({"left_knee": (0.09, 0.4264, 0.2)}, {"left_ankle_dorsiflexion": 30}),
        ({"left_wrist": (0.18, 1.9, 0)}, {"left_wrist_height": 1.9 / 0.82}),
    ],
)  # fmt: skip
def test_constructed_poses_have_known_values(pose: dict, expected: dict[str, float]) -> None:
    motion = standing(**pose)
    # The standing leg's length is the unit, whatever the constructed pose did to the other bones.
    scale = leg_length_m(motion) / 0.82
    measured = {
        name: value(motion, name) * (scale if CHANNELS[name].unit == "leg" else 1) for name in expected
    }
    assert measured == pytest.approx(expected, abs=0.1, nan_ok=True)


def test_squat_reaches_the_angles_it_was_made_with() -> None:
    measured = measure(squat(depth_rad=np.pi / 2, trunk_lean_rad=0.5, knee_inward_m=0.04))
    assert np.degrees(np.nanmax(measured["left_knee_flexion"])) == pytest.approx(90, abs=0.1)
    # The pelvis stays upright over the hips: the trunk leans 0.51 m of the 0.58 m from hips to neck.
    leaning = np.arctan2(0.51 * np.sin(0.5), 0.07 + 0.51 * np.cos(0.5))
    assert np.nanmax(measured["trunk_lean_forward"]) == pytest.approx(leaning, abs=1e-3)
    inward = measured["left_knee_inward"]
    assert inward.max() - inward[0] == pytest.approx(0.04 / 0.82, abs=1e-3)


def test_walking_speed_is_measured() -> None:
    motion = walk(speed_m_s=1.2)
    speed_m_s = measure(motion)["speed"] * leg_length_m(motion)
    assert np.median(speed_m_s) == pytest.approx(1.2, rel=0.01)


@settings(max_examples=25, deadline=None)
@given(movements(), st.floats(-np.pi, np.pi), st.floats(-5, 5), st.floats(-5, 5), st.floats(0.5, 1.5))
def test_heading_place_and_size_change_nothing(
    motion: Motion, yaw: float, x: float, z: float, scale: float
) -> None:
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    joints = scale * motion.joints_in_world @ turn.T + [x, 0, z]
    before, after = measure(motion), measure(moved(motion, joints))
    for name, expected in before.items():
        np.testing.assert_allclose(after[name], expected, atol=2e-3, err_msg=name)


@settings(max_examples=25, deadline=None)
@given(movements())
def test_mirroring_exchanges_sides(motion: Motion) -> None:
    mirrored = replace(
        motion, joints_in_world=mirror(motion.joints_in_world), contacts=motion.contacts[:, [2, 3, 0, 1]]
    )
    before, after = measure(motion), measure(mirrored)
    for name, expected in before.items():
        if name in SIGNED:
            other, sign = name, -1
        elif name.startswith("left_"):
            other, sign = name.replace("left_", "right_"), 1
        else:
            other, sign = name.replace("right_", "left_"), 1
        np.testing.assert_allclose(after[other], sign * expected, atol=1e-4, err_msg=name)


@settings(max_examples=25, deadline=None)
@given(movements(), st.integers(0, 9999))
def test_small_changes_of_the_pose_make_small_changes_of_the_angles(motion: Motion, seed: int) -> None:
    """One millimetre, against the shortest lever that a channel is allowed (a bone's end, seen at 30°)."""
    nudge = np.random.default_rng(seed).uniform(-0.001, 0.001, motion.joints_in_world.shape)
    before, after = measure(motion), measure(moved(motion, motion.joints_in_world + nudge))
    for name in set(before) - {"speed"}:
        change = np.abs(after[name] - before[name])
        assert not (change > 0.15).any(), (name, np.nanmax(change))


@pytest.mark.parametrize("plane_rad", [0, 0.5, 1.0, np.pi / 2])
def test_arms_pass_overhead_without_a_jump(plane_rad: float) -> None:
    for name, measured in measure(arm_raise(elevation_rad=3.4, plane_rad=plane_rad, fps=60)).items():
        step = np.abs(np.diff(measured))
        assert not (step > 0.2).any(), (name, np.nanmax(step))


@pytest.mark.shared
def test_no_angle_jumps_in_motion_capture(shared) -> None:
    """Dance, kicks and cartwheels at 20 fps: nothing turns by half a circle between two frames."""
    for source in ("accad", "cmu"):
        clips = np.load(shared / "data" / "motion" / f"{source}.npz", allow_pickle=False)
        for clip in list(clips)[::12]:
            measured = measure(Motion(clips[clip] / np.float32(1000), 20))
            for name, values in measured.items():
                channel = CHANNELS[name]
                known = values[~np.isnan(values)]
                assert ((known >= channel.low) & (known <= channel.high)).all()
                if channel.unit == "rad":
                    assert not (np.abs(np.diff(values)) > 2.6).any(), (clip, name)


def test_bending_sideways_in_the_spine_leaves_the_hips_alone() -> None:
    measured = measure(arm_raise(trunk_sideways_rad=0.4))
    assert np.ptp(measured["trunk_lean_sideways"]) > 0.3
    for side in ("left", "right"):
        assert np.ptp(measured[f"{side}_hip_abduction"]) < 0.01
