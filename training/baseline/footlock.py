"""Feet that stand do not slide: stance feet are pinned, the root and the knees follow."""

import numpy as np
from scipy.interpolate import PchipInterpolator

from inference.motion.contact import runs
from inference.motion.skeleton import JOINT_INDEX, SOLE_OFFSET_M
from inference.pose.low_pass import low_pass
from training.baseline.world import STEP_M

ROOT_CUT_OFF_HZ = 2.4
FLOOR_CUT_OFF_HZ = 1.2
# A leg never straightens fully: the knee would lose its direction.
_STRAIGHT = 0.999
# Knees of nearly straight legs bend the way the toes point.
_TOE_PULL = 0.1
_Leg = tuple[int, ...]
_LEGS: tuple[_Leg, ...] = tuple(
    tuple(JOINT_INDEX[f"{side}_{name}"] for name in ("hip", "knee", "ankle", "foot"))
    for side in ("left", "right")
)


def lock_feet(joints_in_world: np.ndarray, contacts: np.ndarray, fps: float) -> np.ndarray:
    """The joints (T, 22, 3) m with feet pinned while in contact (T, 4), bones as long as before.

    Each stance foot stays at its mean place; between stances its correction is blended. The lowest foot in
    contact stands on the floor, and none is below it. The root follows so that the legs stay as bent as they
    were: a nearly straight knee would turn by 20° for a centimetre.
    """
    sides = (contacts[:, :2], contacts[:, 2:])
    pinned = [_pinned(joints_in_world, leg, side) for leg, side in zip(_LEGS, sides, strict=True)]
    feet = _on_floor(np.array(pinned), contacts, fps)
    moved = [foot[0] - joints_in_world[:, leg[2]] for leg, foot in zip(_LEGS, feet, strict=True)]
    result = joints_in_world + low_pass(np.mean(moved, axis=0), ROOT_CUT_OFF_HZ, fps)[:, None]
    rise = [_rise_m(joints_in_world, result, leg, foot[0]) for leg, foot in zip(_LEGS, feet, strict=True)]
    result[..., 1] += low_pass(np.mean(rise, axis=0), ROOT_CUT_OFF_HZ, fps)[:, None]
    for (hip, knee, ankle, ball), (ankle_to, ball_to) in zip(_LEGS, feet, strict=True):
        pole = result[:, knee] + _TOE_PULL * (ball_to - ankle_to)
        thigh, shank = (_lengths(joints_in_world, *bone) for bone in ((hip, knee), (knee, ankle)))
        slip = _beyond_reach(ankle_to - result[:, hip], _STRAIGHT * (thigh + shank))
        result[:, ankle], result[:, ball] = ankle_to - slip, ball_to - slip
        result[:, knee] = bent_knee(result[:, hip], result[:, ankle], pole, thigh, shank)
    return result


def bent_knee(
    hip: np.ndarray, ankle: np.ndarray, pole: np.ndarray, thigh_m: np.ndarray, shank_m: np.ndarray
) -> np.ndarray:
    """Knees (T, 3) at thigh_m from hip and shank_m from ankle, on the side of pole (T, 3); lengths (T,)."""
    line = ankle - hip
    distance = np.linalg.norm(line, axis=-1)
    axis = line / distance[:, None]
    along = (thigh_m**2 - shank_m**2 + distance**2) / (2 * distance)
    out = np.sqrt(np.maximum(thigh_m**2 - along**2, 0))
    side = pole - hip
    side = side - (side * axis).sum(-1, keepdims=True) * axis
    side /= np.maximum(np.linalg.norm(side, axis=-1, keepdims=True), 1e-9)
    return hip + along[:, None] * axis + out[:, None] * side


def _pinned(joints: np.ndarray, leg: _Leg, contacts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ankle and ball (T, 3) of one leg with the stance frames of each pinned, their distance kept."""
    ankle, ball = joints[:, leg[2]], joints[:, leg[3]]
    length = _lengths(joints, leg[2], leg[3])[:, None]
    heel_down, ball_down = contacts.T
    ball_to = ball + _blended(_stands(ball, ball_down) - ball, ball_down)
    ankle_with_ball = _at_distance(ankle + ball_to - ball, ball_to, length)
    ankle_to = ankle_with_ball + _blended(_stands(ankle_with_ball, heel_down) - ankle_with_ball, heel_down)
    heel_only = (heel_down & ~ball_down)[:, None]
    ankle_to = np.where(heel_only, ankle_to, _at_distance(ankle_to, ball_to, length))
    return ankle_to, np.where(heel_only, _at_distance(ball_to, ankle_to, length), ball_to)


def _stands(points: np.ndarray, down: np.ndarray) -> np.ndarray:
    """points (T, 3) with each span of contact replaced by its mean."""
    result = points.copy()
    for first, end in runs(down):
        result[first:end] = points[first:end].mean(axis=0)
    return result


def _blended(correction: np.ndarray, down: np.ndarray) -> np.ndarray:
    """correction (T, ...) where in contact, smoothly carried over from each contact to the next elsewhere."""
    frames = np.flatnonzero(down)
    if len(frames) < 2:
        return np.zeros_like(correction)
    within = np.clip(np.arange(len(down)), frames[0], frames[-1])
    return PchipInterpolator(frames, correction[frames])(within)


def _at_distance(points: np.ndarray, centre: np.ndarray, distance_m: np.ndarray) -> np.ndarray:
    away = points - centre
    return centre + distance_m * away / np.maximum(np.linalg.norm(away, axis=-1, keepdims=True), 1e-9)


def _rise_m(before: np.ndarray, after: np.ndarray, leg: _Leg, ankle: np.ndarray) -> np.ndarray:
    """How far (T,) a hip must rise from where it is `after` to be as far from its ankle as `before`."""
    extent = _lengths(before, leg[0], leg[2])
    across = np.linalg.norm((after[:, leg[0]] - ankle)[:, [0, 2]], axis=-1)
    return ankle[:, 1] + np.sqrt(np.maximum(extent**2 - across**2, 0)) - after[:, leg[0], 1]


def _on_floor(feet: np.ndarray, contacts: np.ndarray, fps: float) -> np.ndarray:
    """Feet (2 sides, ankle and ball, T, 3) m moved up or down: smoothly in contact, else out of the floor."""
    balls_down = contacts[:, [1, 3]].T
    heights = np.where(balls_down, feet[:, 1, :, 1], np.inf).min(axis=0)
    standing = balls_down.max(axis=0) & (np.abs(SOLE_OFFSET_M - heights) < STEP_M)
    shift = np.where(standing, SOLE_OFFSET_M - heights, 0.0)
    feet = feet + low_pass(_blended(shift, standing), FLOOR_CUT_OFF_HZ, fps)[:, None] * [0, 1, 0]
    below = np.maximum(SOLE_OFFSET_M - feet[..., 1].min(axis=1), 0)
    return feet + np.where(below < STEP_M, below, 0.0)[:, None, :, None] * [0, 1, 0]


def _beyond_reach(leg_m: np.ndarray, reach_m: np.ndarray) -> np.ndarray:
    """The part of hip-to-ankle vectors (T, 3) that a leg of reach_m (T,) cannot span."""
    return leg_m * np.maximum(1 - reach_m / np.linalg.norm(leg_m, axis=-1), 0)[:, None]


def _lengths(joints: np.ndarray, start: int, end: int) -> np.ndarray:
    return np.linalg.norm(joints[:, end] - joints[:, start], axis=-1)
