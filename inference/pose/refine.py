"""The movement that fits a whole clip best: sight, network, bones, standing feet, floor, all at once."""

from dataclasses import dataclass, fields, replace

import numpy as np
from threadpoolctl import threadpool_limits

from inference.motion.skeleton import CONTACT_JOINTS, SOLE_OFFSET_M, with_bone_lengths
from inference.pose import cues
from inference.pose.cues import LENGTH_OF_BONE, Seen, State
from inference.pose.gravity import seen_up
from inference.pose.ground import UNKNOWN, Ground
from inference.pose.landmark_model import CARRIERS, landmark_offsets
from inference.pose.least_squares import Solution, solve
from inference.pose.lifted import Lifted
from inference.pose.stances import checked, likely_contacts, over_rest_m, share_of_stance, upright

# Step by step: feet that slip this far in a frame, or are this far off the floor, are believed less to stand.
_SLIP_M = (0.03, 0.02, 0.015, 0.01, 0.008, 0.008, 0.008)
_OFF_M = (0.2, 0.15, 0.1, 0.08, 0.06, 0.06, 0.06)
_CHECKED_FROM = 4
_START_STEPS = 4
_START_ROBUST_M = 0.05
_LEAST_WEIGHT = 1e-3
_NEAREST_M = 0.7
_LOWEST_PERCENTILE = 5
# The lens is assumed: depths are wrong by this share, and with a camera that looks down its height is too.
_LENS_SIGMA = 0.1
# Longer clips are refined piece by piece; the first finds gravity, floor and bones for all.
_PIECE, _OVERLAP = 1800, 30


@dataclass(frozen=True, eq=False)
class Refined:
    """T frames at LIFTER_FPS in camera axes, metres.

    joints_in_camera (T, 22, 3); sigma_m (T, 22): 1 σ of each joint's place relative to the pelvis, along any
    axis; contacts (T, 4) bool: left ankle, left foot, right ankle, right foot; ground: gravity and floor.
    """

    joints_in_camera: np.ndarray
    sigma_m: np.ndarray
    contacts: np.ndarray
    ground: Ground


@dataclass(frozen=True, eq=False)
class _Known:
    """What is known before a piece is refined, with 1 σ: up (3,), height, and lengths (13,) m (σ: share)."""

    up: np.ndarray
    up_sigma_rad: float
    camera_height_m: float | None
    height_sigma_m: float
    lengths_m: np.ndarray
    length_sigma: float

    @classmethod
    def before(cls, lifted: Lifted, ground: Ground) -> "_Known":
        """By the network, but for what is known of the ground."""
        lengths_m = np.bincount(LENGTH_OF_BONE, lifted.bones_m) / np.bincount(LENGTH_OF_BONE)
        up, up_sigma_rad = (ground.up, ground.up_sigma_rad) if ground.up is not None else seen_up(lifted)
        height_sigma_m = np.inf if ground.camera_height_m is None else ground.height_sigma_m
        return cls(
            up,
            up_sigma_rad or 0.0,
            ground.camera_height_m,
            height_sigma_m or 0.0,
            lengths_m,
            cues.LENGTH_SIGMA,
        )

    @classmethod
    def held(cls, ground: Ground, lengths_m: np.ndarray) -> "_Known":
        """As found before."""
        assert ground.up is not None
        return cls(ground.up, 0.0, ground.camera_height_m, 0.0, lengths_m, 0.0)


# Many small products: more threads than one take twenty times as long to begin as to calculate.
@threadpool_limits.wrap(limits=1)
def refine(
    lifted: Lifted, rays: np.ndarray, weight: np.ndarray, height_m: float, ground: Ground = UNKNOWN
) -> Refined:
    """The movement, floor and gravity that agree best with everything seen of a person of stature height_m.

    rays (T, 19, 2): x / z and y / z of SEEN_LANDMARKS in the camera; weight (T, 19) in 0..1. What is known of
    the ground is as sure as its σ; the rest of it is found.
    """
    seen = Seen(lifted, rays, np.maximum(weight, _LEAST_WEIGHT), height_m)
    refined, lengths_m = _refined(_part(seen, 0, _PIECE), _Known.before(lifted, ground))
    held = _Known.held(refined.ground, lengths_m)
    for first in range(_PIECE - _OVERLAP, len(lifted) - _OVERLAP, _PIECE - _OVERLAP):
        piece, _ = _refined(_part(seen, first, first + _PIECE), held)
        refined = _joined(refined, piece)
    joints = with_bone_lengths(refined.joints_in_camera, lengths_m[LENGTH_OF_BONE])
    return replace(refined, joints_in_camera=joints)


def unrefined(
    lifted: Lifted, rays: np.ndarray, weight: np.ndarray, height_m: float, ground: Ground = UNKNOWN
) -> Refined:
    """The movement as the network sees each moment, placed in front of the camera; arguments as of refine."""
    known = _Known.before(lifted, ground)
    state = _start(Seen(lifted, rays, np.maximum(weight, _LEAST_WEIGHT), height_m), known)
    found = Ground(state.up, known.up_sigma_rad, state.camera_height_m, known.height_sigma_m)
    return Refined(state.joints, lifted.sigma_m, likely_contacts(lifted.contact), found)


def _refined(seen: Seen, known: _Known) -> tuple[Refined, np.ndarray]:
    """One piece, and the lengths (13,) m of its bones."""
    start = state = _start(seen, known)
    contacts = likely_contacts(seen.lifted.contact)
    for step, (slip_m, off_m) in enumerate(zip(_SLIP_M, _OFF_M, strict=True)):
        if step >= _CHECKED_FROM:
            contacts = checked(contacts, state, seen.height_m)
        solution = _step(seen, known, start, state, contacts, slip_m, off_m)
        state = state.moved(solution.joints, solution.shared)
    ground = _found(state, solution, known)
    # What one least squares says of itself is too sure: errors of the network last for seconds.
    refined = Refined(state.joints, seen.lifted.sigma_m, checked(contacts, state, seen.height_m), ground)
    return refined, state.lengths_m


def _found(state: State, solution: Solution, known: _Known) -> Ground:
    """The ground, no less sure than it was known before."""
    variance = np.diag(solution.shared_covariance)
    by_lens_m = _LENS_SIGMA * state.up[2] * np.median(state.joints[..., 2])
    height_sigma_m = np.sqrt(variance[cues.HEIGHT][0] + by_lens_m**2)
    return Ground(
        up=state.up,
        up_sigma_rad=min(known.up_sigma_rad, float(np.sqrt(variance[cues.UP].mean()))),
        camera_height_m=state.camera_height_m,
        height_sigma_m=min(known.height_sigma_m, float(height_sigma_m)),
    )


def _step(
    seen: Seen,
    known: _Known,
    start: State,
    state: State,
    contacts: np.ndarray,
    slip_m: float,
    off_m: float,
) -> Solution:
    slips_m = np.linalg.norm(np.diff(state.joints[:, CONTACT_JOINTS], axis=0), axis=-1)
    stands = contacts[1:] & contacts[:-1]
    on_soles = share_of_stance(contacts & upright(state, seen.height_m))
    lifted = seen.lifted
    rows = [
        cues.sight(state, seen),
        cues.pose(state, lifted),
        cues.smooth(state),
        cues.depth(state, lifted),
        cues.velocity(state, lifted),
        cues.bones(state),
        cues.standing(state, stands * cues.believed(slips_m, slip_m)),
        cues.resting(state, on_soles * cues.believed(over_rest_m(state), off_m)),
        cues.sinking(state),
        cues.lowest(state),
        cues.known(state, start, known.up_sigma_rad, known.height_sigma_m, known.length_sigma),
    ]
    return solve(rows, len(state.joints), cues.SHARED)


def _start(seen: Seen, known: _Known) -> State:
    """The network's poses at the network's depth, sideways where the landmarks are."""
    lifted = seen.lifted
    poses = with_bone_lengths(lifted.poses_m, known.lengths_m[LENGTH_OF_BONE])
    from_pelvis = poses[:, CARRIERS] + landmark_offsets(poses, seen.height_m)
    depth_m = np.maximum(from_pelvis[..., 2] + lifted.depth_m[:, None], _NEAREST_M)
    aside = seen.rays * depth_m[..., None] - from_pelvis[..., :2]
    trust = seen.weight
    for _ in range(_START_STEPS):
        sideways = (trust[..., None] * aside).sum(axis=1) / trust.sum(axis=1)[:, None]
        miss = np.linalg.norm(aside - sideways[:, None], axis=-1)
        trust = seen.weight / (1 + (miss / _START_ROBUST_M) ** 2)
    joints = poses + np.concatenate([sideways, lifted.depth_m[:, None]], axis=1)[:, None]
    height_m = known.camera_height_m
    if height_m is None:
        height_m = SOLE_OFFSET_M - float(np.percentile((joints @ known.up).min(axis=1), _LOWEST_PERCENTILE))
    return State(joints, known.up, height_m, cues.REST_M, known.lengths_m)


def _part(seen: Seen, first: int, end: int) -> Seen:
    values = {field.name: getattr(seen.lifted, field.name) for field in fields(Lifted)}
    # Bones are the one thing of a Lifted that frames share.
    parts = {name: value if name == "bones_m" else value[first:end] for name, value in values.items()}
    return Seen(Lifted(**parts), seen.rays[first:end], seen.weight[first:end], seen.height_m)


def _joined(before: Refined, after: Refined) -> Refined:
    """Two pieces that overlap, faded over."""
    share = np.linspace(0, 1, _OVERLAP)

    def faded(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        weight = share.reshape(-1, *[1] * (a.ndim - 1))
        both = (1 - weight) * a[-_OVERLAP:] + weight * b[:_OVERLAP]
        return np.concatenate([a[:-_OVERLAP], both, b[_OVERLAP:]])

    return Refined(
        joints_in_camera=faded(before.joints_in_camera, after.joints_in_camera),
        sigma_m=faded(before.sigma_m, after.sigma_m),
        contacts=np.concatenate([before.contacts[: -_OVERLAP // 2], after.contacts[_OVERLAP // 2 :]]),
        ground=before.ground,
    )
