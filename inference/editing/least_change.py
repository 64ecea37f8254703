"""Least change: the turns that give channels their wanted values and leave all else as much as it was.

One least squares over the whole clip, solved by Gauss and Newton: wanted channels at their values, standing
feet in their places, nothing below the floor, other channels and the balance as they were, joints inside
their limits, little turning, smoothly. What a channel is, is what `kinematics` measures: there is no second
definition of it here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import solveh_banded

from inference.editing.bending import first_bend
from inference.editing.footing import floor_m
from inference.editing.joint_limits import LIMITS
from inference.editing.pose_chain import moves, turned
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import Measured, measure
from inference.motion.motion import Motion
from inference.motion.redundancy import related
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX

# 1 σ of what is wanted, and of what should stay, in tolerances; what goes with the wanted may change more.
WANTED_SIGMA, KEPT_SIGMA, RELATED_SIGMA = 0.08, 1.0, 8.0
FLOOR_SIGMA_M, BALANCE_SIGMA_M = 0.0001, 0.03
LIMIT_SIGMA_RAD = 0.02
TURN_SIGMA_RAD, SHIFT_SIGMA_M = 0.5, 0.2
# How fast turns and shift may come and go, per second.
TURN_RATE, SHIFT_RATE = 1.0, 0.25
# Near a straight limb angles are far from linear: a step goes no further than it must.
STEP_SIGMA = 0.1
# What turns or moves less than this (rad, m) in a step will not in the next.
SMALL_STEP = 0.015
STEPS, SETTLING_STEPS = 6, 2
# Slopes of channels are measured over so much of a turn (rad) or shift (m); joints are 32-bit numbers.
_DIFFERENCE = 1e-3
# Where the weight of a body lies (Winter 2009, table 4.1), by the nearest joints.
_WEIGHT = {
    "pelvis": 0.14, "spine3": 0.36, "head": 0.08, "left_hip": 0.05, "right_hip": 0.05, "left_knee": 0.075,
    "right_knee": 0.075, "left_ankle": 0.035, "right_ankle": 0.035, "left_elbow": 0.05, "right_elbow": 0.05,
}  # fmt: skip
_HORIZONTAL = [0, 2]

# Turns (T, K, 3) rad of the active joints, as `turned` takes them, and the shift (T, 3) m of the body.
Edit = tuple[np.ndarray, np.ndarray]
# What is amiss (T, m) in its σ, and how it changes with the unknowns (T, P, m).
Rows = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Task:
    """What is asked of a motion.

    wanted: values of channels (T,), NaN where they are free; kept: channels that should stay; active: the
    joints that may turn, with the pelvis the body may also shift; feet (T, 4, 3) m: where ankles and balls
    are to be; feet_sigma_m (T, 4): how closely, infinite where they are free.
    """

    motion: Motion
    wanted: Mapping[str, np.ndarray]
    kept: Sequence[str]
    active: Sequence[str]
    feet: np.ndarray
    feet_sigma_m: np.ndarray


def least_change(task: Task) -> Edit:
    """The edit that does the task with the least change."""
    cost = _Cost(task)
    turns, shift = first_bend(task.motion, task.wanted, task.active), np.zeros((len(task.motion), 3))
    for _ in range(STEPS):
        step = cost.step(turns, shift)
        turns, shift = cost.stepped(turns, shift, step)
        if np.abs(step).max() < SMALL_STEP:
            break
    return turns, shift


def settled(task: Task, edit: Edit) -> Edit:
    """The edit with the feet in their places in every frame, and nothing else: channels are not looked at."""
    cost = _Cost(task)
    turns, shift = edit
    for _ in range(SETTLING_STEPS):
        turns, shift = cost.stepped(turns, shift, cost.settling(turns, shift))
    return turns, shift


class _Cost:
    """What is amiss with a pose, and the step that makes it less."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.shifts = "pelvis" in task.active
        self._before = measure(task.motion)
        self._related = related(task.wanted)
        self._floor_m = floor_m(task.motion)
        # Joints that have once sunk into the floor: held there, they do not sink again every other step.
        self._on_floor = np.zeros(self._floor_m.shape, bool)

    def stepped(self, turns: np.ndarray, shift: np.ndarray, step: np.ndarray) -> Edit:
        """Turns and shift after a step (T, P)."""
        turns = turns + step[:, : turns[0].size].reshape(turns.shape)
        return turns, (shift + step[:, -3:] if self.shifts else shift)

    def step(self, turns: np.ndarray, shift: np.ndarray) -> np.ndarray:
        """The change (T, P) of turns, then shift, that makes all that is amiss least."""
        joints, slopes = self._posed(turns, shift)
        rows = self._channels(joints, slopes), self._places(joints, slopes), self._balance(joints, slopes)
        miss, slope = (np.concatenate(parts, axis=-1) for parts in zip(*rows, strict=True))
        unknowns = np.concatenate([turns.reshape(len(turns), -1), shift], axis=1)[:, : slope.shape[1]]
        return self._solved(slope @ np.swapaxes(slope, 1, 2), -(slope @ miss[..., None])[..., 0], unknowns)

    def settling(self, turns: np.ndarray, shift: np.ndarray) -> np.ndarray:
        """The smallest change (T, P) that puts feet into their places."""
        miss, slope = self._places(*self._posed(turns, shift))
        normal = slope @ np.swapaxes(slope, 1, 2) + STEP_SIGMA**-2 * np.eye(slope.shape[1])
        return np.linalg.solve(normal, -slope @ miss[..., None])[..., 0]

    def _posed(self, turns: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The joints (T, 22, 3) m, and how they move with every unknown (T, P, 22, 3)."""
        joints = turned(self.task.motion.joints_in_world, self.task.active, turns, shift)
        slopes = moves(joints, self.task.active, turns)
        if self.shifts:
            whole = np.broadcast_to(np.eye(3)[:, None], (len(joints), 3, joints.shape[1], 3))
            slopes = np.concatenate([slopes, whole], axis=1)
        return joints, slopes

    def _solved(self, normal: np.ndarray, right: np.ndarray, unknowns: np.ndarray) -> np.ndarray:
        """One step, with little turning and smoothness asked for as well."""
        frames, count = unknowns.shape
        is_shift = np.arange(count) >= 3 * len(self.task.active)
        least = np.where(is_shift, SHIFT_SIGMA_M, TURN_SIGMA_RAD) ** -2.0
        smooth = (np.where(is_shift, SHIFT_RATE, TURN_RATE) / self.task.motion.fps) ** -2.0
        rates = np.diff(unknowns, axis=0) * smooth
        right = right - least * unknowns
        right[:-1] += rates
        right[1:] -= rates
        diagonal = np.full((frames, count), least + 2 * smooth + STEP_SIGMA**-2)
        diagonal[[0, -1]] -= smooth
        normal = normal + diagonal[..., None] * np.eye(count)
        band = np.zeros((count + 1, frames, count))
        for below in range(count):
            band[below, :, : count - below] = np.diagonal(normal, -below, 1, 2)
        band[count] = -smooth
        band = band.reshape(count + 1, -1)
        return solveh_banded(band, right.ravel(), lower=True).reshape(frames, count)

    def _channels(self, joints: np.ndarray, slopes: np.ndarray) -> Rows:
        values, by_unknown = self._measured(joints, slopes)
        rows = [row for name in values for row in self._of_channel(name, values[name])]
        miss = np.stack([row[1] for row in rows], axis=-1)
        weight = np.stack([row[2] for row in rows], axis=-1)
        slope = np.stack([by_unknown[row[0]] for row in rows], axis=-1)
        known = np.isfinite(miss) & np.isfinite(slope).all(axis=1)
        miss, weight = np.where(known, miss, 0), np.where(known, weight, 0)
        return miss * weight, np.where(known[:, None], slope, 0) * weight[:, None]

    def _of_channel(self, name: str, values: np.ndarray) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
        """What is amiss with a channel: how far from where it should be, and beyond which limit it is."""
        before, tolerance = self._before[name], CHANNELS[name].tolerance
        if name in self.task.wanted:
            goal, sigma = self.task.wanted[name], WANTED_SIGMA
        else:
            goal, sigma = before, RELATED_SIGMA if name in self._related else KEPT_SIGMA
        yield name, values - goal, np.full(len(values), 1 / (sigma * tolerance))
        if name in LIMITS:
            low, high = LIMITS[name]
            allowed = np.clip(values, np.fmin(low, before), np.fmax(high, before))
            yield name, values - allowed, np.where(values != allowed, 1 / LIMIT_SIGMA_RAD, 0)

    def _measured(self, joints: np.ndarray, slopes: np.ndarray) -> tuple[Measured, Measured]:
        """The channels that count, (T,), and how they change with every unknown, (T, P)."""
        motion, count = self.task.motion, 1 + slopes.shape[1]
        varied = joints + _DIFFERENCE * np.swapaxes(slopes, 0, 1)
        poses = np.concatenate([joints[None], varied]).reshape(-1, *joints.shape[1:])
        measured = measure(
            replace(
                motion,
                joints_in_world=poses,
                confidence=np.broadcast_to(1.0, poses.shape[:2]),
                contacts=np.tile(motion.contacts, (count, 1)),
                sigma_m=None,
                view=None,
            )
        )
        values, by_unknown = {}, {}
        for name in dict.fromkeys((*self.task.wanted, *self.task.kept)):
            all_values = measured[name].reshape(count, len(joints))
            values[name] = all_values[0]
            by_unknown[name] = (all_values[1:] - all_values[0]).T / _DIFFERENCE
        return values, by_unknown

    def _places(self, joints: np.ndarray, slopes: np.ndarray) -> Rows:
        """Feet and floor."""
        frames, count = slopes.shape[:2]
        weight = np.repeat(1 / self.task.feet_sigma_m, 3, axis=1)
        feet = (joints[:, CONTACT_JOINTS] - self.task.feet).reshape(frames, -1)
        feet_slope = slopes[:, :, CONTACT_JOINTS].reshape(frames, count, -1)
        sunk = np.minimum(joints[..., 1] - self._floor_m, 0) / FLOOR_SIGMA_M
        self._on_floor |= sunk < 0
        sunk_slope = np.where(self._on_floor[:, None], slopes[..., 1] / FLOOR_SIGMA_M, 0)
        return (
            np.concatenate([feet * weight, sunk], axis=-1),
            np.concatenate([feet_slope * weight[:, None], sunk_slope], axis=-1),
        )

    def _balance(self, joints: np.ndarray, slopes: np.ndarray) -> Rows:
        """The centre of mass over the floor, as far from where it was."""
        weights, where = np.array(list(_WEIGHT.values())), [JOINT_INDEX[name] for name in _WEIGHT]
        off = (joints - self.task.motion.joints_in_world)[:, where][..., _HORIZONTAL]
        slope = slopes[:, :, where][..., _HORIZONTAL]
        return (
            np.einsum("j,tjx->tx", weights, off) / BALANCE_SIGMA_M,
            np.einsum("j,tpjx->tpx", weights, slope) / BALANCE_SIGMA_M,
        )
