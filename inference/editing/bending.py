"""Bending: knees and elbows that are almost straight begin to bend the way they can.

How much they are bent says nothing of the direction while they are straight, so it must be told.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from inference.motion.body_frames import unit
from inference.motion.kinematics import Body, measure, zero_of_arm
from inference.motion.motion import Motion

# A joint bent less than this is almost straight, and is bent by so much at most to begin with.
STRAIGHT_RAD = np.radians(20)


def first_bend(motion: Motion, wanted: Mapping[str, np.ndarray], joints: Sequence[str]) -> np.ndarray:
    """Turns (T, K, 3) rad of the joints (K): those that are to bend more than they do, a little bent."""
    turns, body, before = np.zeros((len(motion), len(joints), 3)), Body(motion), measure(motion)
    for index, joint in enumerate(joints):
        name = f"{joint}_flexion"
        if name in wanted and joint.endswith(("knee", "elbow")):
            more = np.where(before[name] < STRAIGHT_RAD, np.nan_to_num(wanted[name] - before[name]), 0)
            turns[:, index] = np.clip(more, 0, STRAIGHT_RAD)[:, None] * _hinge(body, joint)
    return turns


def _hinge(body: Body, joint: str) -> np.ndarray:
    """The axis (T, 3) about which the joint bends: shanks go back, forearms as the unturned arm has them."""
    side, _, kind = joint.partition("_")
    if kind == "knee":
        return np.nan_to_num(body.pelvis.left)
    arm = body.bone(f"{side}_shoulder", f"{side}_elbow")
    return np.nan_to_num(unit(np.cross(arm, zero_of_arm(body, side))))
