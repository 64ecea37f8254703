"""Grafting: vectors that were made, put back on the person they were made for: own bones, place and clock."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.interpolate import CubicSpline

from inference.editing.feature_parts import GROUPS, JOINT_GROUP, ROOT
from inference.motion.body_frames import unit
from inference.motion.contact import detect_contacts, runs
from inference.motion.humanml3d import FPS, canonical_scale, decode, encode, placed, rescaled
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.rotations import turn
from inference.motion.skeleton import BONES

_PARENTS, _CHILDREN = (list(ends) for ends in zip(*BONES, strict=True))
_ROOT = GROUPS.index(ROOT)
_BONE_GROUP = JOINT_GROUP[_CHILDREN]
_FLOOR = np.array([1, 0, 1])


class _Decoded(NamedTuple):
    """Vectors as joints (N, 22, 3) m in the place they were encoded in, and the root's heading (N,) rad."""

    joints: np.ndarray
    heading_rad: np.ndarray


def vectors(motion: Motion) -> np.ndarray:
    """HumanML3D vectors (N, 263) of all N poses at 20 fps: the last pose is held, for its velocities."""
    joints = motion.resampled(FPS).joints_in_world.astype(np.float64)
    return encode(placed(rescaled(np.concatenate([joints, joints[-1:]]))))


def grafted(motion: Motion, own: np.ndarray, edited: np.ndarray, made: np.ndarray) -> Motion:
    """The motion with what was made in the place of its own.

    own, edited (N, 263): its raw vectors and those after the edit; made (N, GROUPS) bool: what is not its
    own. Where a joint and all that carry it are its own, it stays where it was, exactly; what hangs on
    something that was made keeps its directions and turns with the root. Bones keep their lengths, and after
    a span of time that was made the person goes on in the same place. Contacts are found anew.
    """
    at = np.minimum(np.arange(len(motion)) * FPS / motion.fps, len(own) - 1)
    share = rows_between(made.astype(np.float32), at)
    joints = motion.joints_in_world.astype(np.float64)
    before = _decoded(own)
    after = _rejoined(before, _decoded(edited), made[:, _ROOT])
    yaw_rad = _yaw_between(before.joints, motion.resampled(FPS).joints_in_world)
    turned_rad = rows_between(after.heading_rad - before.heading_rad, at) * (share[:, _ROOT] > 0)
    bones = turn(_bones(joints), turned_rad[:, None])
    bones = _blended(bones, _smooth(turn(_bones(after.joints), yaw_rad), at), share[:, _BONE_GROUP])
    result = joints.copy()
    result[:, 0] += (
        share[:, _ROOT, None] * _smooth(_shift(before, after, yaw_rad), at) / canonical_scale(joints)
    )
    moved = np.zeros(joints.shape[:2], bool)
    moved[:, 0] = share[:, _ROOT] > 0
    for bone, (parent, child) in enumerate(BONES):
        moved[:, child] = moved[:, parent] | (share[:, _BONE_GROUP[bone]] > 0)
        there = moved[:, child]
        result[there, child] = result[there, parent] + bones[there, bone]
    # Other legs than the canonical ones reach elsewhere: the lowest joint is as much lower as it was made.
    lower = (
        rows_between(_lowest(after.joints) - _lowest(before.joints), at) - _lowest(result) + _lowest(joints)
    )
    result[..., 1] += (share[:, _ROOT] * lower)[:, None]
    contacts = detect_contacts(result, motion.fps)
    return replace(motion, joints_in_world=result, contacts=contacts, view=None)


def _decoded(values: np.ndarray) -> _Decoded:
    return _Decoded(decode(values), np.r_[0, -2 * np.cumsum(values[:-1, 0], dtype=np.float64)])


def _rejoined(before: _Decoded, after: _Decoded, made: np.ndarray) -> _Decoded:
    """`after`, but where the root's own vectors go on, so do its own place and heading.

    Vectors tell steps, not places: what differs at the end of a span that was made, made (N,) bool, is taken
    off little by little within it.
    """
    joints, heading_rad = after
    for first, end in runs(made):
        if end == len(made):
            continue
        share = np.interp(np.arange(len(made)), [first, end], [0, 1])
        off_rad = np.angle(np.exp(1j * (heading_rad[end] - before.heading_rad[end])))
        path = joints[:, 0] * _FLOOR
        steps = turn(np.diff(path, axis=0), -off_rad * share[:-1])
        straight = path[:1] + np.concatenate([np.zeros((1, 3)), np.cumsum(steps, axis=0)])
        straight -= share[:, None] * (straight[end] - before.joints[end, 0] * _FLOOR)
        joints = turn(joints - path[:, None], (-off_rad * share)[:, None]) + straight[:, None]
        heading_rad = heading_rad - off_rad * share
    return _Decoded(joints, heading_rad)


def _shift(before: _Decoded, after: _Decoded, yaw_rad: float) -> np.ndarray:
    """How far the pelvis is from where it was, (N, 3) canonical m, in the motion's world."""
    return turn(after.joints[:, 0] - before.joints[:, 0], yaw_rad)


def _blended(own: np.ndarray, made: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Bones (T, 21, 3) as long as their own, turned to those made where the share (T, 21) is above 0."""
    lengths = np.linalg.norm(own, axis=-1, keepdims=True)
    directions = unit((1 - share[..., None]) * unit(own) + share[..., None] * unit(made))
    return np.where(share[..., None] > 0, directions * lengths, own)


def _smooth(values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Values (N, ...) at fractional rows: 20 a second are few enough for corners to show."""
    return CubicSpline(np.arange(len(values)), values)(at) if len(values) > 1 else values[at.astype(int)]


def _bones(joints: np.ndarray) -> np.ndarray:
    return joints[:, _CHILDREN] - joints[:, _PARENTS]


def _lowest(joints: np.ndarray) -> np.ndarray:
    return joints[..., 1].min(axis=1)


def _yaw_between(decoded: np.ndarray, joints: np.ndarray) -> float:
    """Turn about the vertical, rad, that leads from the encoder's world to the motion's."""
    (x, _, z), (x_to, _, z_to) = (np.moveaxis(_bones(each), -1, 0) for each in (decoded, joints))
    return float(np.arctan2((z * x_to - x * z_to).sum(), (x * x_to + z * z_to).sum()))
