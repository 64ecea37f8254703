"""HumanML3D features of 22 joints (Guo et al., Generating Diverse and Natural 3D Human Motions, CVPR 2022).

A vector (263) at 20 fps: root yaw velocity 1 (half-angle, rad per frame), root x and z velocity 2 (m per
frame), root height 1 (m), positions 63 and rotations 126 of joints 1 to 21, velocities 66 (m per frame),
contacts 4.
Positions and velocities are seen from the root: over its point on the floor, turned to its heading.

The quirks of the published data are kept here and named, and nothing else in the program uses them:
the heading adds hips and shoulders with opposite signs, is smoothed with a Gaussian of σ = 20 frames, and is
zero in frame 0; the contact flag holds below 0.9 m/s; the rotations are from the root's inverse orientation.
One is not kept: the published code flips the sign of the yaw velocity where the heading passes ±180°, which
turns the decoded motion by mistake; here the heading is continuous.
"""

from itertools import pairwise

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.transform import Rotation

from inference.errors import MotionError
from inference.motion.motion import Motion
from inference.motion.rotations import shortest_rotation, turn
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, JOINTS, bone_lengths, with_bone_lengths

FPS = 20.0
WIDTH = 263
HEADING_SIGMA_FRAMES = 20
# Squared step, m² per frame²: 0.9 m/s.
CONTACT_STEP_SQUARED = 0.002

# Bone lengths in metres of every clip of the data set (BONES order), measured from its published joints.
CANONICAL_BONES_M = np.array([
    0.103074, 0.109883, 0.131568, 0.393623, 0.390188, 0.143190, 0.432433,
    0.425643, 0.057365, 0.143382, 0.149419, 0.219360, 0.137487, 0.143383,
    0.103039, 0.131614, 0.122984, 0.256840, 0.263092, 0.266012, 0.269876,
])  # fmt: skip
_LEG_BONES = [JOINT_INDEX["right_knee"] - 1, JOINT_INDEX["right_ankle"] - 1]

# Rest direction of each joint from its parent, and the chains along which rotations are relative.
_REST_DIRECTIONS = np.zeros((len(JOINTS), 3))
_REST_DIRECTIONS[[1, 13]] = (1, 0, 0)
_REST_DIRECTIONS[[2, 14]] = (-1, 0, 0)
_REST_DIRECTIONS[[3, 6, 9, 12]] = (0, 1, 0)
_REST_DIRECTIONS[[4, 5, 7, 8, 16, 17, 18, 19, 20, 21]] = (0, -1, 0)
_REST_DIRECTIONS[[10, 11, 15]] = (0, 0, 1)
_CHAINS = ((0, 2, 5, 8, 11), (0, 1, 4, 7, 10), (0, 3, 6, 9, 12, 15), (9, 14, 17, 19, 21), (9, 13, 16, 18, 20))

_YAW = slice(0, 1)
_ROOT_XZ = slice(1, 3)
_HEIGHT = slice(3, 4)
_POSITIONS = slice(4, 67)


def features(motion: Motion) -> np.ndarray:
    """Vectors (N, 263) as the data set has them: 20 fps, canonical bones, on the floor, facing +z.

    Raises MotionError for a motion of less than two frames at that rate, which has no velocities.
    """
    joints = motion.resampled(FPS).joints_in_world.astype(np.float64)
    if len(joints) < 2:
        raise MotionError("The motion is shorter than a tenth of a second; choose a longer one.")
    return encode(placed(rescaled(joints)))


def rescaled(joints: np.ndarray) -> np.ndarray:
    """Joints (T, 22, 3) m with canonical bones; the path is scaled by the ratio of the leg lengths."""
    return with_bone_lengths(joints, CANONICAL_BONES_M) + (canonical_scale(joints) - 1) * joints[:, :1]


def canonical_scale(joints: np.ndarray) -> float:
    """The canonical leg's length over that of the person with these joints (T, 22, 3) m."""
    lengths_m = np.median(bone_lengths(joints), axis=0)
    return float(CANONICAL_BONES_M[_LEG_BONES].sum() / lengths_m[_LEG_BONES].sum())


def placed(joints: np.ndarray) -> np.ndarray:
    """Joints (T, 22, 3) m with the lowest at y = 0 and, in frame 0, the pelvis over the origin facing +z."""
    first = joints[0]
    origin = np.array([first[0, 0], joints[..., 1].min(), first[0, 2]])
    left_to_right = (_across(first, "hip") + _across(first, "shoulder"))[None]
    return turn(joints - origin, -_yaw(np.cross([0, 1, 0], left_to_right)))


def encode(joints: np.ndarray) -> np.ndarray:
    """Vectors (N, 263) of N + 1 poses (N + 1, 22, 3) m at 20 fps, neither rescaled nor placed here."""
    joints = np.asarray(joints, np.float64)
    heading = _heading(joints)
    steps = np.diff(joints, axis=0)
    root = joints[:, 0] * [1, 0, 1]
    contacts = np.sum(steps[:, CONTACT_JOINTS] ** 2, axis=-1) < CONTACT_STEP_SQUARED
    vectors = (
        # The velocity of the root is seen from its next heading, those of the joints from the present one.
        -np.diff(heading)[:, None] / 2,
        turn(steps[:, 0], -heading[1:])[:, [0, 2]],
        joints[:-1, 0, 1:2],
        turn(joints - root[:, None], -heading[:, None])[:-1, 1:],
        _rotations_6d(joints, heading)[:-1],
        turn(steps, -heading[:-1, None]),
        contacts,
    )
    return np.concatenate([part.reshape(len(steps), -1) for part in vectors], axis=1).astype(np.float32)


def decode(vectors: np.ndarray) -> np.ndarray:
    """Joints (N, 22, 3) m of vectors (N, 263), from root and positions alone; rotations are never read."""
    vectors = np.asarray(vectors, np.float64)
    heading = np.r_[0, -2 * np.cumsum(vectors[:-1, _YAW])]
    steps = np.zeros((len(vectors), 3))
    steps[1:, [0, 2]] = vectors[:-1, _ROOT_XZ]
    root = np.cumsum(turn(steps, heading), axis=0)[:, None]
    joints = np.zeros((len(vectors), len(JOINTS), 3))
    joints[:, 1:] = turn(vectors[:, _POSITIONS].reshape(len(vectors), -1, 3), heading[:, None])
    joints[:, 0, 1:2] = vectors[:, _HEIGHT]
    return joints + root


def _across(joints: np.ndarray, pair: str) -> np.ndarray:
    return joints[..., JOINT_INDEX[f"right_{pair}"], :] - joints[..., JOINT_INDEX[f"left_{pair}"], :]


def _yaw(directions: np.ndarray) -> np.ndarray:
    """Turn about +y from +z to directions (T, 3), (T,) rad."""
    return np.arctan2(directions[:, 0], directions[:, 2])


def _heading(joints: np.ndarray) -> np.ndarray:
    """Quirk: the hips enter with the wrong sign, the facing is smoothed, and frame 0 counts as facing +z."""
    across = _across(joints, "shoulder") - _across(joints, "hip")
    across /= np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-9)
    facing = gaussian_filter1d(np.cross([0, 1, 0], across), HEADING_SIGMA_FRAMES, axis=0, mode="nearest")
    heading = np.unwrap(_yaw(facing))
    heading[0] = 0
    return heading


def _rotations_6d(joints: np.ndarray, heading: np.ndarray) -> np.ndarray:
    """First two columns of each joint's rotation, (T, 21, 6), for compatibility only.

    Quirk: the chains start from the root's inverse orientation, those of the arms too.
    """
    root = Rotation.from_rotvec(-heading[:, None] * [0, 1, 0])
    result = np.empty((len(joints), len(JOINTS), 6))
    for chain in _CHAINS:
        previous = root
        for parent, joint in pairwise(chain):
            bone = joints[:, joint] - joints[:, parent]
            absolute = shortest_rotation(np.broadcast_to(_REST_DIRECTIONS[joint], bone.shape), bone)
            relative = (previous.inv() * absolute).as_matrix()
            result[:, joint] = np.concatenate([relative[..., 0], relative[..., 1]], axis=-1)
            previous = absolute
    return result[:, 1:]
