"""Joints from other programs, brought to our world: metres, y up, on the floor, starting towards +z."""

import numpy as np

from inference.errors import MotionFileError
from inference.motion import humanml3d
from inference.motion.formats.limits import check_distances, check_numbers
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, SOLE_OFFSET_M, bone_lengths

# Ankle to hip and pelvis to head, whatever the pose; for a 1.70 m person these bones add up to 1.4 m.
_STATURE_BONES = np.array([JOINT_INDEX[name] - 1 for name in (
    "left_knee", "left_ankle", "spine1", "spine2", "spine3", "neck", "head",
)])  # fmt: skip
# (metres per unit, shortest and longest sum of those bones in metres), tried in this order.
# The last is the unit of the CMU laboratory's skeletons.
_UNITS_M = (
    (1.0, 0.6, 2.0),
    (0.01, 0.6, 2.0),
    (0.001, 0.6, 2.0),
    (0.0254, 1.0, 2.0),
    (0.0254 / 0.45, 0.6, 2.0),
)

# One bad frame must not lift the whole clip.
_FLOOR_PERCENTILE = 2
# How far from zero a floor may lie, in body heights, for z to be the way up.
_FLOOR_NEAR_ZERO = 0.15


def unit_m(joints: np.ndarray) -> float:
    """Metres per unit of length of joints (T, 22, 3), judged by the person's size; raises MotionFileError."""
    size = float(np.median(bone_lengths(joints)[:, _STATURE_BONES].sum(axis=1)))
    for metres, shortest_m, longest_m in _UNITS_M:
        if shortest_m <= size * metres <= longest_m:
            return metres
    raise MotionFileError(
        f"Its skeleton measures {size:.3g} units from ankle to head, which is no human size in metres, "
        "centimetres, millimetres or inches; scale it and export again."
    )


def in_world(joints: np.ndarray, metres_per_unit: float | None = None) -> np.ndarray:
    """Joints (T, 22, 3) of any unit, up axis, place, and heading, in our world; raises MotionFileError."""
    check_numbers(joints, "A joint's path")
    joints = joints * (unit_m(joints) if metres_per_unit is None else metres_per_unit)
    check_distances(joints)
    if _z_is_up(joints):
        joints = joints[..., [1, 2, 0]]
    joints = humanml3d.placed(joints)
    floor = np.percentile(joints[..., 1].min(axis=1), _FLOOR_PERCENTILE)
    joints[..., 1] += SOLE_OFFSET_M - floor
    return joints


def _z_is_up(joints: np.ndarray) -> bool:
    """Most of the time the body extends along z from a floor near zero; a person who lies may be anywhere."""
    feet = joints[:, CONTACT_JOINTS].mean(axis=1)
    body = np.median(joints[:, JOINT_INDEX["head"]] - feet, axis=0)
    lowest = np.percentile(joints[..., 2].min(axis=1), _FLOOR_PERCENTILE)
    return bool(body.argmax() == 2 and abs(lowest) < _FLOOR_NEAR_ZERO * body[2])
