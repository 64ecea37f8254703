"""Takes: films of known movements as the program lifts them, and pairs of takes as it would compare them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from inference.motion.motion import Motion
from inference.motion.retarget import posture, typical_bone_lengths, with_bones
from inference.motion.vantage import apart_rad
from inference.pipeline import reconstruct
from inference.pose.landmarks import Quality
from training.data.clips import FPS
from training.evaluation.channel_errors import Errors, errors, window_means
from training.lifter.films import read

# Mean distance of the joints, on equal bones, within which two windows show the same posture.
ALIKE_M = 0.08


@dataclass(frozen=True, eq=False)
class Take:
    """One film of a movement, lifted: `side` is the name of its camera; truth has the film's clock."""

    movement: str
    side: str
    motion: Motion
    truth: Motion

    @cached_property
    def errors(self) -> Errors:
        """What the lifted motion misses of the truth."""
        return errors(self.motion, self.truth)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two takes, and how far apart they are where both show the same; apart_deg: angle between cameras."""

    one: Take
    other: Take
    errors: Errors

    @classmethod
    def of(cls, one: Take, other: Take) -> "Pair":
        """Two takes of one movement."""
        return cls(one, other, errors(one.motion, other.motion))

    @property
    def apart_deg(self) -> float:
        """As the program itself estimates it."""
        apart = apart_rad(self.one.motion, self.other.motion, mirrored=False)
        assert apart is not None
        return float(np.degrees(apart))


def takes(split: str, quality: Quality = "heavy", height_m: float | None = None) -> Iterator[Take]:
    """The films of a split, each lifted for its true stature, or for height_m."""
    for film in read(split, quality):
        truth = Motion(film.joints_in_world, FPS)
        movement, _, side = film.name.rpartition("_")
        yield Take(movement, side, reconstruct(film.track, height_m or truth.height_m), truth)


def same_movement(made: Sequence[Take]) -> list[Pair]:
    """Every two takes of one movement."""
    return [Pair.of(*both) for both in combinations(made, 2) if both[0].movement == both[1].movement]


def same_posture(made: Sequence[Take]) -> list[Pair]:
    """Every two takes of different movements in the windows in which these show the same posture.

    As when two people, or one person twice, do something alike: what both films miss alike drops out.
    """
    bones_m = typical_bone_lengths(made[0].truth)
    postures = [_postures(take, bones_m) for take in made]
    pairs = []
    for (one, own), (other, its) in combinations(zip(made, postures, strict=True), 2):
        if one.movement == other.movement:
            continue
        away_m = np.linalg.norm(own[:, None] - its[None], axis=-1).mean(axis=-1)
        row = np.flatnonzero(away_m.min(axis=1) < ALIKE_M)
        column = away_m[row].argmin(axis=1)
        if row.size:
            values = one.errors.values[row] - other.errors.values[column]
            unsure = np.hypot(one.errors.unsure[row], other.errors.unsure[column])
            pairs.append(Pair(one, other, Errors(values, one.errors.own[row], unsure)))
    return pairs


def _postures(take: Take, bones_m: np.ndarray) -> np.ndarray:
    """The truth's mean posture in each window of the take's errors, (W, 22, 3) m on the given bones."""
    joints = posture(with_bones(take.truth, bones_m).joints_in_world)
    means = window_means(take.truth, joints.reshape(len(joints), -1))
    return means[: len(take.errors.values)].reshape(-1, *joints.shape[1:])
