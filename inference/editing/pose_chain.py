"""Pose chain: the body as bones that turn about joints, so that no edit changes the length of any.

An edit is a turn at some joints and a shift of the whole, seen from the pose as it is. A turn carries along
everything further out. Points have no twist, so a turn that no point shows is never needed, and no edit at
all is exactly the pose that was there.
"""

from collections.abc import Sequence

import numpy as np
from scipy.spatial.transform import Rotation

from inference.motion.body_frames import cross
from inference.motion.skeleton import BONES, JOINT_INDEX, JOINTS, PARENTS

_BELOW = np.eye(len(JOINTS), dtype=bool)
for _parent, _child in reversed(BONES):
    _BELOW[_parent] |= _BELOW[_child]


def turned(
    joints_in_world: np.ndarray, names: Sequence[str], turns_rad: np.ndarray, shift_m: np.ndarray
) -> np.ndarray:
    """Joints (T, 22, 3) m with turns at the joints `names` (K) and then moved by shift_m (T, 3); float64.

    turns_rad (T, K, 3): rotation vectors in the world, each for the pose as it is before those nearer to the
    pelvis turn it along.
    """
    joints = np.asarray(joints_in_world, np.float64)
    carried = _carried(names, turns_rad)
    result = joints + 0.0
    result[:, 0] += shift_m
    for parent, child in BONES:
        bone = joints[:, child] - joints[:, parent]
        result[:, child] = result[:, parent] + (carried[parent] @ bone[..., None])[..., 0]
    return result


def moves(turned_joints: np.ndarray, names: Sequence[str], turns_rad: np.ndarray) -> np.ndarray:
    """How every joint moves with every turn, (T, 3K, 22, 3) m per rad, where `turned` has put the joints."""
    carried, carrying = _carried(names, turns_rad), np.eye(3)
    result = np.zeros((len(turned_joints), len(names), 3, len(JOINTS), 3))
    for index, name in enumerate(names):
        joint = JOINT_INDEX[name]
        axes = (carried[PARENTS[joint]] if joint else carrying) @ _tangent(turns_rad[:, index])
        below = np.flatnonzero(_BELOW[joint])
        arms = turned_joints[:, below] - turned_joints[:, joint, None]
        result[:, index][:, :, below] = cross(np.swapaxes(axes, 1, 2)[:, :, None], arms[:, None])
    return result.reshape(len(turned_joints), -1, len(JOINTS), 3)


def _carried(names: Sequence[str], turns_rad: np.ndarray) -> list[np.ndarray]:
    """How each joint has turned, with all that carries it: matrices (T, 3, 3)."""
    own = {JOINT_INDEX[name]: index for index, name in enumerate(names)}
    carried: list[np.ndarray] = []
    for joint, parent in enumerate(PARENTS):
        turn = carried[parent] if joint else np.broadcast_to(np.eye(3), (len(turns_rad), 3, 3))
        if joint in own:
            turn = turn @ Rotation.from_rotvec(turns_rad[:, own[joint]].copy()).as_matrix()
        carried.append(turn)
    return carried


def _tangent(turns_rad: np.ndarray) -> np.ndarray:
    """Turn in the world by growing rotation vectors (T, 3) a little: matrices (T, 3, 3).

    The left Jacobian of SO(3), e.g. Solà, Deray and Atchuthan (2018), A micro Lie theory, eq. 145.
    """
    angle = np.linalg.norm(turns_rad, axis=-1)[:, None, None]
    x, y, z = turns_rad.T
    zero = np.zeros_like(x)
    cross = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=-1).reshape(-1, 3, 3)
    safe = np.maximum(angle, 1e-4)
    linear = np.where(angle < 1e-4, 0.5, (1 - np.cos(safe)) / safe**2)
    return np.eye(3) + linear * cross + (safe - np.sin(safe)) / safe**3 * cross @ cross
