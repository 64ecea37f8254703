"""Form: what edits of form, and of how large a movement is, ask of every channel, and whether it was done."""

from collections.abc import Mapping, Sequence

import numpy as np

from inference.editing.following import departure, following
from inference.editing.joint_limits import LIMITS
from inference.editing.kinematic import changed
from inference.editing.operators import FORM, OPERATORS, Edit
from inference.editing.reach import room_m
from inference.editing.stretches import presence, stretches
from inference.editing.wishes import smoothed
from inference.errors import EditError
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import Measured, leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition, find_repetitions

SIDES = ("left", "right")
# What is larger when a movement is: the angles that make it. All other channels follow from them.
_LEG = ("hip_flexion", "hip_abduction", "knee_flexion")
_ARM = ("shoulder_elevation", "shoulder_flexion", "shoulder_plane", "shoulder_rotation", "elbow_flexion")
_TRUNK = ("trunk_lean_forward", "trunk_lean_sideways", "trunk_rotation")
RANGES = {"arm_range": _ARM, "leg_range": _LEG}
# Who gets further than this many legs from where they began, travels.
TRAVELS_LEG = 0.6
# Done is what achieves this share of what was asked; channels must be known in this share of it.
_DONE, _KNOWN = 0.5, 0.2
# Hips that cannot rise by this share of what was asked at any moment are left as they are.
_REACHED = 0.7
# Who has no foot on the floor for this share of the time in which one stood, floats.
_FLOATING = 0.2
# A movement whose range would change less than this, in tolerances, hardly moves.
_SLIGHT = 0.15
# Angles that are known for less than this share of their change are left to the others.
_WELL_KNOWN = 0.8


def sides(edit: Edit) -> tuple[str, ...]:
    """The sides that an edit of a sided operator means; both where none is said."""
    return (edit.side,) if edit.side in SIDES else SIDES


def edited_channels(edit: Edit) -> list[str]:
    """The channels of an edit of form."""
    if OPERATORS[edit.operator].sided:
        return [f"{side}_{edit.operator}" for side in sides(edit)]
    return [edit.operator]


def wished(
    motion: Motion, edits: Sequence[Edit], repetitions: Sequence[Repetition] | None = None
) -> dict[str, np.ndarray]:
    """By how much the edits of form and range are to change each channel, (T,) in the channel's unit.

    Other edits are left aside; repetitions are found if they are not given. Raises EditError where an edit
    means nothing on this motion.
    """
    edits = [edit for edit in edits if edit.operator in FORM or edit.operator in ("range", *RANGES)]
    if not edits:
        return {}
    measured = measure(motion)
    if repetitions is None:
        repetitions = find_repetitions(motion, measured)
    total: dict[str, np.ndarray] = {}
    for edit in edits:
        wish = _formed if edit.operator in FORM else _ranged
        for name, change in wish(motion, edit, measured, repetitions).items():
            total[name] = total.get(name, 0) + change
    return total


def formed(motion: Motion, wishes: Mapping[str, np.ndarray]) -> Motion:
    """The motion with the changes of `wished`; raises EditError for one that it cannot make."""
    result = changed(motion, wishes)
    if result is motion:
        return motion
    stood, stands = (m.contacts.any(axis=1) for m in (motion, result))
    if (stood & ~stands).sum() > _FLOATING * stood.sum():
        raise EditError("Nobody can lift the foot that stands. Name the other foot, or another moment.")
    before, after = measure(motion), measure(result)
    for name, wish in wishes.items():
        check(name, wish, before[name], after[name])
    return result


def achieved(wish: np.ndarray, before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """How much of a wish came true (1: all of it), and in which share of it that is known."""
    known = np.isfinite(before) & np.isfinite(after)
    asked = float(wish @ wish)
    told = float(wish[known] @ wish[known])
    done = float(wish[known] @ (after - before)[known]) / max(told, 1e-12)
    return done, told / max(asked, 1e-12)


def check(name: str, wish: np.ndarray, before: np.ndarray, after: np.ndarray) -> None:
    """Raise EditError if a channel has not gone where it was wished."""
    done, known = achieved(wish, before, after)
    if not np.abs(wish).max() > 1e-6 or (done >= _DONE and known >= _KNOWN):
        return
    words = name.replace("_", " ")
    if known < _KNOWN:
        raise EditError(
            f"The {words} does not show in this movement (the limb is straight, hangs, or points another "
            "way), so it cannot be changed. Ask for another change of this limb."
        )
    low, high = LIMITS.get(name, (-np.inf, np.inf))
    most = np.nanmean(before[np.abs(wish) > 0.5 * np.abs(wish).max()])
    at_limit = most + wish[np.abs(wish).argmax()]
    why = "the joint is at its limit" if not low <= at_limit <= high else "the body cannot take that pose"
    raise EditError(
        f"The {words} can hardly be changed like this: {why}, and {max(done, 0):.0%} of the change would "
        "be made. Ask for less, or for another moment."
    )


def travels(motion: Motion) -> bool:
    """Whether the person gets from one place to another."""
    places = motion.joints_in_world[:, 0, [0, 2]]
    return bool(np.linalg.norm(np.ptp(places, axis=0)) > TRAVELS_LEG * leg_length_m(motion))


def _formed(
    motion: Motion, edit: Edit, measured: Measured, repetitions: Sequence[Repetition]
) -> dict[str, np.ndarray]:
    present = presence(motion, stretches(motion, edit, repetitions))
    leg_m = leg_length_m(motion)
    size = {name: CHANNELS[name].measured(edit.magnitude, leg_m) for name in edited_channels(edit)}
    changes = {name: size[name] * following(name, measured, present, motion.fps) for name in size}
    if edit.operator == "pelvis_height" and edit.magnitude > 0:
        changes["pelvis_height"] = _in_reach(motion, changes["pelvis_height"])
    return changes


def _in_reach(motion: Motion, change: np.ndarray) -> np.ndarray:
    """A change of the hips' height as far as standing legs reach; raises EditError if they hardly do."""
    leg_m = leg_length_m(motion)
    possible = np.minimum(change, room_m(motion) / leg_m)
    if possible.max() < _REACHED * change.max():
        most_cm = round(100 * leg_m * possible.max())
        raise EditError(
            f"The hips can be {most_cm} cm higher there at most: legs that stand are straight then. "
            "Ask for less, or for another moment."
            if most_cm
            else "The hips cannot be higher there: legs that stand are straight. Name another moment."
        )
    return possible


def _ranged(
    motion: Motion, edit: Edit, measured: Measured, repetitions: Sequence[Repetition]
) -> dict[str, np.ndarray]:
    """Every angle further from upright standing, or back towards it, by the same share.

    Who travels does so by larger steps, which `travel` makes: legs then follow their feet.
    """
    present = presence(motion, stretches(motion, edit, repetitions))
    names = list(_TRUNK) if edit.operator == "range" else []
    for quantities in (_ARM, _LEG) if edit.operator == "range" else (RANGES[edit.operator],):
        if edit.operator != "range" or quantities is _ARM or not travels(motion):
            names += [f"{side}_{name}" for side in sides(edit) for name in quantities]
    changes = {}
    for name in names:
        values = measured[name]
        far = smoothed(departure(name, values, present > 0.5, motion.fps), motion.fps)
        change = edit.magnitude * present * far
        known = np.isfinite(values)
        well_known = np.abs(change[known]).sum() > _WELL_KNOWN * np.abs(change).sum()
        if well_known and np.abs(change[known]).max() > _SLIGHT * CHANNELS[name].tolerance:
            changes[name] = change
    if not changes:
        raise EditError("Too little moves there for its range to be changed. Choose another limb or time.")
    return changes
