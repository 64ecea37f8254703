import io
import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk

from inference.errors import MotionFileError
from inference.motion.formats.bvh_reader import read_bvh
from inference.motion.formats.bvh_writer import write_bvh
from inference.motion.motion import Motion
from inference.motion.skeleton import BONES, JOINT_INDEX, JOINTS, bone_lengths

LIMBS = [JOINT_INDEX[n] for n in JOINTS if n.startswith(("left_", "right_")) and "collar" not in n]

SIDES = ("Left", "Right")
MIXAMO = {
    "pelvis": "mixamorig:Hips", "spine1": "mixamorig:Spine", "spine2": "mixamorig:Spine1",
    "spine3": "mixamorig:Spine2", "neck": "mixamorig:Neck", "head": "mixamorig:Head",
    "hip": "mixamorig:{}UpLeg", "knee": "mixamorig:{}Leg", "ankle": "mixamorig:{}Foot",
    "foot": "mixamorig:{}ToeBase", "collar": "mixamorig:{}Shoulder", "shoulder": "mixamorig:{}Arm",
    "elbow": "mixamorig:{}ForeArm", "wrist": "mixamorig:{}Hand",
}  # fmt: skip
XSENS = {
    "pelvis": "Hips", "spine1": "Chest", "spine2": "Chest2", "spine3": "Chest4", "neck": "Neck",
    "head": "Head", "hip": "{}Hip", "knee": "{}Knee", "ankle": "{}Ankle", "foot": "{}Toe",
    "collar": "{}Collar", "shoulder": "{}Shoulder", "elbow": "{}Elbow", "wrist": "{}Wrist",
}  # fmt: skip
ROKOKO = {
    "pelvis": "Hips", "spine1": "Spine1", "spine2": "Spine2", "spine3": "Spine3", "neck": "Neck",
    "head": "Head", "hip": "{}Thigh", "knee": "{}Shin", "ankle": "{}Foot", "foot": "{}Toe",
    "collar": "{}Shoulder", "shoulder": "{}Arm", "elbow": "{}ForeArm", "wrist": "{}Hand",
}  # fmt: skip
UNREAL = {
    "pelvis": "pelvis", "spine1": "spine_01", "spine2": "spine_02", "spine3": "spine_03", "neck": "neck_01",
    "head": "head", "hip": "thigh_{}", "knee": "calf_{}", "ankle": "foot_{}", "foot": "ball_{}",
    "collar": "clavicle_{}", "shoulder": "upperarm_{}", "elbow": "lowerarm_{}", "wrist": "hand_{}",
}  # fmt: skip


def written(motion: Motion) -> str:
    buffer = io.BytesIO()
    write_bvh(motion, buffer)
    return buffer.getvalue().decode()


def renamed(text: str, names: dict[str, str], sides: tuple[str, str] = SIDES) -> str:
    def name(match: re.Match[str]) -> str:
        side, _, part = match[2].rpartition("_")
        return match[1] + names[part].format(sides[side == "right"])

    return re.sub(r"((?:ROOT|JOINT) )(\w+)", name, text)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([squat(), walk(), arm_raise(), arm_raise(plane_rad=1.5, elevation_rad=3.1)]),
    st.integers(0, 2**32 - 1),
    st.sampled_from([0.0, 0.004, 0.05]),
    st.floats(-3, 3),
)
def test_joints_come_back_within_a_millimetre(
    motion: Motion, seed: int, stretch_m: float, yaw: float
) -> None:
    """Also where bones stretch from frame to frame, as motion capture's do."""
    random = np.random.default_rng(seed)
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    joints = motion.joints_in_world @ turn.T + random.normal(size=3) * [2, 0.1, 2]
    joints = joints[::9] + random.uniform(-stretch_m, stretch_m, (len(joints[::9]), 22, 3))
    again = read_bvh(written(Motion(joints, 29.97)).encode())
    assert np.linalg.norm(again.joints_in_world - joints, axis=-1).max() < 0.001
    assert again.fps == pytest.approx(29.97)


def test_rigid_bones_need_no_position_channels() -> None:
    head, _, rows = written(walk()).partition("MOTION")
    assert head.count("position") == 3
    assert len(rows.splitlines()[4].split()) == 3 + 3 * len(JOINTS)
    stretched = (
        walk().joints_in_world + np.linspace(0, 0.1, 121)[:, None, None] * (np.arange(22) == 20)[:, None]
    )
    assert written(Motion(stretched, 30)).partition("MOTION")[0].count("position") == 3 * len(JOINTS)


def test_angles_do_not_jump() -> None:
    joints = walk().joints_in_world
    yaw = np.linspace(0, 4 * np.pi, len(joints))
    sin, cos = np.sin(yaw)[:, None], np.cos(yaw)[:, None]
    x, y, z = np.moveaxis(joints, -1, 0)
    spinning = Motion(np.stack([x * cos + z * sin, y, z * cos - x * sin], -1), 30)
    rows = np.array([row.split() for row in written(spinning).split("Frame Time")[1].splitlines()[1:]], float)
    assert np.abs(np.diff(rows[:, 3:], axis=0)).max() < 60


@pytest.mark.parametrize(
    ("names", "sides"), [(MIXAMO, SIDES), (XSENS, SIDES), (ROKOKO, SIDES), (UNREAL, ("l", "r"))]
)
def test_skeletons_of_other_programs_are_understood(names: dict[str, str], sides: tuple[str, str]) -> None:
    motion = walk()
    again = read_bvh(renamed(written(motion), names, sides).encode())
    expected = motion.joints_in_world - motion.joints_in_world[0, 0] * [1, 0, 1]
    difference = (again.joints_in_world - expected)[:, LIMBS]
    # Foreign files are put on the floor: only the height differs, by the same for all.
    np.testing.assert_allclose(difference - difference[0, 0] * [0, 1, 0], 0, atol=1e-3)
    assert 0.01 < np.percentile(again.joints_in_world[..., 1].min(axis=1), 2) < 0.03
    spine = again.joints_in_world[
        :, [JOINT_INDEX[n] for n in ("pelvis", "spine1", "spine2", "spine3", "neck")]
    ]
    assert (np.diff(spine[..., 1], axis=1) > 0.03).all()


@pytest.mark.parametrize("units_per_cm", [1.0, 0.01, 10.0, 1 / 2.54, 0.45 / 2.54])
def test_the_unit_is_judged_by_the_person(units_per_cm: float) -> None:
    def scaled(match: re.Match[str]) -> str:
        return "OFFSET " + " ".join(f"{float(n) * units_per_cm:.7f}" for n in match[1].split())

    motion = walk()
    text = re.sub(r"OFFSET (.*)", scaled, renamed(written(motion), MIXAMO))
    head, time_line, rows = re.split(r"(Frame Time.*\n)", text)
    values = np.array([row.split() for row in rows.splitlines()], float)
    values[:, :3] *= units_per_cm
    body = "\n".join(" ".join(f"{v:.7f}" for v in row) for row in values)
    again = read_bvh((head + time_line + body).encode())
    legs = [BONES.index((1, 4)), BONES.index((4, 7))]
    np.testing.assert_allclose(
        bone_lengths(again.joints_in_world)[:, legs], bone_lengths(motion.joints_in_world)[:, legs], atol=1e-3
    )


def test_a_file_with_z_up_is_turned() -> None:
    motion = walk()
    text = renamed(written(motion), MIXAMO)
    root = "Xposition Yposition Zposition Zrotation Xrotation Yrotation"
    # Relabelled axes turn the whole space: x, y, z become y, z, x.
    relabel = {"X": "Y", "Y": "Z", "Z": "X"}
    channels = [relabel[c[0]] + c[1:] for c in root.split()]
    text = text.replace(root, " ".join(channels)).replace(
        "CHANNELS 3 Zrotation Xrotation Yrotation", "CHANNELS 3 Xrotation Yrotation Zrotation"
    )
    text = re.sub(r"OFFSET (\S+) (\S+) (\S+)", r"OFFSET \3 \1 \2", text)
    again = read_bvh(text.encode())
    np.testing.assert_allclose(
        again.joint("left_wrist")[:, [0, 2]] - again.joint("pelvis")[:, [0, 2]],
        motion.joint("left_wrist")[:, [0, 2]] - motion.joint("pelvis")[:, [0, 2]],
        atol=1e-3,
    )


def test_the_t_pose_before_the_take_is_dropped() -> None:
    text = renamed(written(walk()), MIXAMO)
    turned = text.replace("Frames: 121", "Frames: 122")
    head, time_line, rows = re.split(r"(Frame Time.*\n)", turned)
    rows = "\n".join(re.sub(r"^((?:\S+ ){3})\S+ \S+ \S+", r"\g<1>1 1 1", row) for row in rows.splitlines())
    t_pose = " ".join(["0"] * (3 + 3 * len(JOINTS)))
    assert len(read_bvh((head + time_line + t_pose + "\n" + rows).encode())) == 121


def test_unknown_names_are_listed() -> None:
    text = renamed(written(walk()), MIXAMO | {"knee": "{}Rotule", "head": "Tete"})
    with pytest.raises(MotionFileError, match=r"head, left_knee, right_knee"):
        read_bvh(text.encode())


def test_a_creature_of_no_human_size_is_refused() -> None:
    text = renamed(written(walk()), MIXAMO)
    tiny = re.sub(
        r"OFFSET (.*)", lambda m: "OFFSET " + " ".join(f"{float(n) / 30:.7f}" for n in m[1].split()), text
    )
    with pytest.raises(MotionFileError, match="no human size"):
        read_bvh(tiny.encode())


def test_a_minute_is_read_within_a_second() -> None:
    joints = np.tile(squat(fps=60).joints_in_world, (25, 1, 1))[:3600]
    data = written(Motion(joints, 60)).encode()

    def read_s() -> float:
        begin = time.perf_counter()
        read_bvh(data)
        return time.perf_counter() - begin

    assert min(read_s() for _ in range(3)) < 1.0
