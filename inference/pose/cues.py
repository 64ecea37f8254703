"""What is known of a clip, cue by cue, as rows of one least squares: each miss in units of its σ."""

from dataclasses import dataclass

import numpy as np

from inference.motion.skeleton import (
    BONES,
    CONTACT_JOINTS,
    JOINT_INDEX,
    JOINTS,
    MIRRORED_JOINT,
    SOLE_OFFSET_M,
)
from inference.pose.landmark_model import CARRIERS, landmark_offsets
from inference.pose.least_squares import FRAME, Rows
from inference.pose.lifted import LIFTER_FPS, Lifted

# A landmark beside its place, as a share of the stature (1 σ); beyond ROBUST σ it counts less and less. Its
# error lasts, so that this many frames tell as much as one.
SIGHT_SIGMA = 0.01
SIGHT_ROBUST = 2.0
SIGHT_FRAMES = 15.0
# Errors of the network last this long (correlation 1/e).
POSE_S = 0.5
DEPTH_S = 1.0
VELOCITY_S = 0.3
# How fast limbs speed up. More, and quick movements would be smeared.
JOINT_SIGMA_M_S2 = 40.0
BONE_SIGMA_M = 0.0015
LENGTH_SIGMA = 0.03
# A foot in contact moves this much from frame to frame; once a stance, this is how far off its height is.
SLIP_SIGMA_M = 0.001
REST_SIGMA_M = 0.015
# Where ankle and ball rest over the floor; between people and between bodies of motion capture it varies.
REST_M = np.array([0.075, SOLE_OFFSET_M])
REST_SPREAD_M = np.array([0.02, 0.008])
# Nobody sinks into the floor. Many frames say so, and together they know no more of it than a few.
SINK_SIGMA_M = 0.02
# The lowest joint of the clip is near the floor, if nothing else tells where that is.
LOWEST_SIGMA_M = 0.1
_LOWEST_SHARE = 0.02
_HELD = 1e-6

PARENTS, CHILDREN = np.array(BONES).T
_FEET = np.array(CONTACT_JOINTS)
_BODY = [index for index, joint in enumerate(CARRIERS) if joint != JOINT_INDEX["head"]]
# Left and right are alike: 13 lengths for 21 bones.
_MIRRORED_BONE = MIRRORED_JOINT[CHILDREN] - 1
_, LENGTH_OF_BONE = np.unique(np.minimum(np.arange(len(BONES)), _MIRRORED_BONE), return_inverse=True)
# The shared unknowns: up (two angles), the camera's height, resting heights, bone lengths.
UP, HEIGHT, REST, LENGTHS = slice(0, 2), slice(2, 3), slice(3, 5), slice(5, 6 + LENGTH_OF_BONE.max())
SHARED = LENGTHS.stop


@dataclass(frozen=True, eq=False)
class Seen:
    """One person in a static camera: what the network made of them, and the landmarks themselves.

    rays (T, 19, 2): x / z and y / z of SEEN_LANDMARKS; weight (T, 19) in 0..1; height_m: their stature.
    """

    lifted: Lifted
    rays: np.ndarray
    weight: np.ndarray
    height_m: float


@dataclass(frozen=True, eq=False)
class State:
    """What is sought, in camera axes: joints (T, 22, 3) m and what all frames share.

    up (3,): unit vector; camera_height_m over the floor; rest_m (2,): of a standing ankle and ball over the
    floor; lengths_m (13,): of the bones, by LENGTH_OF_BONE.
    """

    joints: np.ndarray
    up: np.ndarray
    camera_height_m: float
    rest_m: np.ndarray
    lengths_m: np.ndarray

    def heights_m(self) -> np.ndarray:
        """Of every joint over the floor, (T, 22)."""
        return self.joints @ self.up + self.camera_height_m

    def moved(self, joints: np.ndarray, shared: np.ndarray) -> "State":
        """The state one step farther: joints (T, 22, 3), shared (SHARED,)."""
        up = self.up + shared[UP] @ tangents(self.up)
        return State(
            joints=self.joints + joints,
            up=up / np.linalg.norm(up),
            camera_height_m=self.camera_height_m + float(shared[HEIGHT][0]),
            rest_m=self.rest_m + shared[REST],
            lengths_m=self.lengths_m + shared[LENGTHS],
        )


def tangents(up: np.ndarray) -> np.ndarray:
    """Two unit vectors (2, 3) across up (3,): the ways it can turn."""
    side = np.cross(up, np.eye(3)[np.abs(up).argmin()])
    side /= np.linalg.norm(side)
    return np.stack([side, np.cross(up, side)])


def believed(misses: np.ndarray, scale: float = 1.0) -> np.ndarray:
    """Geman and McClure's weight of misses: 1 at none, almost none far beyond the scale."""
    return 1 / (1 + (misses / scale) ** 2) ** 2


def sight(state: State, seen: Seen) -> Rows:
    """Each landmark lies on its ray; not the head's, of whose bend the network is the better witness."""
    sigma_m = SIGHT_SIGMA * seen.height_m
    where = (state.joints[:, CARRIERS] + landmark_offsets(state.joints, seen.height_m))[:, _BODY]
    rays = seen.rays[:, _BODY]
    misses = (where[..., :2] - rays * where[..., 2:]) / sigma_m
    trust = seen.weight[:, _BODY] / SIGHT_FRAMES / (1 + (misses**2).sum(-1) / SIGHT_ROBUST**2)
    index = _unknowns(state)[:, CARRIERS[_BODY]]
    columns = np.stack([index[..., :2], np.repeat(index[..., 2:], 2, axis=-1)], axis=-1)
    slopes = np.stack([np.ones_like(rays), -rays], axis=-1) / sigma_m
    return _rows(columns, slopes, misses).weighted(np.repeat(trust, 2))


def pose(state: State, lifted: Lifted) -> Rows:
    """Each joint is where the network saw it from the pelvis."""
    sigma_m = lifted.pose_sigma_m[:, 1:]
    misses = (state.joints - state.joints[:, :1] - lifted.poses_m)[:, 1:] / sigma_m
    index = _unknowns(state)
    columns = np.stack(np.broadcast_arrays(index[:, 1:], index[:, :1]), axis=-1)
    return _lasting(columns, np.stack([1 / sigma_m, -1 / sigma_m], axis=-1), misses, POSE_S)


def smooth(state: State) -> Rows:
    """No joint speeds up more than limbs do."""
    index = _unknowns(state)
    columns = np.stack([index[:-2], index[1:-1], index[2:]], axis=-1)
    misses = np.diff(state.joints, 2, axis=0) * LIFTER_FPS**2 / JOINT_SIGMA_M_S2
    return _rows(columns, _SECOND / JOINT_SIGMA_M_S2, misses)


def depth(state: State, lifted: Lifted) -> Rows:
    """The pelvis is as far away as the network saw it."""
    sigma_m = lifted.depth_sigma * lifted.depth_m
    misses = (state.joints[:, 0, 2] - lifted.depth_m) / sigma_m
    return _lasting(_unknowns(state)[:, 0, 2:], 1 / sigma_m[:, None], misses, DEPTH_S)


def velocity(state: State, lifted: Lifted) -> Rows:
    """The pelvis moves as fast as the network saw it, if that agrees with the rest: toward or away is easily
    mistaken."""
    between = (lifted.velocity_m_s[1:] + lifted.velocity_m_s[:-1]) / 2
    sigma_m_s = lifted.velocity_sigma_m_s[1:] * np.sqrt(2 * VELOCITY_S * LIFTER_FPS)
    misses = (np.diff(state.joints[:, 0], axis=0) * LIFTER_FPS - between) / sigma_m_s
    index = _unknowns(state)[:, 0]
    slope = LIFTER_FPS / sigma_m_s
    rows = _rows(np.stack([index[1:], index[:-1]], axis=-1), np.stack([slope, -slope], axis=-1), misses)
    return rows.weighted(believed(rows.misses))


def bones(state: State) -> Rows:
    """Each bone keeps its length."""
    bone = state.joints[:, CHILDREN] - state.joints[:, PARENTS]
    length_m = np.linalg.norm(bone, axis=-1, keepdims=True)
    along = bone / np.maximum(length_m, 1e-6)
    index = _unknowns(state)
    shared = np.broadcast_to((_shared(state)[LENGTHS][LENGTH_OF_BONE])[:, None], length_m.shape)
    columns = np.concatenate([index[:, CHILDREN], index[:, PARENTS], shared], axis=-1)
    slopes = np.concatenate([along, -along, -np.ones_like(length_m)], axis=-1) / BONE_SIGMA_M
    return _rows(columns, slopes, (length_m[..., 0] - state.lengths_m[LENGTH_OF_BONE]) / BONE_SIGMA_M)


def standing(state: State, trust: np.ndarray) -> Rows:
    """A foot in contact stays where it is: trust (T − 1, 4) of each in contact before and after the step."""
    index = _unknowns(state)[:, _FEET]
    columns = np.stack([index[1:], index[:-1]], axis=-1)
    misses = np.diff(state.joints[:, _FEET], axis=0) / SLIP_SIGMA_M
    return _rows(columns, np.array([1, -1]) / SLIP_SIGMA_M, misses).weighted(np.repeat(trust, 3))


def resting(state: State, trust: np.ndarray) -> Rows:
    """A foot in contact rests on its sole: trust (T, 4) of each."""
    frames, channels = np.nonzero(trust)
    rows = _level(state, frames, _FEET[channels], state.rest_m[channels % 2], REST_SIGMA_M)
    rest = _shared(state)[REST][channels % 2]
    columns = np.concatenate([rows.columns, rest[:, None]], axis=-1)
    slopes = np.concatenate([rows.slopes, np.full((len(frames), 1), -1 / REST_SIGMA_M)], axis=-1)
    return Rows(columns, slopes, rows.misses).weighted(trust[frames, channels])


def sinking(state: State) -> Rows:
    """No joint is below the floor."""
    frames, joints = np.nonzero(state.heights_m() < SOLE_OFFSET_M)
    return _level(state, frames, joints, SOLE_OFFSET_M, SINK_SIGMA_M)


def lowest(state: State) -> Rows:
    """The lowest joint of the clip is on the floor."""
    heights_m = state.heights_m()
    frame = np.argsort(heights_m.min(axis=1))[[int(_LOWEST_SHARE * len(heights_m))]]
    return _level(state, frame, heights_m[frame].argmin(axis=1), SOLE_OFFSET_M, LOWEST_SIGMA_M)


def known(state: State, before: State, up_sigma_rad: float, height_sigma_m: float, lengths: float) -> Rows:
    """What all frames share is what it was known `before`, lengths with that share of themselves as σ."""
    sigma = np.concatenate(
        [[up_sigma_rad] * 2, [height_sigma_m], REST_SPREAD_M, lengths * before.lengths_m],
    )
    sigma = np.maximum(sigma, _HELD)
    turned = tangents(state.up) @ (state.up - before.up)
    risen = [state.camera_height_m - before.camera_height_m]
    misses = np.concatenate([turned, risen, state.rest_m - before.rest_m, state.lengths_m - before.lengths_m])
    return Rows(_shared(state)[:, None], 1 / sigma[:, None], misses / sigma)


_SECOND = np.array([1.0, -2.0, 1.0]) * LIFTER_FPS**2


def _unknowns(state: State) -> np.ndarray:
    return np.arange(state.joints.size).reshape(-1, len(JOINTS), 3)


def _shared(state: State) -> np.ndarray:
    return FRAME * len(state.joints) + np.arange(SHARED)


def _rows(columns: np.ndarray, slopes: np.ndarray, misses: np.ndarray) -> Rows:
    columns, slopes = np.broadcast_arrays(columns, slopes)
    width = columns.shape[-1]
    return Rows(columns.reshape(-1, width), slopes.reshape(-1, width), misses.ravel())


def _lasting(columns: np.ndarray, slopes: np.ndarray, misses: np.ndarray, lasting_s: float) -> Rows:
    """Rows of misses (T, …) that fade over lasting_s: what is new in each, a first-order process whitened."""
    kept = np.exp(-1 / (lasting_s * LIFTER_FPS))
    new = np.full((len(misses), *[1] * (misses.ndim - 1)), 1 / np.sqrt(1 - kept**2))
    new[0] = 1
    before = np.concatenate([np.zeros_like(misses[:1]), kept * misses[:-1]])
    slopes_before = np.concatenate([np.zeros_like(slopes[:1]), -kept * slopes[:-1]])
    columns_before = np.concatenate([columns[:1], columns[:-1]])
    return _rows(
        np.concatenate([columns, columns_before], axis=-1),
        np.concatenate([slopes, slopes_before], axis=-1) * new[..., None],
        (misses - before) * new,
    )


def _level(
    state: State, frames: np.ndarray, joints: np.ndarray, target_m: np.ndarray | float, sigma_m: float
) -> Rows:
    """Joints (n,) of frames (n,) are at target_m over the floor."""
    points = state.joints[frames, joints]
    ground = np.broadcast_to(_shared(state)[:3], points.shape)
    columns = np.concatenate([_unknowns(state)[frames, joints], ground], axis=-1)
    turn = points @ tangents(state.up).T
    slopes = np.concatenate(
        [np.broadcast_to(state.up, points.shape), turn, np.ones((len(points), 1))], axis=-1
    )
    misses = points @ state.up + state.camera_height_m - target_m
    return Rows(columns, slopes / sigma_m, misses / sigma_m)
