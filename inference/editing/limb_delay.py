"""Limb delay: an arm or a leg does what it does later or earlier than the rest of the body.

Its bones take the directions, as seen from the trunk (arms) or from where the pelvis faces (legs), that they
have at another moment, so they are as long as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from inference.editing.form import SIDES, sides, travels
from inference.editing.moments import poses_at
from inference.editing.operators import Edit
from inference.editing.planted import planted
from inference.editing.stretches import presence, stretches
from inference.editing.wishes import FADE_S
from inference.errors import EditError
from inference.motion.body_frames import thorax_frame
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition
from inference.motion.retarget import heading_rad
from inference.motion.rotations import turn
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, PARTS

DELAYS = ("arm_delay", "leg_delay")
# A limb that waits at the beginning sets off within about this time.
_SETTING_OFF_S = 0.1
# A delay comes and goes within this many times itself, so that time never runs backwards.
_FADES = 3.0
# What is moved less than this does not move.
_LEAST_M = 0.02
# A leg that can be so much of it late, at least, is late.
_DONE = 0.5
_LOWER = [JOINT_INDEX[name] for name in PARTS["lower_body"]]


def delayed(motion: Motion, edit: Edit, repetitions: Sequence[Repetition]) -> Motion:
    """The motion with the limb `magnitude` seconds later (below 0: earlier) than the rest of the body.

    Both legs together are late with the pelvis; one leg alone bends to where its foot is later. Raises
    EditError where the limb hardly moves.
    """
    at = _moments(motion, edit, repetitions)
    late = poses_at(motion, at)
    stood = motion.contacts[np.rint(at).astype(int)]
    if edit.operator == "arm_delay":
        result = motion
        for side in sides(edit):
            result = _arm(result, late, side)
    elif sides(edit) == SIDES:
        result = _lower_body(motion, late, stood)
    else:
        result = _leg(motion, late, stood, edit.side)
    moved_m = _seen(result.joints_in_world) - _seen(motion.joints_in_world)
    if np.linalg.norm(moved_m, axis=-1).max() < _LEAST_M:
        limb = edit.operator.removesuffix("_delay")
        raise EditError(
            f"The {limb} hardly moves there, so it cannot be late or early. Choose another limb or time."
        )
    return result


def _moments(motion: Motion, edit: Edit, repetitions: Sequence[Repetition]) -> np.ndarray:
    """The fractional frame (T,) in which the limb is at each frame."""
    present = presence(
        motion, stretches(motion, edit, repetitions), max(FADE_S, _FADES * abs(edit.magnitude))
    )
    frames, last = np.arange(len(motion)), len(motion) - 1
    at = frames - edit.magnitude * motion.fps * present
    soft = _SETTING_OFF_S * motion.fps
    at = at if edit.magnitude > 0 else last - at
    at = (at + np.hypot(at, soft) - np.hypot(last, soft) + last) / 2
    return np.clip(at if edit.magnitude > 0 else last - at, 0, last)


def _seen(joints: np.ndarray) -> np.ndarray:
    return joints - joints[:, :1]


def _arm(motion: Motion, late: np.ndarray, side: str) -> Motion:
    joints = motion.joints_in_world.astype(np.float64)
    turned = _axes(joints) @ np.swapaxes(_axes(late), 1, 2)
    limb = [JOINT_INDEX[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist")]
    _carry(joints, late, limb, lambda bones: np.einsum("tij,tj->ti", turned, bones))
    return replace(motion, joints_in_world=joints, view=None)


def _axes(joints: np.ndarray) -> np.ndarray:
    """The thorax's axes as columns, (T, 3, 3)."""
    frame = thorax_frame(joints)
    return np.stack([frame.left, frame.up, frame.forward], axis=-1)


def _leg(motion: Motion, late: np.ndarray, stood: np.ndarray, side: str) -> Motion:
    """The foot takes its path later; where the person travels, the path is carried along."""
    joints = motion.joints_in_world.astype(np.float64)
    columns = [0, 1] if side == "left" else [2, 3]
    feet, stands = joints[:, CONTACT_JOINTS].copy(), motion.contacts.copy()
    carried = (joints[:, :1] - late[:, :1]) * [1, 0, 1] if travels(motion) else 0
    feet[:, columns] = late[:, [CONTACT_JOINTS[c] for c in columns]] + carried
    stands[:, columns] = stood[:, columns]
    yaw = heading_rad(joints) - heading_rad(late)
    limb = [JOINT_INDEX[f"{side}_{name}"] for name in ("hip", "knee", "ankle", "foot")]
    _carry(joints, late, limb, lambda bones: turn(bones, yaw))
    result = planted(replace(motion, joints_in_world=joints), stands, feet)
    asked, came = (
        _seen(m)[:, limb[1:]] - _seen(motion.joints_in_world)[:, limb[1:]]
        for m in (joints, result.joints_in_world)
    )
    if (asked * came).sum() < _DONE * (asked * asked).sum():
        raise EditError(
            f"The {side} leg stands and carries the body meanwhile, so it cannot be late or early by itself. "
            "Choose both legs, or another time."
        )
    return result


def _lower_body(motion: Motion, late: np.ndarray, stood: np.ndarray) -> Motion:
    """Legs and pelvis later, and the rest of the body upon them."""
    joints = motion.joints_in_world.astype(np.float64)
    yaw = heading_rad(late) - heading_rad(joints)
    result = late[:, :1] + turn(joints - joints[:, :1], yaw[:, None])
    result[:, _LOWER] = late[:, _LOWER]
    return replace(motion, joints_in_world=result, contacts=stood, view=None)


def _carry(
    joints: np.ndarray, late: np.ndarray, limb: Sequence[int], turned: Callable[[np.ndarray], np.ndarray]
) -> None:
    """Give the bones between the joints of a limb the turned directions of `late`, in place."""
    own_m = [_length_m(joints, *bone) for bone in pairwise(limb)]
    for (parent, child), length_m in zip(pairwise(limb), own_m, strict=True):
        bone = turned(late[:, child] - late[:, parent])
        joints[:, child] = joints[:, parent] + bone * length_m / np.maximum(
            _length_m(late, parent, child), 1e-9
        )


def _length_m(joints: np.ndarray, parent: int, child: int) -> np.ndarray:
    return np.linalg.norm(joints[:, child] - joints[:, parent], axis=-1, keepdims=True)
