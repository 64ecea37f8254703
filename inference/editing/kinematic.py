"""Kinematic editor: channels changed by so much, exactly, while bones, floor and standing feet hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from inference.editing.footing import as_placed, firmness_m, footing, placed, standing, stepped
from inference.editing.joint_limits import LIMITS
from inference.editing.least_change import Task, least_change, settled
from inference.editing.pose_chain import turned
from inference.motion.channels import CHANNELS
from inference.motion.interpolation import rows_between
from inference.motion.kinematics import measure
from inference.motion.motion import Motion

# A change of pace is no change of pose: it would leave the motion's clock.
TEMPORAL = ("tempo", "speed")
# Edits come and go slowly: so many poses a second are solved, and the turns between them interpolated.
KNOTS_HZ = 20.0
_ARM = ("shoulder", "elbow")
_LEGS = tuple(f"{side}_{joint}" for side in ("left", "right") for joint in ("hip", "knee", "ankle"))
# Which joints turn for a finding, by its part, and whose other channels should stay meanwhile: legs and trunk
# balance each other, an arm and the head move by themselves.
_GROUPS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (
        frozenset(("left_leg", "right_leg", "lower_body", "torso", "whole_body")),
        ("pelvis", "spine1", *_LEGS),
    ),
    (frozenset(("left_arm", "upper_body")), tuple(f"left_{joint}" for joint in _ARM)),
    (frozenset(("right_arm", "upper_body")), tuple(f"right_{joint}" for joint in _ARM)),
    (frozenset(("head",)), ("neck",)),
)


def changed(motion: Motion, changes: Mapping[str, np.ndarray]) -> Motion:
    """The motion with its channels changed by so much, (T,) each in the channel's unit, 0 where it stays.

    Everything else stays as much as it can: the clock and the bones of every frame do, and feet stand where
    they stood unless it is their places that change. Joints stop at their limits. Without any change it is
    the very same motion. TEMPORAL channels cannot be changed like this.
    """
    changes = {name: change for name, change in changes.items() if change.any()}
    if not changes:
        return motion
    knots = motion.resampled(min(KNOTS_HZ, motion.fps))
    at = np.minimum(np.arange(len(knots)) * motion.fps / knots.fps, len(motion) - 1)
    turns, shift = least_change(_task(knots, {name: rows_between(c, at) for name, c in changes.items()}))
    back = np.minimum(np.arange(len(motion)) * knots.fps / motion.fps, len(knots) - 1)
    whole = _task(motion, changes)
    turns, shift = settled(whole, (rows_between(turns, back), rows_between(shift, back)))
    joints = turned(motion.joints_in_world, whole.active, turns, shift)
    return replace(motion, joints_in_world=joints, contacts=standing(motion, changes), view=None)


def _task(motion: Motion, changes: Mapping[str, np.ndarray]) -> Task:
    """What is asked of the motion so that its channels change so much, (T,) each."""
    stands = standing(motion, changes)
    by_feet = placed(changes, stands)
    lifts = {name: change for name, change in changes.items() if name.endswith("foot_height")}
    feet = footing(motion, by_feet | lifts, stands)
    before = measure(motion)
    possible = stepped(changes, stands, motion.fps) | as_placed(by_feet, stands)
    wanted = {name: _possible(name, before[name], change) for name, change in possible.items()}
    parts = {CHANNELS[name].part for name in changes}
    groups = [(of, joints) for of, joints in _GROUPS if of & parts]
    return Task(
        motion=motion,
        wanted=wanted,
        kept=[name for name in before if name not in changes and _stays(name, groups)],
        active=[joint for _, joints in groups for joint in joints],
        feet=feet,
        feet_sigma_m=firmness_m(motion, feet, stands, changes),
    )


def _possible(name: str, before: np.ndarray, change: np.ndarray) -> np.ndarray:
    """The wanted values of a channel, inside the limits of its joint or no further out than they were."""
    low, high = LIMITS.get(name, (-np.inf, np.inf))
    return np.clip(before + change, np.fmin(low, before), np.fmax(high, before))


def _stays(name: str, groups: Sequence[tuple[frozenset[str], tuple[str, ...]]]) -> bool:
    """Whether a channel belongs to what turns, and so could change by it."""
    return name not in TEMPORAL and any(CHANNELS[name].part in parts for parts, _ in groups)
