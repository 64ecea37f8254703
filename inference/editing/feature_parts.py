"""Which columns of a HumanML3D vector belong to which part of the body.

Masks speak in groups: the columns that are always known or made together. The lower body owns the root (yaw,
path, height and the pelvis' velocity), each leg its contacts.
"""

import numpy as np

from inference.motion.humanml3d import WIDTH
from inference.motion.skeleton import CONTACT_JOINTS, JOINTS, PARTS

ROOT = "root"
_LIMBS = ("torso", "head", "left_arm", "right_arm", "left_leg", "right_leg")
GROUPS = (ROOT, *_LIMBS)

# The group of each joint; the pelvis is the root.
JOINT_GROUP = np.array(
    [next((GROUPS.index(part) for part in _LIMBS if name in PARTS[part]), 0) for name in JOINTS]
)


def _column_groups() -> np.ndarray:
    joints = JOINT_GROUP[1:]
    columns = (
        np.zeros(4, int),  # yaw velocity, path, height
        np.repeat(joints, 3),
        np.repeat(joints, 6),
        np.repeat(JOINT_GROUP, 3),
        JOINT_GROUP[list(CONTACT_JOINTS)],
    )
    return np.concatenate(columns)


# The group of each column, (263,).
COLUMN_GROUP = _column_groups()
assert len(COLUMN_GROUP) == WIDTH


def groups_of(part: str) -> np.ndarray:
    """Which GROUPS (7,) bool a part of skeleton.PARTS changes."""
    changed = {GROUPS[JOINT_GROUP[JOINTS.index(name)]] for name in PARTS[part]}
    return np.array([group in changed for group in GROUPS])


def columns(groups: np.ndarray) -> np.ndarray:
    """Values (..., 7) of the groups for each of their columns, (..., 263)."""
    return groups[..., COLUMN_GROUP]
