"""Footing: where feet stand after an edit: where they stood, unless the stance itself is to change."""

from collections.abc import Mapping

import numpy as np
from scipy.ndimage import distance_transform_edt

from inference.motion.body_frames import Frame, pelvis_heading_frame
from inference.motion.channels import CHANNELS
from inference.motion.contact import resting_height_m, runs
from inference.motion.kinematics import HAND, leg_length_m
from inference.motion.motion import Motion
from inference.motion.rotations import turn
from inference.motion.skeleton import CONTACT_JOINTS

SIDES = ("left", "right")
# Below this share of its largest value a wanted change is fading.
_FULL = 0.5
# A foot that stands this share of the other one's time, or less, is the one that steps.
_STEPS = 0.8
_LIFTED_M = 0.01
# Channels that are where the feet are, and the contacts of the feet that must stand for that.
_PLACES = {
    "stance_width": ([0, 1], [2, 3]),
    "stance_length": ([0, 1], [2, 3]),
    "left_foot_turn_out": ([0, 1],),
    "right_foot_turn_out": ([2, 3],),
}
# Feet that stand together for this share of the time in which it is wanted do it by standing otherwise; so do
# those that step by turns, and each stand for so much of it at least and are aloft for as much.
_MOSTLY = 0.5
_OFTEN = 0.25
# A foot that has just left the floor is on its way within this time.
_ALOFT_S = 0.25
# How firmly feet are where they are to be, 1 σ: standing, just leaving the floor, carried elsewhere in the
# air, and in the air as before.
_STANDING_M, _LEAVING_M, _CARRIED_M, _ALOFT_M = 0.0003, 0.01, 0.03, 0.1


def standing(motion: Motion, wanted: Mapping[str, np.ndarray]) -> np.ndarray:
    """Which ankles and balls stand, (T, 4) bool: those of the motion that are not to be lifted."""
    lifted = [wanted.get(f"{side}_foot_height", np.zeros(len(motion))) for side in SIDES]
    return motion.contacts & (np.repeat(lifted, 2, axis=0).T * leg_length_m(motion) < _LIFTED_M)


def placed(wanted: Mapping[str, np.ndarray], stands: np.ndarray) -> dict[str, np.ndarray]:
    """Those of the wanted changes that standing feet bring about, for they stand while it is wanted."""
    found = {}
    for name, change in wanted.items():
        if name not in _PLACES:
            continue
        each = _each_stands(name, stands)[:, _most(change)]
        shares = each.mean(axis=1)
        if each.all(axis=0).mean() > _MOSTLY or (shares.min() > _OFTEN and shares.max() < 1 - _OFTEN):
            found[name] = change
    return found


def as_placed(wanted: Mapping[str, np.ndarray], stands: np.ndarray) -> dict[str, np.ndarray]:
    """The changes (T,) that come of those of `placed`: a foot that stands has one direction all the while.

    NaN where the places of both feet say what comes of it.
    """
    found = {}
    for name, change in wanted.items():
        on_floor = _stand(name, stands)
        if name.endswith("turn_out"):
            found[name] = _held(on_floor, change[:, None])[:, 0]
        else:
            found[name] = np.where(on_floor, np.nan, change)
    return found


def stepped(wanted: Mapping[str, np.ndarray], stands: np.ndarray, fps: float) -> dict[str, np.ndarray]:
    """The wanted changes without what standing feet prevent: a foot goes elsewhere while it is in the air."""
    possible = dict(wanted)
    for name, change in wanted.items():
        if name in _PLACES and _stand(name, stands).any():
            aloft_s = distance_transform_edt(~_stand(name, stands)) / fps
            possible[name] = change * (1 - np.cos(np.pi * np.clip(aloft_s / _ALOFT_S, 0, 1))) / 2
    return possible


def footing(motion: Motion, wanted: Mapping[str, np.ndarray], stands: np.ndarray) -> np.ndarray:
    """Where ankles and balls are to be, (T, 4, 3) m, for the changes of `placed` and of the feet's heights.

    A foot whose place or direction is to change stands otherwise for as long as it stands, so that it never
    slides, and is carried there while it is in the air. One that is to be higher goes straight up.
    """
    feet = motion.joints_in_world[:, CONTACT_JOINTS].astype(np.float64)
    before = feet.copy()
    heading = pelvis_heading_frame(motion.joints_in_world.astype(np.float64))
    for index, side in enumerate(SIDES):
        ankle, ball = 2 * index, 2 * index + 1
        on_floor = stands[:, ankle] | stands[:, ball]
        if f"{side}_foot_turn_out" in wanted:
            yaw = _held(on_floor, HAND[side] * wanted[f"{side}_foot_turn_out"][:, None])
            feet[:, ball] = before[:, ankle] + turn(before[:, ball] - before[:, ankle], yaw[:, 0])
        if f"{side}_foot_height" in wanted:
            feet[:, [ankle, ball], 1] += leg_length_m(motion) * wanted[f"{side}_foot_height"][:, None]
        for name in wanted.keys() & {"stance_width", "stance_length"}:
            step_m = _share(stands, index) * leg_length_m(motion) * wanted[name][:, None]
            moved = _held(on_floor, step_m * _away(name, heading, before, index, on_floor))
            feet[:, [ankle, ball]] += moved[:, None]
    return feet


def _stand(name: str, stands: np.ndarray) -> np.ndarray:
    """When all feet stand (T,) whose places make this channel."""
    return np.asarray(_each_stands(name, stands).all(axis=0))


def _each_stands(name: str, stands: np.ndarray) -> np.ndarray:
    """When each of the feet stands (F, T) whose places make this channel."""
    return np.array([stands[:, foot].any(axis=1) for foot in _PLACES[name]])


def _most(change: np.ndarray) -> np.ndarray:
    """Moments (T,) in which a change (T,) is not just fading."""
    return np.abs(change) >= _FULL * np.abs(change).max()


def firmness_m(
    motion: Motion, feet: np.ndarray, stands: np.ndarray, wanted: Mapping[str, np.ndarray]
) -> np.ndarray:
    """1 σ (T, 4) m of ankles and balls that are to be at feet (T, 4, 3) m for the wanted changes.

    They are let go of little by little, so that none jumps as it leaves the floor or comes back to it. A foot
    in the air is free, infinite, if its leg or the pelvis is to change; at once if feet are to be elsewhere.
    """
    moved = np.linalg.norm(feet - motion.joints_in_world[:, CONTACT_JOINTS], axis=-1) > 0
    if wanted.keys() & _PLACES.keys():
        return np.where(stands, _STANDING_M, np.where(moved, _CARRIED_M, np.inf))
    free = [any(CHANNELS[name].part in (f"{side}_leg", "lower_body") for name in wanted) for side in SIDES]
    sigma_m = np.where(moved, _CARRIED_M, np.where(np.repeat(free, 2), np.inf, _ALOFT_M))
    for column in np.flatnonzero(stands.any(axis=0)):
        aloft = distance_transform_edt(~stands[:, column]) / motion.fps / _ALOFT_S
        leaving_m = _LEAVING_M / np.maximum(1 - aloft, 1e-6) ** 2
        sigma_m[:, column] = np.where(aloft < 1, np.fmin(leaving_m, sigma_m[:, column]), sigma_m[:, column])
    return np.where(stands, _STANDING_M, sigma_m)


def floor_m(motion: Motion) -> np.ndarray:
    """How low each of the 22 joints may go, (T, 22) m: feet to where they rest, all others to the floor.

    Nobody is lifted out of a floor in which they stood.
    """
    lowest = np.zeros(motion.joints_in_world.shape[:2])
    lowest[:, CONTACT_JOINTS] = resting_height_m(motion.joints_in_world)
    return np.minimum(lowest, motion.joints_in_world[..., 1])


def _share(stands: np.ndarray, index: int) -> float:
    """The part that one foot takes in a change of stance: half, all of it or nothing where one steps."""
    own, other = (stands[:, 2 * i : 2 * i + 2].any(axis=1).sum() for i in (index, 1 - index))
    if own < _STEPS * other:
        return 1.0
    return 0.0 if other < _STEPS * own else 0.5


def _away(name: str, heading: Frame, feet: np.ndarray, index: int, on_floor: np.ndarray) -> np.ndarray:
    """Unit vectors (T, 3) in which this foot goes for the quantity to grow; zero where nobody knows.

    The foot that is ahead goes further ahead: each time that it stands (on_floor, (T,)), the same way.
    """
    axis = heading.left if name == "stance_width" else heading.forward
    sign = HAND[SIDES[index]] * np.ones(len(feet))
    if name == "stance_length":
        ahead = np.einsum("ti,ti->t", feet[:, 2 * index] - feet[:, 2 - 2 * index], axis)
        sign = np.sign(np.nan_to_num(ahead))
        for first, end in runs(on_floor):
            # Of feet exactly side by side the left one goes ahead.
            sign[first:end] = np.sign(np.nansum(ahead[first:end])) or HAND[SIDES[index]]
    return np.nan_to_num(sign[:, None] * axis)


def _held(on_floor: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """`wanted` (T, n) as a foot can have it: one value each time that it stands, in between on the way."""
    size = np.linalg.norm(wanted, axis=1)
    result = wanted.copy()
    spans = runs(on_floor)
    for first, end in spans:
        full = size[first:end] > _FULL * size.max()
        result[first:end] = wanted[first:end][full].mean(axis=0) if full.any() else 0
    frames = np.arange(len(wanted))
    if spans:
        for column in result.T:
            column[:] = np.interp(frames, frames[on_floor], column[on_floor])
    return result
