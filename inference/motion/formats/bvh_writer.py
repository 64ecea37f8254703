"""BVH out: a T-posed skeleton of the 22 joints in centimetres, y up, as Blender and others open it.

Points have no twist, so every joint turns by the shortest way from its rest direction. If the bones are rigid
to half a millimetre the file has the usual channels; otherwise (motion capture that stretches, a pelvis that
bends) every joint also has position channels, relative to its parent, which stand in place of its OFFSET.
"""

import io
from typing import IO

import numpy as np
from scipy.spatial.transform import Rotation

from inference.motion.motion import Motion
from inference.motion.rotations import best_rotation, shortest_rotation
from inference.motion.skeleton import JOINTS, PARENTS

UNITS_PER_M = 100.0
RIGID_WITHIN_M = 0.0005
EULER_ORDER = "ZXY"
# Length of the tip that shows where a hand, a toe, or the crown would be.
_TIP_M = 0.05

_CHILDREN = [
    [child for child, parent in enumerate(PARENTS) if parent == joint] for joint in range(len(JOINTS))
]

# Rest pose: arms to the sides, legs down, face towards +z; the person's left is +x.
_T_POSE = np.array([
    (0, 0, 0), (0.7, -0.7, 0), (-0.7, -0.7, 0), (0, 1, 0), (0, -1, 0), (0, -1, 0), (0, 1, 0), (0, -1, 0),
    (0, -1, 0), (0, 1, 0), (0, -0.4, 0.9), (0, -0.4, 0.9), (0, 1, 0), (0.6, 0.8, 0), (-0.6, 0.8, 0),
    (0, 0.95, 0.3), (1, 0, 0), (-1, 0, 0), (1, 0, 0), (-1, 0, 0), (1, 0, 0), (-1, 0, 0),
])  # fmt: skip
_REST_DIRECTIONS = _T_POSE / np.maximum(np.linalg.norm(_T_POSE, axis=1, keepdims=True), 1e-9)


def depth_first(joint: int = 0) -> list[int]:
    """Joints in the order in which a BVH file has them, from `joint` on."""
    return [joint, *(deeper for child in _CHILDREN[joint] for deeper in depth_first(child))]


FILE_ORDER = depth_first()


def write_bvh(motion: Motion, file: IO[bytes]) -> None:
    """Write joint positions, to a millimetre or better; confidence, contacts and camera do not fit in."""
    bones_m = _bones(motion.joints_in_world.astype(np.float64))
    rotations = _rotations(bones_m)
    local = np.stack(
        [rotations[max(PARENTS[j], 0)].inv().apply(bones_m[:, j]) for j in range(len(JOINTS))], 1
    )
    offsets_m = local.mean(axis=0)
    offsets_m[0] = 0
    drift_m = np.linalg.norm(local - offsets_m, axis=-1)[:, 1:].max(axis=0).sum()
    moving = list(range(len(JOINTS))) if drift_m > RIGID_WITHIN_M else [0]
    local[:, 0] = motion.joints_in_world[:, 0]
    text = io.StringIO()
    text.write("HIERARCHY\n")
    _write_joint(text, 0, offsets_m * UNITS_PER_M, moving, "")
    text.write(f"MOTION\nFrames: {len(motion)}\nFrame Time: {1 / motion.fps:.9f}\n")
    np.savetxt(text, _channels(rotations, local * UNITS_PER_M, moving), fmt="%.5f")
    file.write(text.getvalue().encode("ascii"))


def _bones(joints: np.ndarray) -> np.ndarray:
    """Vectors (T, 22, 3) from parent to joint, in the world; zero for the root."""
    bones = np.zeros(joints.shape)
    bones[:, 1:] = joints[:, 1:] - joints[:, PARENTS[1:]]
    return bones


def _rotations(bones_m: np.ndarray) -> list[Rotation]:
    """Orientation of each joint in the world: it turns its child, or its children at best, into place."""
    rotations: list[Rotation] = []
    for joint, children in enumerate(_CHILDREN):
        parent = rotations[PARENTS[joint]] if joint else Rotation.identity(len(bones_m))
        if len(children) == 1:
            actual = parent.inv().apply(bones_m[:, children[0]])
            rest = np.broadcast_to(_REST_DIRECTIONS[children[0]], actual.shape)
            rotations.append(parent * shortest_rotation(rest, actual))
        elif children:
            rotations.append(best_rotation(_REST_DIRECTIONS[children], bones_m[:, children]))
        else:
            rotations.append(parent)
    return rotations


def _channels(rotations: list[Rotation], local: np.ndarray, moving: list[int]) -> np.ndarray:
    """Rows of the MOTION section: positions where they move, then Euler angles in degrees without jumps."""
    columns = []
    for joint in FILE_ORDER:
        if joint in moving:
            columns.append(local[:, joint])
        relative = rotations[PARENTS[joint]].inv() * rotations[joint] if joint else rotations[0]
        euler = relative.as_euler(EULER_ORDER, degrees=True, suppress_warnings=True)
        columns.append(np.unwrap(euler, axis=0, period=360))
    return np.concatenate(columns, axis=1)


def _write_joint(text: io.StringIO, joint: int, offsets: np.ndarray, moving: list[int], indent: str) -> None:
    inner = indent + "  "
    turns = " ".join(f"{axis}rotation" for axis in EULER_ORDER)
    moves = "6 Xposition Yposition Zposition" if joint in moving else "3"
    text.write(f"{indent}{'JOINT' if joint else 'ROOT'} {JOINTS[joint]}\n{indent}{{\n")
    text.write(f"{inner}OFFSET {_numbers(offsets[joint])}\n{inner}CHANNELS {moves} {turns}\n")
    for child in _CHILDREN[joint]:
        _write_joint(text, child, offsets, moving, inner)
    if not _CHILDREN[joint]:
        tip = _REST_DIRECTIONS[joint] * _TIP_M * UNITS_PER_M
        text.write(f"{inner}End Site\n{inner}{{\n{inner}  OFFSET {_numbers(tip)}\n{inner}}}\n")
    text.write(f"{indent}}}\n")


def _numbers(vector: np.ndarray) -> str:
    return " ".join(f"{value:.5f}" for value in vector)
