"""Elsewhere: what an edit must leave alone, and what no edit may do to a body. Raises Rejected."""

from collections.abc import Sequence

import numpy as np

from inference.editing.form import edited_channels
from inference.editing.joint_limits import LIMITS
from inference.editing.operators import FORM, Edit
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import Measured
from inference.motion.motion import Motion
from inference.motion.redundancy import SIGNS
from inference.motion.skeleton import CONTACT_JOINTS, bone_lengths
from training.triplets.change import Change
from training.triplets.rejected import Rejected

STRETCHED_M, SUNK_M = 0.01, 0.02
# A standing foot may slide this much further than before, in a twentieth of a second, once in twenty.
SLID_M, SLID_PERCENTILE = 0.015, 95
# Of a joint beyond its limit, further than it was.
BEYOND_RAD = np.radians(5)
# A change elsewhere is overlooked if it lasts for less than a fifth of the time.
LONG_PERCENTILE = 80
# Channels that change because what goes with the edit changes may do so by as many tolerances.
SECOND_HAND = 2.0
# Beside the couplings that findings know: hands go with the trunk and the pelvis that carry them, and two
# feet on the floor close a chain through the pelvis, in which no joint moves alone.
_CARRIED = {
    "trunk_lean_sideways": ("wrist_height",),
    "pelvis_height": ("wrist_height", "foot_height"),
    "pelvis_drop": ("hip_abduction", "knee_flexion", "hip_flexion"),
    "pelvis_shift": ("hip_abduction",),
}
_COUPLED = [*SIGNS]
_COUPLED += [(a, f"{side}_{b}") for a, of in _CARRIED.items() for b in of for side in ("left", "right")]
# Edits of one limb alone, and the parts that they may change; the others leave no part alone.
LIMBS = {"arm_range": "arm", "arm_delay": "arm", "leg_range": "leg", "leg_delay": "leg"}


def check_body(change: Change) -> None:
    """Raise Rejected if bones have stretched, feet slide or sink, or joints bend further than joints do."""
    before, after = change.before, change.after
    # In order of length: a mirror exchanges left and right.
    bones = [np.sort(np.median(bone_lengths(motion.joints_in_world), axis=0)) for motion in (before, after)]
    if np.abs(bones[1] - bones[0]).max() > STRETCHED_M:
        raise Rejected("bones stretched")
    if _slide_m(after) - _slide_m(before) > SLID_M:
        raise Rejected("feet slide")
    if before.joints_in_world[..., 1].min() - after.joints_in_world[..., 1].min() > SUNK_M:
        raise Rejected("below the floor")
    if any(_beyond(name, change.other) - _beyond(name, change.own) > BEYOND_RAD for name in LIMITS):
        raise Rejected("beyond a joint's limit")


def check_elsewhere(change: Change, edits: Sequence[Edit]) -> None:
    """Raise Rejected if a channel has changed, for long while edits are meant, more than they account for.

    For edits of form and of limbs, which leave the clock as it is.
    """
    where = np.any([change.inside(edit) for edit in edits], axis=0)
    at_second_hand = _coupled(_coupled(_named(edits)))
    for name in untouched(edits):
        most = SECOND_HAND if name in at_second_hand else 1.0
        moved = np.abs(change.other[name] - change.own[name])[where] / CHANNELS[name].tolerance
        if np.isfinite(moved).any() and np.nanpercentile(moved, LONG_PERCENTILE) > most:
            raise Rejected("changed elsewhere")


def untouched(edits: Sequence[Edit]) -> set[str]:
    """Channels that the edits do not name and that do not go with what they name."""
    limbs = [(LIMBS[edit.operator], edit.side) for edit in edits if edit.operator in LIMBS]
    free = {name for name, channel in CHANNELS.items() if any(_of(channel.part, *limb) for limb in limbs)}
    return set(CHANNELS) - {"tempo", "speed"} - _coupled(_named(edits)) - free


def _named(edits: Sequence[Edit]) -> set[str]:
    return {name for edit in edits if edit.operator in FORM for name in edited_channels(edit)}


def _coupled(names: set[str]) -> set[str]:
    """The channels, and those that bring them about or follow from them."""
    return names | {a for pair in _COUPLED for a, b in (pair, pair[::-1]) if b in names}


def _of(part: str, limb: str, side: str) -> bool:
    """Whether a channel of this part tells of the limb on this side."""
    both = "upper_body" if limb == "arm" else "lower_body"
    return part == both or (part.endswith(limb) and (side == "both" or part.startswith(side)))


def _slide_m(motion: Motion) -> float:
    stands = motion.contacts[1:] & motion.contacts[:-1]
    steps = np.linalg.norm(np.diff(motion.joints_in_world[:, CONTACT_JOINTS][..., [0, 2]], axis=0), axis=-1)
    return float(np.percentile(steps[stands], SLID_PERCENTILE)) if stands.any() else 0.0


def _beyond(name: str, measured: Measured) -> float:
    low, high = LIMITS[name]
    values = measured[name][np.isfinite(measured[name])]
    return float(np.maximum(low - values, values - high).max(initial=0.0))
