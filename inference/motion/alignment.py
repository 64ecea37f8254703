"""Alignment: which moment of the coach's clip belongs to which moment of the trainee's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from inference.correction.correction import AlignmentSummary
from inference.errors import MotionError
from inference.motion.active_span import active_span
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition, find_repetitions
from inference.motion.retarget import laid_over, mirrored, posture, typical_bone_lengths, with_bones
from inference.motion.warping import warp, warping_cost

RATE_HZ = 20.0
# A longer stretch is sampled more coarsely, to bound time and memory.
MAX_FRAMES = 400
MIN_DURATION_S = 0.5
# Frames per repetition while it is only being decided which coach's repetition, mirrored or not, fits.
COARSE_FRAMES = 30
# A repetition is found within a few frames: this share of it may be left out at either end.
SLACK = 0.1
# Stretches whose durations differ more than this are not the same: the shorter is looked for in the longer.
MAX_DURATION_RATIO = 2.5
# The mirrored coach must fit this much better before mirroring is proposed. On UI-PRMD (training subjects)
# the ratio of the costs is 0.3–0.6 where people work with opposite sides, and above 0.8 otherwise.
MIRROR_GAIN = 0.8


@dataclass(frozen=True, eq=False)
class Match:
    """A stretch of the trainee's clip laid over one of the coach's.

    trainee_s, coach_s (K,): moments that belong together, both increasing; cost_m: mean distance of the
    joints on equal bones; repetition, coach_repetition: what is matched, None where nothing repeats.
    """

    trainee_s: np.ndarray
    coach_s: np.ndarray
    cost_m: float
    repetition: Repetition | None = None
    coach_repetition: Repetition | None = None

    @property
    def duration_s(self) -> float:
        """Length of the stretch in the trainee's clip."""
        return float(self.trainee_s[-1] - self.trainee_s[0])


@dataclass(frozen=True, eq=False)
class Alignment:
    """The matches in the trainee's order, and whether the coach is mirrored."""

    matches: tuple[Match, ...]
    mirrored: bool

    @property
    def cost_m(self) -> float:
        """Mean distance of the joints on equal bones, over all matches, m."""
        return _cost_m(self.matches)

    @property
    def tempo(self) -> float:
        """The coach's duration over the trainee's in what is matched; > 1: the trainee is faster."""
        coach_s = sum(match.coach_s[-1] - match.coach_s[0] for match in self.matches)
        return float(coach_s / sum(match.duration_s for match in self.matches))

    def match_at(self, trainee_s: np.ndarray) -> np.ndarray:
        """Index of the match that each moment of the trainee's clip lies in or nearest to."""
        ends = np.array([match.trainee_s[-1] for match in self.matches[:-1]])
        starts = np.array([match.trainee_s[0] for match in self.matches[1:]])
        return np.searchsorted((ends + starts) / 2, trainee_s)

    def coach_time(self, trainee_s: np.ndarray | float) -> np.ndarray:
        """The coach's clip time at the trainee's; before and after a match both run at their own tempo."""
        trainee_s = np.asarray(trainee_s, float)
        nearest = self.match_at(trainee_s)
        coach_s = np.empty_like(trainee_s)
        for index, match in enumerate(self.matches):
            here = nearest == index
            inside_s = np.clip(trainee_s[here], match.trainee_s[0], match.trainee_s[-1])
            coach_s[here] = np.interp(inside_s, match.trainee_s, match.coach_s) + trainee_s[here] - inside_s
        return coach_s

    def summary(self) -> AlignmentSummary:
        """The alignment as correction.json holds it."""
        path = [pair for m in self.matches for pair in zip(m.trainee_s, m.coach_s, strict=True)]
        first = self.matches[0]
        return AlignmentSummary(
            path=tuple((round(float(a), 3), round(float(b), 3)) for a, b in path),
            offset_s=float(first.coach_s[0] - first.trainee_s[0]),
            tempo=self.tempo,
            mirrored=self.mirrored,
            cost=self.cost_m,
        )


def align(trainee: Motion, coach: Motion, offset_s: float | None = None) -> Alignment:
    """Lay the coach's clip over the trainee's, repetition by repetition where there are any.

    offset_s (coach's time − trainee's) replaces the proposal: both clips then run at their own tempo.
    Raises MotionError when a clip is too short or shows no body, or when the offset leaves nothing in common.
    """
    for motion, whose in ((trainee, "trainee"), (coach, "coach")):
        if motion.duration_s < MIN_DURATION_S:
            raise MotionError(f"The {whose}'s clip is shorter than half a second; record a longer one.")
        if not typical_bone_lengths(motion).all():
            raise MotionError(f"The {whose}'s motion has joints on top of each other; export it again.")
    lengths_m = typical_bone_lengths(trainee)
    own = _Poses(trainee)
    sides = [_Poses(with_bones(motion, lengths_m)) for motion in (coach, mirrored(coach))]
    if offset_s is None:
        plans = _plans(trainee, coach)
        proposals = [min((_warped(own, side, *p) for p in plans), key=_cost_m) for side in sides]
    else:
        proposals = [_shifted(own, side, _stretches(trainee), offset_s) for side in sides]
    straight, reflected = proposals
    if _cost_m(reflected) < MIRROR_GAIN * _cost_m(straight):
        return Alignment(tuple(reflected), mirrored=True)
    return Alignment(tuple(straight), mirrored=False)


def coach_in_trainee_world(trainee: Motion, coach: Motion, alignment: Alignment) -> Motion:
    """The coach with the trainee's bones, side, heading, place and clock, to be drawn over the trainee."""
    body = with_bones(mirrored(coach) if alignment.mirrored else coach, typical_bone_lengths(trainee))
    at_s = alignment.coach_time(trainee.time_s)
    frames = np.rint((at_s - body.start_s) * body.fps).astype(int).clip(0, len(body) - 1)
    joints = _at(body.joints_in_world, body, at_s)
    nearest = alignment.match_at(trainee.time_s)
    for index, match in enumerate(alignment.matches):
        here = np.flatnonzero(nearest == index)
        inside = (trainee.time_s[here] >= match.trainee_s[0]) & (trainee.time_s[here] <= match.trainee_s[-1])
        joints[here] = laid_over(joints[here], trainee.joints_in_world[here], inside)
    return replace(
        trainee,
        joints_in_world=joints,
        confidence=body.confidence[frames],
        contacts=body.contacts[frames],
        sigma_m=None if body.sigma_m is None else body.sigma_m[frames],
        person=coach.person,
        view=None,
    )


class _Stretch(NamedTuple):
    """Part of a clip: one repetition, or the whole movement where nothing repeats."""

    start_s: float
    end_s: float
    repetition: Repetition | None = None

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


def _stretches(motion: Motion) -> list[_Stretch]:
    found = [_Stretch(r.start_s, r.end_s, r) for r in find_repetitions(motion)]
    return found or [_Stretch(*active_span(motion))]


def _plans(trainee: Motion, coach: Motion) -> list[tuple[list[_Stretch], list[_Stretch]]]:
    """Which stretches may be laid over which; when only one clip seems to repeat, also whole over whole."""
    plan = _stretches(trainee), _stretches(coach)
    if (plan[0][0].repetition is None) == (plan[1][0].repetition is None):
        return [plan]
    return [plan, ([_Stretch(*active_span(trainee))], [_Stretch(*active_span(coach))])]


class _Poses:
    """Postures of one clip, to be looked up by clip time."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self._posture = posture(motion.joints_in_world)

    def at(self, time_s: np.ndarray) -> np.ndarray:
        return _at(self._posture, self.motion, time_s)

    def sampled(self, stretch: _Stretch, count: int) -> tuple[np.ndarray, np.ndarray]:
        """`count` moments evenly over a stretch, and the postures there."""
        time_s = np.linspace(stretch.start_s, stretch.end_s, count)
        return time_s, self.at(time_s)


def _at(values: np.ndarray, motion: Motion, time_s: np.ndarray) -> np.ndarray:
    """Rows of values (T, ...) at clip times, linearly interpolated and clamped to the motion."""
    return rows_between(values, np.clip((time_s - motion.start_s) * motion.fps, 0, len(motion) - 1))


def _distances_m(trainee: np.ndarray, coach: np.ndarray) -> np.ndarray:
    """Mean joint distances (..., N, M) of every pose of (..., N, 22, 3) to every pose of (..., M, 22, 3)."""
    apart = trainee[..., :, None, :, :].astype(np.float32) - coach[..., None, :, :, :].astype(np.float32)
    return np.sqrt(np.einsum("...i,...i->...", apart, apart)).mean(axis=-1)


def _cost_m(matches: Sequence[Match]) -> float:
    weights = [len(match.trainee_s) for match in matches]
    return float(np.average([match.cost_m for match in matches], weights=weights))


def _warped(trainee: _Poses, coach: _Poses, own: list[_Stretch], other: list[_Stretch]) -> list[Match]:
    """Each of the trainee's stretches on a coach's: in order if as many, else on the best one."""
    if len(own) == len(other):
        return [_match(trainee, coach, *pair) for pair in zip(own, other, strict=True)]
    shown = np.stack([coach.sampled(stretch, COARSE_FRAMES)[1] for stretch in other])
    cost_m = np.zeros(len(other))
    for stretch in own:
        cost_m += warping_cost(_distances_m(trainee.sampled(stretch, COARSE_FRAMES)[1], shown))
    best = other[int(np.argmin(cost_m))]
    return [_match(trainee, coach, stretch, best) for stretch in own]


def _match(trainee: _Poses, coach: _Poses, own: _Stretch, other: _Stretch) -> Match:
    shorter, longer = sorted((own.duration_s, other.duration_s))
    searched = longer > MAX_DURATION_RATIO * shorter
    counts = np.array([own.duration_s, other.duration_s] if searched else [longer, longer])
    counts = np.ceil(counts * min(RATE_HZ, MAX_FRAMES / longer)).astype(int) + 1
    (own_s, own_poses), (other_s, other_poses) = (
        poses.sampled(stretch, count)
        for poses, stretch, count in zip((trainee, coach), (own, other), counts, strict=True)
    )
    distances = _distances_m(own_poses, other_poses)
    if not searched:
        path = warp(distances, slack=round(SLACK * counts[1]))
    elif own.duration_s < other.duration_s:
        path = warp(distances, slack=counts[1])
    else:
        path = warp(distances.T, slack=counts[0])[:, ::-1]
    rows, columns = path.T
    cost_m = float(distances[rows, columns].mean())
    return Match(own_s[rows], other_s[columns], cost_m, own.repetition, other.repetition)


def _shifted(trainee: _Poses, coach: _Poses, own: list[_Stretch], offset_s: float) -> list[Match]:
    """Both clips at their own tempo, the coach's `offset_s` ahead, where they overlap in each stretch."""
    first_s = max(trainee.motion.time_s[0], coach.motion.time_s[0] - offset_s)
    last_s = min(trainee.motion.time_s[-1], coach.motion.time_s[-1] - offset_s)
    if not np.isfinite(offset_s) or last_s - first_s < MIN_DURATION_S:
        least_s = coach.motion.time_s[0] - trainee.motion.time_s[-1] + MIN_DURATION_S
        most_s = coach.motion.time_s[-1] - trainee.motion.time_s[0] - MIN_DURATION_S
        raise MotionError(
            "With this offset the clips have nothing in common; "
            f"choose one between {least_s:.1f} s and {most_s:.1f} s."
        )
    shared = [s._replace(start_s=max(s.start_s, first_s), end_s=min(s.end_s, last_s)) for s in own]
    kept = [s for s, whole in zip(shared, own, strict=True) if s.duration_s > 0.5 * whole.duration_s]
    matches = []
    for stretch in kept or [_Stretch(first_s, last_s)]:
        count = int(np.ceil(stretch.duration_s * RATE_HZ)) + 1
        time_s, poses = trainee.sampled(stretch, count)
        apart_m = np.linalg.norm(poses - coach.at(time_s + offset_s), axis=-1)
        matches.append(Match(time_s, time_s + offset_s, float(apart_m.mean()), stretch.repetition))
    return matches
