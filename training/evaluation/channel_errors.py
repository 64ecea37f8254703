"""How far two motions of one movement lie apart in each channel, in windows as long as a phase."""

from dataclasses import dataclass

import numpy as np

from inference.motion.channel_differences import MIN_CONFIDENCE, MIN_KNOWN
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import typical_bone_lengths, with_bones
from inference.motion.skeleton import JOINT_INDEX

NAMES = tuple(CHANNELS)
# Left and right err alike: name without the side → columns.
FAMILIES = {
    family: [
        column for column, name in enumerate(NAMES) if name in (family, f"left_{family}", f"right_{family}")
    ]
    for family in dict.fromkeys(name.removeprefix("left_").removeprefix("right_") for name in NAMES)
}
WINDOW_S = 0.75
_TEMPO = NAMES.index("tempo")


@dataclass(frozen=True, eq=False)
class Errors:
    """Differences between two motions in the same windows of clip time.

    values (W, C): one − other, in the channels' units and the order of CHANNELS, NaN where either is unknown;
    own (W, C): the one's values; unsure (W, C): by what the comparison multiplies σ there, because the joints
    are seen worse.
    """

    values: np.ndarray
    own: np.ndarray
    unsure: np.ndarray

    @property
    def scaled(self) -> np.ndarray:
        """The errors, (W, C), as they would be if all joints were seen well."""
        return self.values / self.unsure


def errors(one: Motion, other: Motion) -> Errors:
    """Errors of one motion against another of the same movement, which is put on the one's bones.

    Where the other has no view it is the truth, and only the one is unsure.
    """
    own = _windows(one, measure(one))
    like = with_bones(other, typical_bone_lengths(one))
    its = _windows(like, measure(like))
    count = min(len(own), len(its))
    unsure = 1 / _seen(one, count)
    if other.view is not None:
        unsure = np.hypot(unsure, 1 / _seen(other, count))
    return Errors(own[:count] - its[:count], own[:count], unsure)


def window_means(motion: Motion, values: np.ndarray) -> np.ndarray:
    """Means (W, K) of what is known of values (T, K), over windows from clip time 0; NaN where too little."""
    window = np.floor(motion.time_s / WINDOW_S + 1e-6).astype(int)
    count = int(np.floor((motion.time_s[-1] + 1 / motion.fps) / WINDOW_S + 1e-6))
    means = np.full((count, values.shape[1]), np.nan)
    for number in range(count):
        inside = values[window == number]
        known = np.isfinite(inside).sum(axis=0)
        enough = known >= MIN_KNOWN * WINDOW_S * motion.fps
        means[number, enough] = np.nansum(inside[:, enough], axis=0) / known[enough]
    return means


def _windows(motion: Motion, channels: dict[str, np.ndarray]) -> np.ndarray:
    """Means (W, C) of every channel; of tempo, the log of a repetition's duration, in the first alone."""
    nothing = np.full(len(motion), np.nan)
    means = window_means(motion, np.stack([channels.get(name, nothing) for name in NAMES], axis=1))
    durations_s = [repetition.end_s - repetition.start_s for repetition in find_repetitions(motion, channels)]
    if durations_s and len(means):
        means[0, _TEMPO] = np.log(np.mean(durations_s))
    return means


def _seen(motion: Motion, count: int) -> np.ndarray:
    """Mean confidence (count, C) of the joints of every channel."""
    return np.maximum(np.nan_to_num(by_channel(motion, motion.confidence))[:count], MIN_CONFIDENCE)


def by_channel(motion: Motion, of_joints: np.ndarray) -> np.ndarray:
    """What is known of each joint (T, 22), as means (W, C) over the joints of every channel."""
    means = window_means(motion, of_joints)
    columns = [[JOINT_INDEX[joint] for joint in CHANNELS[name].joints] for name in NAMES]
    return np.stack([means[:, joints].mean(axis=1) for joints in columns], axis=1)
