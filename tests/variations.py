"""The same movement recorded otherwise, and the same movement with one thing changed."""

from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation

from inference.motion.motion import Motion, View
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import typical_bone_lengths, with_bones
from inference.motion.rotations import turn
from inference.motion.skeleton import BONES, JOINT_INDEX

# A camera that tells that a motion came from video; comparison asks for no more.
SOME_VIEW = View(np.zeros((1, 33, 3)), np.zeros(1), (1920, 1080), np.eye(3), np.eye(4))


def warped_in_time(motion: Motion, strength: float) -> Motion:
    """The same poses early or late by up to `strength` (< 0.3) of the clip; beginning and end are kept."""
    share = np.linspace(0, 1, len(motion))
    at = (len(motion) - 1) * (share + strength * np.sin(np.pi * share) ** 2)
    low = np.minimum(at.astype(int), len(motion) - 2)
    blend = (at - low)[:, None, None]
    joints = motion.joints_in_world
    return replace(motion, joints_in_world=joints[low] * (1 - blend) + joints[low + 1] * blend, contacts=None)


def elsewhere(motion: Motion, yaw_rad: float, x_m: float, z_m: float) -> Motion:
    """The same movement at another place with another heading."""
    return replace(motion, joints_in_world=turn(motion.joints_in_world, yaw_rad) + np.array([x_m, 0, z_m]))


def other_body(motion: Motion, rng: np.random.Generator) -> Motion:
    """The same movement by a body up to 15 % larger or smaller, each bone pair up to 10 % off."""
    factor = rng.uniform(0.85, 1.15) * rng.uniform(0.9, 1.1, len(BONES))
    for left, right in ((1, 2), (4, 5), (7, 8), (10, 11), (13, 14), (16, 17), (18, 19), (20, 21)):
        factor[right - 1] = factor[left - 1]
    return with_bones(motion, typical_bone_lengths(motion) * factor)


def seen_by_video(motion: Motion, bone_error_rad: np.ndarray) -> Motion:
    """A motion from video: each bone turned by bone_error_rad (21, 3) or (T, 21, 3), a rotation vector."""
    errors = np.broadcast_to(bone_error_rad, (len(motion), len(BONES), 3))
    joints = motion.joints_in_world.astype(float)
    seen = joints.copy()
    for index, (parent, child) in enumerate(BONES):
        bone = Rotation.from_rotvec(errors[:, index].copy()).apply(joints[:, child] - joints[:, parent])
        seen[:, child] = seen[:, parent] + bone
    return replace(motion, joints_in_world=seen, view=SOME_VIEW)


def with_knee_bent(motion: Motion, side: str, more_rad: float) -> Motion:
    """The knee bent `more_rad` more near the turn of each repetition; shank and foot turn about the knee."""
    hip, knee, ankle, foot = (JOINT_INDEX[f"{side}_{name}"] for name in ("hip", "knee", "ankle", "foot"))
    joints = motion.joints_in_world.astype(float)
    axis = np.cross(joints[:, hip] - joints[:, knee], joints[:, ankle] - joints[:, knee])
    axis /= np.linalg.norm(axis, axis=-1, keepdims=True)
    # From the thigh towards the shank, so a smaller angle is a more bent knee.
    about = Rotation.from_rotvec(-axis * (more_rad * _near_the_turn(motion))[:, None])
    for joint in (ankle, foot):
        joints[:, joint] = joints[:, knee] + about.apply(joints[:, joint] - joints[:, knee])
    lowest_m = motion.joints_in_world[..., 1].min(axis=1)
    joints[..., 1] += (lowest_m - joints[..., 1].min(axis=1))[:, None]
    return replace(motion, joints_in_world=joints, contacts=None)


def _near_the_turn(motion: Motion) -> np.ndarray:
    """1 from arriving at the turn to leaving it, 0 where a repetition begins and ends, (T,)."""
    weight = np.zeros(len(motion))
    for r in find_repetitions(motion):
        times = [r.start_s, r.arrives_s, max(r.leaves_s, r.arrives_s + 1e-3), r.end_s + 2e-3]
        weight += np.interp(motion.time_s, times, [0, 1, 1, 0], left=0, right=0)
    return weight
