"""Which way is up and where the floor is: from standing feet, upright bodies, and the image itself."""

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from inference.motion.contact import detect_contacts
from inference.motion.skeleton import JOINT_INDEX

# The ball of a standing foot is this far above its sole.
SOLE_OFFSET_M = 0.02
# What each cue of the vertical is worth (1 σ). People tilt a camera up and down, seldom sideways.
_FOOTHOLD_SIGMA_M = 0.15
_UPRIGHT_SIGMA_RAD = np.radians(6)
_ROLL_SIGMA_RAD = np.radians(3)
_PITCH_SIGMA_RAD = np.radians(15)
# A body stands upright when feet and neck are nearly as far apart as they ever get.
_UPRIGHT_SHARE = 0.97
# A foot this slow stands; looser than a contact, because its height is not known yet.
_STANDING_SPEED_M_S = 0.3
_SHORTEST_STAND_S = 0.15
_FLOOR_PERCENTILE = 2
_Y_UP_FROM_Y_DOWN = np.diag([1.0, -1.0, -1.0])
_BALLS = [JOINT_INDEX["left_foot"], JOINT_INDEX["right_foot"]]
_LEFT = [JOINT_INDEX["left_hip"], JOINT_INDEX["left_shoulder"]]
_RIGHT = [JOINT_INDEX["right_hip"], JOINT_INDEX["right_shoulder"]]
_ANKLES = [JOINT_INDEX["left_ankle"], JOINT_INDEX["right_ankle"]]


def world_from_camera(joints_in_camera: np.ndarray, fps: float) -> np.ndarray:
    """Rigid transform (4, 4) from camera (x right, y down, z forward) to world, from joints (T, 22, 3) m.

    The world has y up and the floor at 0; the first frame's pelvis is over the origin and faces +z.
    """
    turn = _upright_from_camera(joints_in_camera, fps)
    turn = _facing_z(joints_in_camera[0] @ turn.T) @ turn
    joints = joints_in_camera @ turn.T
    transform = np.eye(4)
    transform[:3, :3] = turn
    transform[:3, 3] = -joints[0, JOINT_INDEX["pelvis"]]
    transform[1, 3] = -_floor_height_m(joints, fps)
    return transform


def _upright_from_camera(joints: np.ndarray, fps: float) -> np.ndarray:
    """Rotation (3, 3) that makes y up: one robust least squares over roll, pitch and floor height."""
    footholds = _footholds(joints, fps)
    upright = _upright_direction(joints)

    def turn(angles: np.ndarray) -> np.ndarray:
        return Rotation.from_euler("zx", angles).as_matrix() @ _Y_UP_FROM_Y_DOWN

    def misses(unknown: np.ndarray) -> np.ndarray:
        rotation = turn(unknown[:2])
        return np.concatenate(
            [
                unknown[:2] / (_ROLL_SIGMA_RAD, _PITCH_SIGMA_RAD),
                (rotation @ upright)[[0, 2]] / _UPRIGHT_SIGMA_RAD,
                (footholds @ rotation[1] - unknown[2]) / _FOOTHOLD_SIGMA_M,
            ]
        )

    lowest = np.percentile(-joints[:, _BALLS, 1], 50)
    return turn(least_squares(misses, [0.0, 0.0, lowest], loss="soft_l1").x[:2])


def _footholds(joints: np.ndarray, fps: float) -> np.ndarray:
    """Where the balls of the feet stood still, one point (n, 3) for each time they did."""
    balls = joints[:, _BALLS]
    speed = np.linalg.norm(np.gradient(balls, axis=0), axis=-1) * fps
    spans = [(side, *span) for side in (0, 1) for span in runs(speed[:, side] < _STANDING_SPEED_M_S)]
    points = [balls[a:b, side].mean(axis=0) for side, a, b in spans if b - a >= _SHORTEST_STAND_S * fps]
    return np.array(points).reshape(-1, 3)


def _upright_direction(joints: np.ndarray) -> np.ndarray:
    """Mean direction (3,) from ankles to neck over the frames in which they are farthest apart."""
    body = joints[:, JOINT_INDEX["neck"]] - joints[:, _ANKLES].mean(axis=1)
    length = np.linalg.norm(body, axis=-1)
    standing = length >= _UPRIGHT_SHARE * np.percentile(length, 95)
    direction = (body[standing] / length[standing, None]).mean(axis=0)
    return direction / np.linalg.norm(direction)


def _facing_z(joints: np.ndarray) -> np.ndarray:
    """Rotation (3, 3) about y after which one pose (22, 3) faces +z: its left is +x."""
    hips, shoulders = joints[_LEFT] - joints[_RIGHT]
    left = hips + shoulders
    return Rotation.from_rotvec([0.0, np.arctan2(left[2], left[0]), 0.0]).as_matrix()


def _floor_height_m(joints: np.ndarray, fps: float) -> float:
    """Height of the floor under upright joints (T, 22, 3): the soles in contact, else the lowest joint."""
    on_floor = detect_contacts(joints, fps)[:, [1, 3]]
    if on_floor.any():
        return float(np.median(joints[:, _BALLS, 1][on_floor])) - SOLE_OFFSET_M
    return float(np.percentile(joints[..., 1].min(axis=1), _FLOOR_PERCENTILE))


def runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """The half-open spans (first, end) in which flags (T,) hold."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]
