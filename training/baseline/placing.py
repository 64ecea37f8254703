"""Where in front of the camera the person is in every frame, from BlazePose's 3-D landmarks."""

import numpy as np
from scipy.linalg import solveh_banded
from scipy.spatial.transform import Rotation

from inference.motion.skeleton import JOINT_INDEX
from inference.pose.low_pass import low_pass

# What is known of the depth of a body: by its size (1 σ over a second), and how far it wanders while a foot
# stands and while none does (1 σ after a second).
_SIZE_SIGMA_M_SQRT_S = 0.3
_STANDING_SIGMA_M_SQRT_S = 0.2
_MOVING_SIGMA_M_SQRT_S = 2.0
# A foot stands that moves slower than this across the picture and is not this much above the other.
STANDING_CUT_OFF_HZ = 2.4
_STANDING_M_S = 0.3
_LOWER_M = 0.06
_BALLS = [JOINT_INDEX["left_foot"], JOINT_INDEX["right_foot"]]
# The depth of a joint is known four times worse than its place in the picture.
DEPTH_CUT_OFF_HZ = 2.4
# Nobody is nearer: their arms would reach behind the lens.
_NEAREST_M = 1.0
# Residuals beyond this count less and less.
_ROBUST_M = 0.05
_ROBUST_STEPS = 4


def turned_from_rays(poses: np.ndarray, rays: np.ndarray) -> np.ndarray:
    """Poses (T, n, 3) whose z axis is the ray (T, 2) they were seen along, in camera axes.

    The landmark network sees only a crop around the person, as if the camera looked straight at them.
    (Measured: turning the camera by 18 to 25° turns the landmarks by no more than 3 to 5°.)
    """
    toward = np.concatenate([rays, np.ones((len(rays), 1))], axis=1)
    axis = np.cross([0.0, 0.0, 1.0], toward)
    sine = np.linalg.norm(axis, axis=1, keepdims=True)
    turns = Rotation.from_rotvec(axis / np.maximum(sine, 1e-9) * np.arctan2(sine, toward[:, 2:]))
    return poses @ turns.as_matrix().transpose(0, 2, 1)


def place(poses_m: np.ndarray, rays: np.ndarray, weight: np.ndarray, fps: float) -> np.ndarray:
    """Where the origin of each pose is in the camera, (T, 3) m: robust least squares of reprojection.

    poses_m (T, 22, 3) in camera axes; rays (T, 22, 2); weight (T, 22). Residuals are metres at the person's
    depth, so each step is linear. Depth is steadied first, then x and y are solved at that depth.
    """
    x_to_z, y_to_z = rays[..., 0], rays[..., 1]
    zero, one = np.zeros_like(x_to_z), np.ones_like(x_to_z)
    rows = np.stack([np.stack([one, zero, -x_to_z], -1), np.stack([zero, one, -y_to_z], -1)], -2)
    aside = rays * poses_m[..., 2:] - poses_m[..., :2]
    trust = weight
    for _ in range(_ROBUST_STEPS):
        normal = np.einsum("tj,tjra,tjrb->tab", trust, rows, rows)
        where = np.linalg.solve(normal, np.einsum("tj,tjra,tjr->ta", trust, rows, aside)[..., None])[..., 0]
        misses_m = np.linalg.norm(np.einsum("tjra,ta->tjr", rows, where) - aside, axis=-1)
        trust = weight / (1 + (misses_m / _ROBUST_M) ** 2)
    depth = np.maximum(where[:, 2], _NEAREST_M)
    depth = _depth_held_by_feet(depth, poses_m[:, _BALLS], rays[:, _BALLS], fps)
    at_depth = aside + rays * depth[:, None, None]
    sideways = (trust[..., None] * at_depth).sum(1) / trust.sum(1)[:, None]
    return np.concatenate([sideways, depth[:, None]], axis=1)


def _depth_held_by_feet(depth: np.ndarray, balls_m: np.ndarray, rays: np.ndarray, fps: float) -> np.ndarray:
    """Depth (T,) m of the person from the depth seen by size, held still by feet that stand in the picture.

    balls_m (T, 2, 3) relative to the person, rays (T, 2, 2). Size misleads whenever a pose is misjudged: a
    squat can seem a metre farther away. Tridiagonal least squares over depth and its steps.
    """
    aside_m_s = np.linalg.norm(np.diff(low_pass(rays, STANDING_CUT_OFF_HZ, fps), axis=0), axis=-1)
    lower = balls_m[1:, :, 1] > balls_m[1:, :, 1].max(axis=1, keepdims=True) - _LOWER_M
    stands = lower & (aside_m_s * depth[1:, None] * fps < _STANDING_M_S)
    hold = stands / (_STANDING_SIGMA_M_SQRT_S**2 / fps)
    free = 1 / (_MOVING_SIGMA_M_SQRT_S**2 / fps)
    stiffness = hold.sum(axis=1) + free
    pull = -(hold * np.diff(balls_m[..., 2], axis=0)).sum(axis=1)
    seen = 1 / (_SIZE_SIGMA_M_SQRT_S**2 * fps)
    diagonal = seen + np.append(stiffness, 0) + np.append(0, stiffness)
    banded = np.stack([np.append(0, -stiffness), diagonal])
    return solveh_banded(banded, seen * depth + np.append(0, pull) - np.append(pull, 0))


def steadied(joints_in_camera: np.ndarray, fps: float) -> np.ndarray:
    """Joints (T, 22, 3) m with their depth low-passed; each keeps its ray, so the picture stays the same."""
    depth = joints_in_camera[..., 2:]
    return joints_in_camera * low_pass(depth, DEPTH_CUT_OFF_HZ, fps) / depth
