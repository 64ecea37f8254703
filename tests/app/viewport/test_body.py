"""The skinned body: joints land where the motion has them, nothing tears, mirrors mirror."""

import hashlib
import tomllib
from dataclasses import replace
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk

from app.viewport.body import BODY_FILE, Shape, Skin, load_body
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, JOINTS, mirror

SHAPES = get_args(Shape)
HELD_ELSEWHERE = [JOINT_INDEX[name] for name in ("pelvis", "left_collar", "right_collar")]
HELD = [index for index in range(len(JOINTS)) if index not in HELD_ELSEWHERE]
LIMBS = [
    (f"{side}_{near}", f"{side}_{far}")
    for side in ("left", "right")
    for near, far in (
        ("hip", "knee"),
        ("knee", "ankle"),
        ("shoulder", "elbow"),
        ("elbow", "wrist"),
        ("ankle", "foot"),
    )
]


def carried(skin: Skin, by: str, joint: str) -> np.ndarray:
    """Where the part of the body that moves with `by` has the resting joint, (T, 3)."""
    maps = skin.transforms[:, JOINT_INDEX[by]]
    return maps[:, :, :3] @ skin.body.joints[JOINT_INDEX[joint]] + maps[:, :, 3]


def resting(shape: str) -> Motion:
    return Motion(np.repeat(load_body(shape).joints[None], 3, axis=0), 30)


@pytest.mark.parametrize("shape", SHAPES)
def test_body_in_its_own_rest_pose_is_the_template(shape):
    vertices, normals = Skin(load_body(shape), resting(shape)).at(1)
    np.testing.assert_allclose(vertices, load_body(shape).vertices, atol=2e-3)
    np.testing.assert_allclose(normals, load_body(shape).normals, atol=2e-2)


@pytest.mark.parametrize("motion", [squat(), squat(knee_inward_m=0.06), arm_raise(), walk()])
def test_both_ends_of_every_limb_land_on_the_motions_joints(motion):
    skin = Skin(load_body("woman"), motion)
    for index in HELD:
        np.testing.assert_allclose(
            carried(skin, JOINTS[index], JOINTS[index]), motion.joints_in_world[:, index], atol=1e-4
        )
    for near, far in LIMBS:
        gap = np.linalg.norm(carried(skin, near, far) - motion.joint(far), axis=1)
        assert gap.max() < 0.01, (near, far, gap.max())


@pytest.mark.shared
@pytest.mark.parametrize("source", ["uiprmd", "accad", "cmu", "mhad"])
def test_limbs_land_on_motion_capture_of_every_source(shared, source):
    with np.load(shared / "data" / "motion" / f"{source}.npz") as pack:
        clips = [pack[name] for name in pack.files[::40][:8]]
    for clip in clips:
        motion = Motion(clip[:200].astype(np.float32) / 1000, 20)
        skin = Skin(load_body("man"), motion)
        assert np.isfinite(skin.transforms).all()
        for near, far in LIMBS[:4]:
            gap = np.linalg.norm(carried(skin, near, far) - motion.joint(far), axis=1)
            assert gap.max() < 0.01, (source, near, far)


def test_the_middle_of_the_knee_stays_at_the_knee():
    body = load_body("man")
    motion = squat(depth_rad=0.3)
    skin = Skin(body, motion)
    knee = body.joints[JOINT_INDEX["left_knee"]]
    ring = (np.abs(body.vertices[:, 1] - knee[1]) < 0.02) & (body.vertices[:, 0] > 0)
    for frame in (0, len(motion) // 2):
        middle = (skin.at(frame)[0][ring].min(0) + skin.at(frame)[0][ring].max(0)) / 2
        assert np.linalg.norm(middle - motion.joint("left_knee")[frame]) < 0.04


def test_sole_stands_on_the_floor():
    vertices = Skin(load_body("man"), squat()).at(0)[0]
    assert abs(np.percentile(vertices[:, 1], 0.1)) < 0.03


def test_mirrored_motion_gives_mirrored_body():
    motion = squat(knee_inward_m=0.05)
    tilted = motion.joints_in_world.copy()
    tilted[:, JOINT_INDEX["left_wrist"]] += [0.1, 0.15, 0.05]
    plain = Skin(load_body("woman"), replace(motion, joints_in_world=tilted, contacts=None))
    other = Skin(load_body("woman"), replace(motion, joints_in_world=mirror(tilted), contacts=None))
    for name in JOINTS:
        opposite = (
            {"left": "right", "righ": "left"}.get(name[:4], "")
            + name.partition("_")[1]
            + name.partition("_")[2]
        )
        opposite = opposite or name
        landed = carried(plain, name, "left_wrist") * [-1, 1, 1]
        np.testing.assert_allclose(carried(other, opposite, "right_wrist"), landed, atol=1e-3)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-3.1, 3.1), min_size=12, max_size=12),
    st.booleans(),
)
def test_no_pose_tears_or_turns_the_body_inside_out(angles, straight):
    """Straight limbs, limbs folded back or in line with the trunk: maps stay finite and right-handed."""
    joints = load_body("man").joints.copy()
    turns = iter(angles)
    for side in ("left", "right"):
        for chain in (("hip", "knee", "ankle", "foot"), ("shoulder", "elbow", "wrist")):
            at = [JOINT_INDEX[f"{side}_{name}"] for name in chain]
            lengths = np.linalg.norm(np.diff(joints[at], axis=0), axis=1)
            azimuth, height = next(turns), next(turns)
            direction = np.array(
                [np.sin(azimuth) * np.cos(height), np.sin(height), np.cos(azimuth) * np.cos(height)]
            )
            for number, (near, far) in enumerate(pairwise(at)):
                bend = 0 if straight else 0.6 * number
                way = direction * np.cos(bend) + np.array([0.0, 0.0, 1.0]) * np.sin(bend)
                joints[far] = joints[near] + lengths[number] * way / np.linalg.norm(way)
    motion = Motion(np.stack([load_body("man").joints, joints, joints]), 30)
    maps = Skin(load_body("man"), motion).transforms
    assert np.isfinite(maps).all()
    assert (np.linalg.det(maps[..., :3]) > 0).all()


def test_a_straightening_arm_does_not_jump():
    """From bent to straight and past it, the upper arm's twist fades over without a jump."""
    body = load_body("man")
    flexion = np.linspace(0.8, -0.03, 120)
    joints = np.repeat(resting("man").joints_in_world[:1], len(flexion), axis=0)
    shoulder, elbow, wrist = (
        joints[0, JOINT_INDEX[f"left_{name}"]] for name in ("shoulder", "elbow", "wrist")
    )
    along = (elbow - shoulder) / np.linalg.norm(elbow - shoulder)
    aside = np.cross(along, [0.0, 1.0, 0.3])
    aside /= np.linalg.norm(aside)
    length = np.linalg.norm(wrist - elbow)
    joints[:, JOINT_INDEX["left_wrist"]] = elbow + length * (
        np.cos(flexion)[:, None] * along + np.sin(flexion)[:, None] * aside
    )
    turns = Skin(body, Motion(joints, 30)).transforms[:, JOINT_INDEX["left_shoulder"], :, :3]
    steps = np.linalg.norm(np.diff(turns, axis=0), axis=(1, 2))
    assert steps.max() < 0.15


def test_the_file_is_the_one_on_its_card():
    card = tomllib.loads((BODY_FILE.parent / "card.toml").read_text(encoding="utf-8"))
    content = BODY_FILE.read_bytes()
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (card["sha256"], card["bytes"])


def test_weights_and_bands_are_whole():
    for shape in SHAPES:
        body = load_body(shape)
        np.testing.assert_allclose(body.weights.sum(axis=1), 1, atol=1e-6)
        assert body.faces.max() == len(body.vertices) - 1
        assert set(np.round(body.bands).astype(int)) == set(range(8))
