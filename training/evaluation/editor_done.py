"""How much of an edit was done: achieved over asked, measured on the motion before and after it."""

import numpy as np

from inference.editing.form import achieved, sides, wished
from inference.editing.operators import FORM, Edit
from inference.editing.stretches import stretches
from inference.motion.body_frames import thorax_frame
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import posture
from inference.motion.skeleton import JOINT_INDEX

# Delays are told to a hundredth of a second.
_LAGS_S = np.linspace(-1.2, 1.2, 241)


def done(before: Motion, after: Motion, edit: Edit) -> float:
    """1 where all that was asked was done, 0 where nothing was."""
    if edit.operator in FORM or edit.operator.endswith("range"):
        return _formed(before, after, edit)
    return {
        "tempo": _slowed,
        "pause": _paused,
        "arm_delay": _late,
        "leg_delay": _late,
        "travel": _travelled,
        "repetitions": _repeated,
        "swap": _swapped,
        "mirror": _mirrored,
    }[edit.operator](before, after, edit)


def _formed(before: Motion, after: Motion, edit: Edit) -> float:
    """The mean over the named channels."""
    own, other = measure(before), measure(after)
    wishes = wished(before, [edit])
    return float(np.mean([achieved(wish, own[name], other[name])[0] for name, wish in wishes.items()]))


def _slowed(before: Motion, after: Motion, edit: Edit) -> float:
    spans = stretches(before, edit, find_repetitions(before))
    asked_s = edit.magnitude * sum(span.end_s - span.start_s for span in spans)
    return (after.duration_s - before.duration_s) / asked_s


def _paused(before: Motion, after: Motion, edit: Edit) -> float:
    asked_s = edit.magnitude * len(find_repetitions(before))
    return (after.duration_s - before.duration_s) / asked_s


def _late(before: Motion, after: Motion, edit: Edit) -> float:
    """By how much the limb, as the body carries it, is best explained as later than it was."""
    lags = []
    for side in sides(edit):
        own, other = (
            _limb(motion, f"{side}_{edit.operator.removesuffix('_delay')}") for motion in (before, after)
        )
        at = np.clip(before.time_s[:, None] - _LAGS_S, before.time_s[0], before.time_s[-1])
        later = np.stack([np.interp(at, before.time_s, path) for path in own.T], axis=-1)
        lags.append(_LAGS_S[np.linalg.norm(later - other[:, None], axis=-1).mean(axis=0).argmin()])
    return float(np.mean(lags)) / edit.magnitude


def _limb(motion: Motion, part: str) -> np.ndarray:
    """Where the limb's joints are, seen from trunk (arm) or from where the body faces (leg), (T, n)."""
    side, limb = part.split("_")
    if limb == "leg":
        joints = posture(motion.joints_in_world)
        return np.concatenate(
            [joints[:, JOINT_INDEX[f"{side}_{name}"]] for name in ("knee", "ankle")], axis=1
        )
    frame = thorax_frame(motion.joints_in_world.astype(np.float64))
    axes = np.stack([frame.left, frame.up, frame.forward], axis=1)
    arms = [motion.joint(f"{side}_{name}") - motion.joint(f"{side}_shoulder") for name in ("elbow", "wrist")]
    return np.concatenate([np.einsum("tij,tj->ti", axes, arm) for arm in arms], axis=1)


def _travelled(before: Motion, after: Motion, edit: Edit) -> float:
    own_m, other_m = (
        np.linalg.norm(np.diff(motion.joints_in_world[:, 0, [0, 2]], axis=0), axis=-1).sum()
        for motion in (before, after)
    )
    return float(other_m / own_m - 1) / edit.magnitude


def _repeated(before: Motion, after: Motion, edit: Edit) -> float:
    return (len(find_repetitions(after)) - len(find_repetitions(before))) / edit.magnitude


def _swapped(before: Motion, after: Motion, _: Edit) -> float:
    """How much better the motion is explained by what it was, begun elsewhere, than by what it was."""
    own, other = posture(before.joints_in_world), posture(after.joints_in_world)
    off = [np.abs(np.roll(own, -shift, axis=0) - other).mean() for shift in range(len(own))]
    return float((off[0] - min(off)) / max(off[0], 1e-9))


def _mirrored(before: Motion, after: Motion, _: Edit) -> float:
    """How much of the difference of left and right has changed sides."""
    own, other = measure(before)["knee_asymmetry"], measure(after)["knee_asymmetry"]
    return float(-(own @ other) / max(own @ own, 1e-9))
