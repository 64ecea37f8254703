"""Arms lent by others: what an arm does must follow from the text, not from the rest of the body."""

import numpy as np

from inference.editing.feature_parts import columns, groups_of
from inference.motion.skeleton import JOINT_INDEX, PARTS

ARMS = ("left_arm", "right_arm")
_POSITIONS, _VELOCITIES = 1, 193
# Arms hang on it, and their own joints are seen from the root like all others.
_CARRIER = JOINT_INDEX["spine3"]


def with_arm(own: np.ndarray, lender: np.ndarray, arm: str) -> np.ndarray:
    """Raw vectors (N, 263) with the arm (of ARMS) that the lender (N, 263) has, on the person's own trunk."""
    result = np.where(columns(groups_of(arm)), lender, own)
    for first in (_POSITIONS, _VELOCITIES):
        carrier = slice(first + 3 * _CARRIER, first + 3 * _CARRIER + 3)
        for joint in (JOINT_INDEX[name] for name in PARTS[arm]):
            result[:, first + 3 * joint : first + 3 * joint + 3] += own[:, carrier] - lender[:, carrier]
    return result
