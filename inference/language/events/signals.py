"""Signals: what events are read from, frame by frame: channels in degrees, places in the body's own axes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.ndimage import gaussian_filter1d

from inference.motion.body_frames import UP, dot
from inference.motion.channels import CHANNELS
from inference.motion.contact import bridged, runs
from inference.motion.kinematics import Body, measure
from inference.motion.motion import Motion

SMOOTHING_S = 0.08
HEADING_SMOOTHING_S = 0.25
SIDES = ("left", "right")


@dataclass(frozen=True, eq=False)
class Signals:
    """A motion as signals (T,) each: angles in degrees, lengths per leg length, unknown frames bridged."""

    motion: Motion

    @cached_property
    def body(self) -> Body:
        """Joints and body frames."""
        return Body(self.motion)

    @cached_property
    def _channels(self) -> dict[str, np.ndarray]:
        return measure(self.motion)

    def __getitem__(self, channel: str) -> np.ndarray:
        """A channel in degrees, or in its own unit where it is no angle."""
        values = self.smooth(filled(self._channels[channel]))
        return np.degrees(values) if CHANNELS[channel].unit == "rad" else values

    def smooth(self, values: np.ndarray, by_s: float = SMOOTHING_S) -> np.ndarray:
        """Values (T, …) without what is quicker than by_s."""
        return gaussian_filter1d(values, by_s * self.motion.fps, axis=0, mode="nearest")

    def rate(self, values: np.ndarray) -> np.ndarray:
        """Change of values (T, …) a second."""
        if len(values) == 1:
            return np.zeros_like(values)
        return np.gradient(values, axis=0) * self.motion.fps

    @cached_property
    def left(self) -> np.ndarray:
        """Where the body's left is, upright, (T, 3)."""
        left = np.stack([filled(axis) for axis in self.body.facing.left.T], axis=1)
        left = self.smooth(left, HEADING_SMOOTHING_S)
        return left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-9)

    @cached_property
    def forward(self) -> np.ndarray:
        """Where the body faces, upright, (T, 3)."""
        return np.cross(self.left, UP)

    @cached_property
    def heading(self) -> np.ndarray:
        """Where the body faces, deg, rising as it turns left."""
        return np.degrees(np.unwrap(np.arctan2(self.forward[:, 0], self.forward[:, 2])))

    def at(self, *joints: str) -> np.ndarray:
        """Midpoint (T, 3) of joints, m."""
        return self.smooth(self.body.at(*joints))

    def seen(self, vectors: np.ndarray) -> np.ndarray:
        """Vectors (T, 3) in the body's axes: left, up, forward."""
        return np.stack([dot(vectors, self.left), vectors[:, 1], dot(vectors, self.forward)], axis=1)

    def ground_way(self, path: np.ndarray, first: int, last: int) -> tuple[float, float]:
        """How far a path (T, 3) goes to the left and forward of the body at frame `first`, m."""
        way = path[last] - path[first]
        return float(way @ self.left[first]), float(way @ self.forward[first])

    @cached_property
    def hips(self) -> np.ndarray:
        """Middle of the hips, (T, 3) m."""
        return self.at("left_hip", "right_hip")

    @cached_property
    def crouch(self) -> np.ndarray:
        """Height of the hips over the lower ankle, per leg: 1 upright, 0.5 in a deep squat."""
        ankles = np.minimum(self.at("left_ankle")[:, 1], self.at("right_ankle")[:, 1])
        return (self.hips[:, 1] - ankles) / self.body.leg_m

    def spans(self, flags: np.ndarray, gap_s: float, least_s: float) -> list[tuple[int, int]]:
        """The half-open frame spans in which flags (T,) hold, bridged over gaps, of at least least_s."""
        fps = self.motion.fps
        joined = bridged(runs(flags), gap_s * fps)
        return [(first, end) for first, end in joined if end - first >= least_s * fps]

    def time_s(self, frame: int) -> float:
        """Clip time of a frame; of the end of the last one too."""
        return float(self.motion.start_s + frame / self.motion.fps)


def filled(values: np.ndarray) -> np.ndarray:
    """Values (T,) with unknown frames bridged; zeros where nothing is known."""
    known = np.flatnonzero(~np.isnan(values))
    if len(known) == 0:
        return np.zeros(len(values))
    return np.interp(np.arange(len(values)), known, values[known])


def direction_of(left: float, forward: float) -> str:
    """The nearest of forward, backward, left and right."""
    if abs(forward) >= abs(left):
        return "forward" if forward > 0 else "backward"
    return "left" if left > 0 else "right"
