"""Precision: a measured number never goes without its σ, and the σ of one clip's channels by frame."""

from dataclasses import dataclass

import numpy as np

from inference.motion.channel_differences import MIN_CONFIDENCE
from inference.motion.channels import Channel
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX
from inference.motion.vantage import WHOLE

# Joints less sure than this widen σ in proportion: it tells gross errors (benchmarks.md, “Uncertainty”).
TYPICAL_SIGMA_M = 0.05


@dataclass(frozen=True)
class Measurement:
    """A number and its 1 σ, in the same unit."""

    value: float
    sigma: float

    def minus(self, other: "Measurement") -> "Measurement":
        """The difference, as if both erred independently."""
        return Measurement(self.value - other.value, float(np.hypot(self.sigma, other.sigma)))

    def times(self, factor: float) -> "Measurement":
        """The same in a unit of which it takes `factor` times as many."""
        return Measurement(self.value * factor, self.sigma * abs(factor))


def mean(measured: list[Measurement]) -> Measurement:
    """The mean over repetitions: their scatter averages out, the camera's error does not."""
    values = np.array([each.value for each in measured])
    scatter = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else 0.0
    shared = np.mean([each.sigma for each in measured])
    return Measurement(float(values.mean()), float(np.hypot(shared, scatter)))


def channel_sigma(motion: Motion, channel: Channel, *, in_video: bool) -> np.ndarray:
    """1 σ against the truth of a channel's value in each frame, (T,), in the channel's unit.

    As the comparison counts it (`Measured.sigma`), for one clip by itself; more where the joints' own σ_m
    says that they can hardly be made out. in_video: whether the motion was seen by a camera.
    """
    columns = [JOINT_INDEX[name] for name in channel.joints]
    seen = np.maximum(motion.confidence[:, columns].mean(axis=1), MIN_CONFIDENCE)
    base = WHOLE * channel.video_sigma if in_video else channel.sigma
    if motion.sigma_m is None:
        return base / seen
    return base / seen * np.maximum(motion.sigma_m[:, columns].mean(axis=1) / TYPICAL_SIGMA_M, 1)
