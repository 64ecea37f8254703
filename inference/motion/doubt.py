"""Doubt: where in a clip a part of the body can hardly be made out, so that little can be said of it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from inference.motion.contact import bridged, runs
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, JOINTS, PARTS

# A joint less sure than this may be a forearm's length away: 10 % lie more than 2.5 σ off.
LIMIT_SIGMA_M = 0.10
# Where nobody knows σ: the network took the joint to be hidden or outside the picture.
UNSEEN_CONFIDENCE = 0.3
# Shorter doubts are not told, and shorter pauses between them are no pauses.
SHORTEST_S = 0.3
_LIMBS = ("left_arm", "right_arm", "left_leg", "right_leg", "torso", "head")


@dataclass(frozen=True)
class Doubt:
    """A span of clip time in which a part of the body can hardly be made out.

    part: one of PARTS, whole_body where nothing can be; joints: those in doubt; sigma_m: mean 1 σ (as in
    Motion) of the worst of them, None if only the network's confidence tells.
    """

    start_s: float
    end_s: float
    part: str
    joints: tuple[str, ...]
    sigma_m: float | None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Doubt":
        """The doubt as correction.json holds it."""
        return cls(**(data | {"joints": tuple(data["joints"])}))


@dataclass(frozen=True)
class LowConfidence:
    """The doubts about both clips, each in the order of time."""

    trainee: tuple[Doubt, ...] = ()
    coach: tuple[Doubt, ...] = ()


def doubts(motion: Motion) -> tuple[Doubt, ...]:
    """Where parts of the body can hardly be made out, in the order of time.

    By the joints' σ, or where the motion has none by their confidence.
    """
    sigma_m = motion.sigma_m
    unsure = motion.confidence < UNSEEN_CONFIDENCE if sigma_m is None else sigma_m > LIMIT_SIGMA_M
    limbs = np.stack([unsure[:, _columns(limb)].any(axis=1) for limb in _LIMBS])
    shortest = SHORTEST_S * motion.fps
    nothing_seen = _spans(np.logical_and.reduce(limbs), shortest)
    found = [_doubt(motion, unsure, "whole_body", *span) for span in nothing_seen]
    for limb, flags in zip(_LIMBS, limbs, strict=True):
        for first, end in nothing_seen:
            flags[first:end] = False
        found += [_doubt(motion, unsure, limb, *span) for span in _spans(flags, shortest)]
    return tuple(sorted(found, key=lambda doubt: doubt.start_s))


def _columns(part: str) -> list[int]:
    return [JOINT_INDEX[name] for name in PARTS[part]]


def _spans(flags: np.ndarray, shortest: float) -> list[tuple[int, int]]:
    """Half-open spans of frames in which flags (T,) hold, at least `shortest` frames long and apart."""
    return [(first, end) for first, end in bridged(runs(flags), shortest) if end - first >= shortest]


def _doubt(motion: Motion, unsure: np.ndarray, part: str, first: int, end: int) -> Doubt:
    columns = _columns(part)
    joints = tuple(JOINTS[column] for column in columns if unsure[first:end, column].any())
    sigma_m = motion.sigma_m
    worst_m = None if sigma_m is None else float(sigma_m[first:end, columns].mean(axis=0).max())
    return Doubt(float(motion.time_s[first]), float(motion.time_s[end - 1]), part, joints, worst_m)
