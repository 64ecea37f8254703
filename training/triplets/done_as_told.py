"""Done as told: whether an edit has changed what it names, that way and by about as much, by measurement.

Nothing here knows how edits are made: before and after are measured as the program measures anybody.
"""

from collections.abc import Callable

import numpy as np

from inference.editing.form import RANGES, edited_channels, sides
from inference.editing.operators import FORM, Edit
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import Measured, leg_length_m
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import posture
from training.triplets.change import Change
from training.triplets.rejected import Rejected

# What is reached of what was asked, most of the time that it is asked most.
BAND = (0.5, 1.5)
PEAK_PERCENTILE = 90
# A channel tells a change of range if it moves by this many tolerances.
MOVES = 1.5
# Of durations: they are exact but for whole frames.
CLOCK_SHARE, CLOCK_S = 0.2, 0.1
DELAY_SHARE, LONGEST_DELAY_S = 0.4, 1.5
# Another order or side must be seen: mean distance of the joints.
SEEN_M = 0.03


def check_done(change: Change, edit: Edit) -> None:
    """Raise Rejected unless the edit is seen after it as it was told."""
    kind = "form" if edit.operator in FORM else edit.operator
    if not _CHECKS[kind](change, edit):
        raise Rejected("not as told")


def _form(change: Change, edit: Edit) -> bool:
    where = change.inside(edit)
    return all(_reached(name, change, where, edit.magnitude) for name in edited_channels(edit))


def _reached(name: str, change: Change, where: np.ndarray, magnitude: float) -> bool:
    asked = CHANNELS[name].measured(magnitude, leg_length_m(change.before))
    share = (change.other[name] - change.own[name])[where] / asked
    share = share[np.isfinite(share)]
    return bool(share.size and share.mean() > 0) and _within(float(np.percentile(share, PEAK_PERCENTILE)))


def _range(change: Change, edit: Edit) -> bool:
    """The way of the channels that move, against what it was."""
    where = change.inside(edit)
    own, other = _ways(change.own, edit, where), _ways(change.other, edit, where)
    larger = [other[name] / way - 1 for name, way in own.items() if way >= MOVES and name in other]
    return bool(larger) and _within(float(np.median(larger)) / edit.magnitude)


def _ways(measured: Measured, edit: Edit, where: np.ndarray) -> dict[str, float]:
    """How far each channel that a larger range makes larger goes, in tolerances, where it is always known."""
    quantities = RANGES.get(edit.operator) or [q for of in RANGES.values() for q in of]
    values = {f"{side}_{q}": measured[f"{side}_{q}"][where] for side in sides(edit) for q in quantities}
    return {n: float(np.ptp(v)) / CHANNELS[n].tolerance for n, v in values.items() if np.isfinite(v).all()}


def _tempo(change: Change, edit: Edit) -> bool:
    asked_s = edit.magnitude * change.inside(edit).sum() / change.before.fps
    return abs(_longer_s(change) - asked_s) <= CLOCK_S + CLOCK_SHARE * abs(asked_s)


def _pause(change: Change, edit: Edit) -> bool:
    pauses = round(_longer_s(change) / edit.magnitude)
    return pauses >= 1 and abs(_longer_s(change) - pauses * edit.magnitude) <= CLOCK_S


def _longer_s(change: Change) -> float:
    return change.after.duration_s - change.before.duration_s


def _delay(change: Change, edit: Edit) -> bool:
    """By the shift in time that lays the limb's angles before over those after."""
    own, other, fps = change.own, change.other, change.before.fps
    quantities = RANGES[edit.operator.replace("delay", "range")]
    names = [f"{side}_{q}" for side in sides(edit) for q in quantities]
    names = [name for name in names if np.isfinite(own[name]).all() and np.isfinite(other[name]).all()]
    names = [name for name in names if np.ptp(own[name]) >= MOVES * CHANNELS[name].tolerance]
    if not names:
        return False
    frames, steps_s = np.arange(len(change.before)), np.arange(-LONGEST_DELAY_S, LONGEST_DELAY_S, 1 / fps)
    apart = [_miss([own[n] for n in names], [other[n] for n in names], frames - s * fps) for s in steps_s]
    late_s = float(steps_s[int(np.nanargmin(apart))])
    return abs(late_s - edit.magnitude) <= CLOCK_S + DELAY_SHARE * abs(edit.magnitude)


def _miss(own: list[np.ndarray], other: list[np.ndarray], at: np.ndarray) -> float:
    """How far values before, at these fractional frames, lie from those after; NaN if nearly nowhere."""
    frames = np.arange(len(at))
    inside = (at >= 0) & (at <= len(at) - 1)
    if inside.sum() < len(at) / 3:
        return np.nan
    apart = [np.interp(at, frames, a) - b for a, b in zip(own, other, strict=True)]
    return float(np.mean([np.abs(each[inside]).mean() for each in apart]))


def _travel(change: Change, edit: Edit) -> bool:
    where = change.inside(edit)[1:]
    own, other = (
        np.linalg.norm(np.diff(motion.joints_in_world[:, 0, [0, 2]], axis=0), axis=1)[where].sum()
        for motion in (change.before, change.after)
    )
    return _within(float(other / own - 1) / edit.magnitude)


def _repetitions(change: Change, edit: Edit) -> bool:
    return len(find_repetitions(change.after)) - len(change.repetitions) == round(edit.magnitude)


def _seen(change: Change, edit: Edit) -> bool:
    frames = min(len(change.before), len(change.after))
    own, other = (posture(m.joints_in_world[:frames]) for m in (change.before, change.after))
    return float(np.linalg.norm(own - other, axis=-1).mean()) >= SEEN_M


def _within(share: float) -> bool:
    return BAND[0] <= share <= BAND[1]


_CHECKS: dict[str, Callable[[Change, Edit], bool]] = {
    "form": _form,
    "range": _range,
    "arm_range": _range,
    "leg_range": _range,
    "tempo": _tempo,
    "pause": _pause,
    "arm_delay": _delay,
    "leg_delay": _delay,
    "travel": _travel,
    "repetitions": _repetitions,
    "swap": _seen,
    "mirror": _seen,
}
