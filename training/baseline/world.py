"""Which way is up and where the floor is: from standing feet, upright bodies, and the image itself."""

import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from inference.motion.contact import detect_contacts, runs
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, SOLE_OFFSET_M
from inference.pose.low_pass import low_pass

# Feet that stand this much higher or lower than the floor stand on something else.
STEP_M = 0.15
# Standing feet seem to move, mostly in depth. With these, 91 % of the contacts found are true; 75 % are found
# (rendered training people).
CONTACT_CUT_OFF_HZ = 2.4
CONTACT_SPEED_LIMIT_M_S = 0.5
_LOWEST_WITHIN_S = 1.0
# What each cue of the vertical is worth (1 σ). People tilt a camera up and down, seldom sideways.
_FOOTHOLD_SIGMA_M = 0.15
_UPRIGHT_SIGMA_RAD = np.radians(6)
_ROLL_SIGMA_RAD = np.radians(3)
_PITCH_SIGMA_RAD = np.radians(15)
# A body stands upright when ankles and neck are nearly as far apart as its bones allow.
_STRETCHED_SHARE = 0.9
_CHAIN = [JOINT_INDEX[name] for name in ("left_ankle", "left_knee", "left_hip", "pelvis", "spine3", "neck")]
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
    """Rotation (3, 3) that makes y up: robust least squares over roll, pitch and floor height."""
    footholds = _footholds(joints, fps)
    upright = _upright_directions(joints)

    def turn(angles: np.ndarray) -> np.ndarray:
        return Rotation.from_euler("zx", angles).as_matrix() @ _Y_UP_FROM_Y_DOWN

    def misses(unknown: np.ndarray) -> np.ndarray:
        rotation = turn(unknown[:2])
        image = unknown[:2] / (_ROLL_SIGMA_RAD, _PITCH_SIGMA_RAD)
        body = (upright @ rotation.T)[:, [0, 2]].ravel() / _UPRIGHT_SIGMA_RAD
        return np.concatenate([image, body, (footholds @ rotation[1] - unknown[2]) / _FOOTHOLD_SIGMA_M])

    start = [0.0, 0.0, -np.median(joints[:, _BALLS, 1])]
    return turn(least_squares(misses, start, loss="soft_l1").x[:2])


def _footholds(joints: np.ndarray, fps: float) -> np.ndarray:
    """Where the balls of the feet stood still, one point (n, 3) for each time they did."""
    balls = low_pass(joints[:, _BALLS], CONTACT_CUT_OFF_HZ, fps)
    speed = np.linalg.norm(np.gradient(balls, axis=0), axis=-1) * fps
    spans = [(side, *span) for side in (0, 1) for span in runs(speed[:, side] < CONTACT_SPEED_LIMIT_M_S)]
    points = [balls[a:b, side].mean(axis=0) for side, a, b in spans if b - a >= _SHORTEST_STAND_S * fps]
    return np.array(points).reshape(-1, 3)


def _upright_directions(joints: np.ndarray) -> np.ndarray:
    """Mean direction (1, 3) from ankles to neck over the frames with the body stretched, (0, 3) if none."""
    body = joints[:, JOINT_INDEX["neck"]] - joints[:, _ANKLES].mean(axis=1)
    length = np.linalg.norm(body, axis=-1)
    stretched = np.linalg.norm(np.diff(joints[0, _CHAIN], axis=0), axis=1).sum()
    standing = length >= _STRETCHED_SHARE * stretched
    if not standing.any():
        return np.empty((0, 3))
    direction = (body[standing] / length[standing, None]).mean(axis=0)
    return direction[None] / np.linalg.norm(direction)


def _facing_z(joints: np.ndarray) -> np.ndarray:
    """Rotation (3, 3) about y after which one pose (22, 3) faces +z: its left is +x."""
    hips, shoulders = joints[_LEFT] - joints[_RIGHT]
    left = hips + shoulders
    return Rotation.from_rotvec([0.0, np.arctan2(left[2], left[0]), 0.0]).as_matrix()


def find_contacts(joints: np.ndarray, fps: float) -> np.ndarray:
    """Contacts (T, 4) of joints (T, 22, 3) m with y up that one camera saw: steadied, a looser speed limit.

    Heights count from where the feet are lowest around that time, for depth drifts and the feet with it.
    """
    steady = low_pass(joints, CONTACT_CUT_OFF_HZ, fps)
    window = 2 * round(_LOWEST_WITHIN_S * fps) + 1
    lowest = minimum_filter1d(steady[:, CONTACT_JOINTS, 1].min(axis=1), window, mode="nearest")
    steady[..., 1] -= uniform_filter1d(lowest, window, mode="nearest")[:, None]
    return detect_contacts(steady, fps, CONTACT_SPEED_LIMIT_M_S)


def _floor_height_m(joints: np.ndarray, fps: float) -> float:
    """Height of the floor under upright joints (T, 22, 3): the soles in contact, else the lowest joint.

    Who jumps down from a box stood on two levels; the lower one is the floor.
    """
    balls = joints[:, _BALLS, 1][find_contacts(joints, fps)[:, [1, 3]]]
    if len(balls) == 0:
        return float(np.percentile(joints[..., 1].min(axis=1), _FLOOR_PERCENTILE))
    lower_level = balls[balls < np.percentile(balls, _FLOOR_PERCENTILE) + 2 * STEP_M]
    return float(np.median(lower_level)) - SOLE_OFFSET_M
