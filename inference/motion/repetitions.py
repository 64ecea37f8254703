"""Repetitions: found, counted, and cut into phases, from the movement's own principal signal."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mode

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import find_peaks

from inference.motion.channels import CHANNELS
from inference.motion.kinematics import measure
from inference.motion.motion import Motion

# What exercises move; lengths follow from these angles, except the pelvis' own way.
_DRIVERS = (
    *(
        f"{side}_{joint}"
        for side in ("left", "right")
        for joint in (
            "hip_flexion", "hip_abduction", "knee_flexion", "shoulder_elevation", "shoulder_flexion",
            "shoulder_rotation", "elbow_flexion",
        )
    ),
    "trunk_lean_forward", "trunk_lean_sideways", "trunk_rotation", "pelvis_height", "pelvis_shift",
)  # fmt: skip
SMOOTHING_S = 0.15
# What lasts longer than a few times this is posture, not movement.
POSTURE_S = 1.5
# Less movement than this, in tolerances of the channels together, is standing still.
MIN_MOVEMENT_TOLERANCES = 2.0
# Joints that tremble independently of each other share no direction: their first component explains 0.3
# of it (under 0.4 in 95 of 100 cases), that of the exercises in UI-PRMD 0.6 or more.
MIN_EXPLAINED = 0.45
# A repetition goes and comes back at least this share of the whole movement: bad ones are often shallow.
MIN_RETURN = 0.25
# A channel that is more often unknown would be more bridge than movement.
MIN_KNOWN = 0.9
# The nearest tenth of the way counts as having arrived.
ARRIVED = 0.1
# Where in its extent a signal begins and ends that swings both ways.
SWINGING = (1 / 3, 2 / 3)
# What a movement must do to be called down, up or a lift rather than start, middle and end.
MIN_PELVIS_TRAVEL_LEG = 0.1
MIN_HAND_OR_FOOT_TRAVEL_LEG = 0.15
# One limb that sinks this share of another's rise: neither a lift nor a lowering.
BOTH_WAYS = 0.7

GOING_DOWN = ("going down", "at the bottom", "coming up")
STANDING_UP = ("standing up", "at the top", "sitting down")
LIFTING = ("lifting", "at the top", "lowering")
LOWERING = ("lowering", "at the bottom", "lifting")
PLAIN = ("start", "middle", "end")


@dataclass(frozen=True)
class Span:
    """A named part of a repetition, clip time."""

    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Repetition:
    """One movement away and back: it turns at turn_s and stays near the turn from arrives_s to leaves_s."""

    start_s: float
    arrives_s: float
    turn_s: float
    leaves_s: float
    end_s: float
    phase_names: tuple[str, str, str]

    @property
    def phases(self) -> tuple[Span, Span, Span]:
        """Away, near the turn, and back."""
        away, turn, back = self.phase_names
        return (
            Span(away, self.start_s, self.arrives_s),
            Span(turn, self.arrives_s, self.leaves_s),
            Span(back, self.leaves_s, self.end_s),
        )


def thirds(start_s: float, end_s: float) -> list[Span]:
    """Start, middle and end of a movement without repetitions, clip time."""
    cuts = np.linspace(start_s, end_s, len(PLAIN) + 1).tolist()
    return [Span(*part) for part in zip(PLAIN, cuts[:-1], cuts[1:], strict=True)]


def find_repetitions(motion: Motion, measured: dict[str, np.ndarray] | None = None) -> list[Repetition]:
    """Repetitions in time order; none for a person who stands still or moves one way only.

    A walk yields its gait cycles, and what alternates between left and right counts once for both.
    `measured` saves measuring the motion again.
    """
    channels = measure(motion) if measured is None else measured
    signal, explained = _principal_signal(channels, motion.fps)
    extent = np.ptp(signal)
    if extent < MIN_MOVEMENT_TOLERANCES or explained < MIN_EXPLAINED:
        return []
    turns = _peaks(signal)
    between = [a + int(signal[a:b].argmin()) for a, b in pairwise(turns)]
    bounds = pairwise([0, *between, len(signal) - 1])
    cuts = [_trimmed(signal, first, turn, last) for turn, (first, last) in zip(turns, bounds, strict=False)]
    names = _phase_names(channels, cuts)
    return [_repetition(motion, signal, *cut, names) for cut in cuts]


def _principal_signal(measured: dict[str, np.ndarray], fps: float) -> tuple[np.ndarray, float]:
    """The movement along its main direction (T,), in tolerances, and the share of it that this explains.

    The direction is the first principal component of what changes within seconds, so that a change of
    posture does not hide the exercise. The signal is low where the clip begins and ends; where a movement
    swings both ways from there, it goes up first.
    """
    drivers = np.stack([_filled(measured[name]) / CHANNELS[name].tolerance for name in _DRIVERS], axis=1)
    smooth = gaussian_filter1d(drivers, SMOOTHING_S * fps, axis=0)
    quick = smooth - gaussian_filter1d(smooth, POSTURE_S * fps, axis=0)
    variances, directions = np.linalg.eigh(quick.T @ quick)
    signal = smooth @ directions[:, -1]
    explained = float(variances[-1] / max(variances.sum(), 1e-12))
    return (-signal if _upside_down(signal) else signal), explained


def _peaks(signal: np.ndarray) -> np.ndarray:
    return find_peaks(signal, prominence=MIN_RETURN * np.ptp(signal))[0]


def _upside_down(signal: np.ndarray) -> bool:
    ends = signal[[0, -1]].mean()
    share = (ends - signal.min()) / max(np.ptp(signal), 1e-9)
    if not SWINGING[0] < share < SWINGING[1]:
        return bool(share > 0.5)
    peaks, dips = _peaks(signal), _peaks(-signal)
    return len(dips) > 0 and (len(peaks) == 0 or dips[0] < peaks[0])


def _filled(values: np.ndarray) -> np.ndarray:
    """Unknown frames bridged; a channel that is often unknown says nothing."""
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < MIN_KNOWN * len(values):
        return np.zeros(len(values))
    return np.interp(np.arange(len(values)), known, values[known])


def _trimmed(signal: np.ndarray, first: int, turn: int, last: int) -> tuple[int, int, int]:
    """The lowest frames on both sides of the turn, and the turn."""
    lowest = first + int(signal[first : turn + 1].argmin())
    return lowest, int(turn), turn + int(signal[turn : last + 1].argmin())


def _repetition(
    motion: Motion, signal: np.ndarray, first: int, turn: int, last: int, names: tuple[str, str, str]
) -> Repetition:
    """The repetition that turns at frame `turn`, resting time before and after it cut off."""
    before, after = (signal[turn] - signal[rest] for rest in (first, last))
    away, back = signal[first : turn + 1], signal[turn : last + 1]
    start = first + int(np.flatnonzero(away <= signal[first] + ARRIVED * before)[-1])
    arrives = first + int(np.flatnonzero(away <= signal[turn] - ARRIVED * before)[-1])
    leaves = turn + int(np.flatnonzero(back <= signal[turn] - ARRIVED * after)[0])
    end = turn + int(np.flatnonzero(back <= signal[last] + ARRIVED * after)[0])
    start_s, arrives_s, turn_s, leaves_s, end_s = motion.time_s[[start, arrives, turn, leaves, end]].tolist()
    return Repetition(start_s, arrives_s, turn_s, leaves_s, end_s, names)


def _phase_names(
    measured: dict[str, np.ndarray], cuts: Sequence[tuple[int, int, int]]
) -> tuple[str, str, str]:
    """What most of the repetitions do; the first of an alternating movement starts otherwise."""
    return mode(_way(measured, rest, turn) for rest, turn, _ in cuts) if cuts else PLAIN


def _way(measured: dict[str, np.ndarray], rest: int, turn: int) -> tuple[str, str, str]:
    def travel(channel: str) -> float:
        return float(measured[channel][turn] - measured[channel][rest])

    pelvis = travel("pelvis_height")
    if abs(pelvis) >= MIN_PELVIS_TRAVEL_LEG:
        return GOING_DOWN if pelvis < 0 else STANDING_UP
    limbs = [travel(f"{side}_{limb}_height") for side in ("left", "right") for limb in ("wrist", "foot")]
    less, more = sorted((max(limbs), -min(limbs)))
    if more < MIN_HAND_OR_FOOT_TRAVEL_LEG or less > BOTH_WAYS * more:
        return PLAIN
    return LIFTING if more == max(limbs) else LOWERING
