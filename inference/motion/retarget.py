"""Equal bones, side, heading, and place: what must be alike before two people can be compared."""

from dataclasses import replace

import numpy as np

from inference.motion.body_frames import facing_frame
from inference.motion.motion import Motion
from inference.motion.rotations import turn
from inference.motion.skeleton import (
    JOINT_INDEX,
    MIRRORED_JOINT,
    bone_lengths,
    mirror,
    with_bone_lengths,
)

_LEG_CHILDREN = ("left_knee", "left_ankle", "right_knee", "right_ankle")
_LEG_BONES = [JOINT_INDEX[name] - 1 for name in _LEG_CHILDREN]


def typical_bone_lengths(motion: Motion) -> np.ndarray:
    """The person's bone lengths, (21,) m in BONES order: the median over the clip."""
    return np.median(bone_lengths(motion.joints_in_world), axis=0)


def with_bones(motion: Motion, lengths_m: np.ndarray) -> Motion:
    """The same movement made by a body with bones of lengths_m (21,) in BONES order.

    Bone directions are kept, travel and uncertainty scale with the legs, and in every frame the lowest joint
    keeps its height, so that standing feet stand and jumps stay jumps.
    """
    joints = motion.joints_in_world
    own_legs_m = typical_bone_lengths(motion)[_LEG_BONES].sum()
    scale = lengths_m[_LEG_BONES].sum() / max(own_legs_m, 1e-6)
    result = with_bone_lengths(joints, lengths_m) + (scale - 1) * joints[:, :1]
    result[..., 1] += (joints[..., 1].min(axis=1) - result[..., 1].min(axis=1))[:, None]
    sigma_m = None if motion.sigma_m is None else scale * motion.sigma_m
    return replace(motion, joints_in_world=result, sigma_m=sigma_m, view=None)


def mirrored(motion: Motion) -> Motion:
    """The movement as a mirror shows it: left and right exchanged, reflected in x = 0."""
    return replace(
        motion,
        joints_in_world=mirror(motion.joints_in_world),
        confidence=motion.confidence[:, MIRRORED_JOINT],
        contacts=motion.contacts[:, [2, 3, 0, 1]],
        sigma_m=None if motion.sigma_m is None else motion.sigma_m[:, MIRRORED_JOINT],
        view=None,
    )


def heading_rad(joints_in_world: np.ndarray) -> np.ndarray:
    """Where the body faces in each pose (T, 22, 3): angle (T,) from +z towards +x, without jumps.

    While the person lies on a side the last known heading goes on; it is 0 where none was ever known.
    """
    forward = facing_frame(joints_in_world.astype(np.float64)).forward
    known = np.flatnonzero(np.isfinite(forward[:, 0]))
    if not known.size:
        return np.zeros(len(forward))
    latest = known[np.maximum(np.searchsorted(known, np.arange(len(forward)), side="right") - 1, 0)]
    return np.unwrap(np.arctan2(forward[latest, 0], forward[latest, 2]))


def posture(joints_in_world: np.ndarray) -> np.ndarray:
    """Joints (T, 22, 3) m seen from the pelvis, facing +z: the pose without heading and place."""
    from_pelvis = joints_in_world - joints_in_world[:, :1]
    return turn(from_pelvis, -heading_rad(joints_in_world)[:, None])


def laid_over(moving: np.ndarray, fixed: np.ndarray, where: np.ndarray) -> np.ndarray:
    """`moving` (T, 22, 3) m with the mean heading and place on the floor of `fixed` in frames `where` (T,).

    One turn and one shift for the whole movement, so that turning and travelling are not explained away.
    """
    angles = heading_rad(fixed[where]) - heading_rad(moving[where])
    turned = turn(moving, float(np.angle(np.exp(1j * angles).mean())))
    shift = (fixed[where, 0] - turned[where, 0]).mean(axis=0) * [1, 0, 1]
    return (turned + shift).astype(np.float32)
