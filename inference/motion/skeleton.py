"""The 22 joints of SMPL order that every motion in the program is made of."""

import numpy as np

JOINTS = (
    "pelvis", "left_hip", "right_hip", "spine1", "left_knee", "right_knee", "spine2", "left_ankle",
    "right_ankle", "spine3", "left_foot", "right_foot", "neck", "left_collar", "right_collar", "head",
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
)  # fmt: skip
JOINT_INDEX = {name: index for index, name in enumerate(JOINTS)}
PARENTS = (-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19)
BONES = tuple((parent, child) for child, parent in enumerate(PARENTS) if parent >= 0)

# Contact columns of a Motion, in this order.
CONTACT_JOINTS = tuple(JOINT_INDEX[n] for n in ("left_ankle", "left_foot", "right_ankle", "right_foot"))

# The crown is about 0.20 m above the `head` joint (base of the skull).
CROWN_ABOVE_HEAD_M = 0.20
# The ball of a standing foot is this far above its sole, which is on the floor.
SOLE_OFFSET_M = 0.02


def _swap_sides(name: str) -> str:
    if name.startswith("left_"):
        return "right_" + name.removeprefix("left_")
    if name.startswith("right_"):
        return "left_" + name.removeprefix("right_")
    return name


MIRRORED_JOINT = np.array([JOINT_INDEX[_swap_sides(name)] for name in JOINTS])

_LEFT_LEG = ("left_hip", "left_knee", "left_ankle", "left_foot")
_RIGHT_LEG = tuple(_swap_sides(name) for name in _LEFT_LEG)
_LEFT_ARM = ("left_collar", "left_shoulder", "left_elbow", "left_wrist")
_RIGHT_ARM = tuple(_swap_sides(name) for name in _LEFT_ARM)
_TORSO = ("spine1", "spine2", "spine3")
_HEAD = ("neck", "head")

# Body parts as masks, texts and findings name them. The lower body owns the root.
PARTS: dict[str, tuple[str, ...]] = {
    "whole_body": JOINTS,
    "upper_body": (*_TORSO, *_HEAD, *_LEFT_ARM, *_RIGHT_ARM),
    "lower_body": ("pelvis", *_LEFT_LEG, *_RIGHT_LEG),
    "left_arm": _LEFT_ARM,
    "right_arm": _RIGHT_ARM,
    "left_leg": _LEFT_LEG,
    "right_leg": _RIGHT_LEG,
    "torso": _TORSO,
    "head": _HEAD,
}


def bone_lengths(joints: np.ndarray) -> np.ndarray:
    """Length of each bone in BONES order, (..., 21) m, of joints (..., 22, 3) m."""
    parents, children = np.array(BONES).T
    return np.linalg.norm(joints[..., children, :] - joints[..., parents, :], axis=-1)


def with_bone_lengths(joints: np.ndarray, lengths_m: np.ndarray) -> np.ndarray:
    """Joints (..., 22, 3) with root and bone directions kept and bones of lengths_m (21,) in BONES order.

    Lengths that differ from pose to pose are (21, ..., 1).
    A bone without length has no direction, and its ends stay together.
    """
    result = joints.copy()
    for (parent, child), length_m in zip(BONES, lengths_m, strict=True):
        bone = joints[..., child, :] - joints[..., parent, :]
        own = np.maximum(np.linalg.norm(bone, axis=-1, keepdims=True), 1e-9)
        result[..., child, :] = result[..., parent, :] + bone * (length_m / own)
    return result


def mirror(joints: np.ndarray) -> np.ndarray:
    """Joints (..., 22, 3) reflected in the plane x = 0 with left and right exchanged."""
    return joints[..., MIRRORED_JOINT, :] * np.array([-1, 1, 1], joints.dtype)
