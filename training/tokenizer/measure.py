"""How much of a movement its tokens keep: joints, angles, contacts, and differences that a coach names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from inference.motion.channels import CHANNELS, quantity
from inference.motion.humanml3d import FPS, decode
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from training.data.clips import Clip
from training.data.vectors import Vectors
from training.data.windows import LONGEST
from training.evaluation.tally import Mean, Tally, means

# Angles that every exercise has, and that repeat well (see inference.motion.channels).
QUANTITIES = (
    "hip_flexion", "hip_abduction", "knee_flexion", "ankle_dorsiflexion",
    "shoulder_elevation", "elbow_flexion", "trunk_lean_forward", "trunk_lean_sideways",
)  # fmt: skip
ANGLES = [name for name in CHANNELS if quantity(name) in QUANTITIES]
# A movement's largest value, but for single frames.
PEAK = 95


class Tokenizes(Protocol):
    """What makes codes of features and features of codes."""

    def encode(self, movement: np.ndarray) -> np.ndarray:
        """Codes (steps, 2) of raw features (N, 263)."""

    def decode(self, codes: np.ndarray) -> np.ndarray:
        """Raw features of codes, N or a few more."""


@dataclass(frozen=True, eq=False)
class Retold:
    """A stretch of a clip: recorded (N, 263), its codes (steps, 2), and the features that these stand for."""

    clip: Clip
    recorded: np.ndarray
    codes: np.ndarray
    again: np.ndarray

    @property
    def person(self) -> str:
        """Whose movement it is."""
        return f"{self.clip.source} {self.clip.subject}"


def retold(tokenizer: Tokenizes, clips: Iterable[Vectors]) -> list[Retold]:
    """Every clip through its tokens, long ones in equal pieces of LONGEST vectors at most."""
    pieces = (
        (view.clip, piece)
        for view in clips
        for piece in np.array_split(view.values, -(-len(view.values) // LONGEST))
    )
    codes = ((clip, piece, tokenizer.encode(piece)) for clip, piece in pieces)
    return [Retold(clip, piece, own, tokenizer.decode(own)[: len(piece)]) for clip, piece, own in codes]


def errors(clips: Sequence[Retold]) -> dict[str, Mean]:
    """Means over frames with intervals over people, by name.

    joints and, from the pelvis, pose: mm; angles: degrees, root mean square over ANGLES; contacts: share of
    feet and frames that are as recorded; slide, recorded_slide: mm a frame of feet that stood.
    """
    found = means((clip.person, _tallies(clip)) for clip in clips)
    squared = found["angles"]
    roots = [np.degrees(np.sqrt(value)) for value in (squared.value, squared.low, squared.high)]
    return found | {"angles": Mean(*roots)}


def _tallies(clip: Retold) -> dict[str, Tally]:
    truth, again = (Motion(decode(values), FPS) for values in (clip.recorded, clip.again))
    apart = again.joints_in_world - truth.joints_in_world
    angles, recorded = measure(again), measure(truth)
    stood = truth.contacts[1:] & truth.contacts[:-1]
    return {
        "joints": _tally_mm(apart),
        "pose": _tally_mm(apart - apart[:, :1]),
        "angles": Tally.of(np.concatenate([(angles[name] - recorded[name]) ** 2 for name in ANGLES])),
        "contacts": Tally.of((again.contacts == truth.contacts).astype(float)),
        "slide": Tally.of(_steps_mm(again)[stood]),
        "recorded_slide": Tally.of(_steps_mm(truth)[stood]),
    }


def _tally_mm(apart: np.ndarray) -> Tally:
    return Tally.of(1000 * np.linalg.norm(apart, axis=-1))


def _steps_mm(motion: Motion) -> np.ndarray:
    """How far each foot goes along the floor from frame to frame, (T - 1, 4)."""
    feet = np.stack(
        [motion.joint(f"{side}_{name}") for side in ("left", "right") for name in ("ankle", "foot")]
    )
    return 1000 * np.linalg.norm(np.diff(feet[..., [0, 2]], axis=1), axis=-1).T


@dataclass(frozen=True)
class Differences:
    """What becomes of the differences between pairs of repetitions.

    slope, correlation: of differences after tokens over those before; large: how many were beyond tolerance;
    survive: the share of these that keeps its sign and half its size.
    """

    pairs: int
    slope: float
    correlation: float
    large: int
    survive: float


def differences(clips: Sequence[Retold]) -> Differences:
    """Differences of the peaks of ANGLES between repetitions of one exercise by one person (UI-PRMD).

    The n-th good repetition is set against the n-th that was acted as faulty.
    """
    before, after, tolerance = [], [], np.array([CHANNELS[name].tolerance for name in ANGLES])
    for good, faulty in _pairs(clips):
        recorded, again = (
            _peaks(values(faulty)) - _peaks(values(good))
            for values in (lambda clip: clip.recorded, lambda clip: clip.again)
        )
        before.append(recorded / tolerance)
        after.append(again / tolerance)
    known = np.isfinite(before) & np.isfinite(after)
    x, y = np.array(before)[known], np.array(after)[known]
    large = np.abs(x) > 1
    survive = (y * np.sign(x) > np.abs(x) / 2)[large]
    return Differences(
        len(before),
        float(x @ y / (x @ x)),
        float(np.corrcoef(x, y)[0, 1]),
        int(large.sum()),
        float(survive.mean()),
    )


def _pairs(clips: Sequence[Retold]) -> list[tuple[Retold, Retold]]:
    groups: dict[str, dict[bool, list[Retold]]] = {}
    for clip in clips:
        if clip.clip.correct is not None:
            group = groups.setdefault(clip.clip.pair_group, {True: [], False: []})
            group[clip.clip.correct].append(clip)
    return [pair for group in groups.values() for pair in zip(group[True], group[False], strict=False)]


def _peaks(values: np.ndarray) -> np.ndarray:
    """The largest value of each of ANGLES, rad; NaN where one is never known."""
    angles = measure(Motion(decode(values), FPS))
    known = [angles[name][np.isfinite(angles[name])] for name in ANGLES]
    return np.array([np.percentile(own, PEAK) if own.size else np.nan for own in known])


def perplexity(codes: np.ndarray) -> float:
    """How many equally frequent codes would be as hard to guess as codes (N,)."""
    share = np.unique(codes, return_counts=True)[1] / len(codes)
    return float(np.exp(-(share * np.log(share)).sum()))
