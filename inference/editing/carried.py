"""HumanML3D vectors with each joint seen from what carries it, as the editor's network has them.

In the published vectors every joint has its height above the floor and its velocity in the world, so what is
kept of a body betrays what is to be made of the rest: a trunk that stays as high forbids every squat. Here
legs and trunk are seen from the pelvis, arms and head from the thorax, and whoever bends the knees takes all
of that along. The map is linear, so it serves arrays and tensors alike: `values @ SEEN_FROM_CARRIER`.
"""

import numpy as np

from inference.editing.feature_parts import GROUPS, JOINT_GROUP
from inference.motion.humanml3d import WIDTH
from inference.motion.skeleton import JOINT_INDEX, JOINTS

_HEIGHT, _POSITIONS, _VELOCITIES = 3, 4, 193
_THORAX = JOINT_INDEX["spine3"]
_ON_THORAX = [GROUPS.index(name) for name in ("left_arm", "right_arm", "head")]


def _carriers() -> np.ndarray:
    """Where column i is what carries column j, (263, 263)."""
    carries = np.zeros((WIDTH, WIDTH), np.float32)
    for joint in range(1, len(JOINTS)):
        on_thorax = JOINT_GROUP[joint] in _ON_THORAX
        carrier = _THORAX if on_thorax else 0
        for axis in range(3):
            carries[_VELOCITIES + 3 * carrier + axis, _VELOCITIES + 3 * joint + axis] = 1
            if on_thorax:
                carries[_position(carrier, axis), _position(joint, axis)] = 1
        if not on_thorax:
            # Over the floor vectors are seen from the root already.
            carries[_HEIGHT, _position(joint, 1)] = 1
    return carries


def _position(joint: int, axis: int) -> int:
    return _POSITIONS + 3 * (joint - 1) + axis


# Columns of the heights of joints 1 to 21.
HEIGHTS = slice(_POSITIONS + 1, _POSITIONS + 63, 3)
_CARRIERS, _ITSELF = _carriers(), np.eye(WIDTH, dtype=np.float32)
SEEN_FROM_CARRIER = _ITSELF - _CARRIERS
# Nothing is carried by what is carried by something carried.
SEEN_FROM_FLOOR = _ITSELF + _CARRIERS + _CARRIERS @ _CARRIERS
