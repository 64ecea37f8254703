"""The skinned body: loaded once, fitted to a person's bones, posed by 22 joint positions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile

import numpy as np
import platformdirs
from scipy import sparse

from app.viewport.bones import bone_rotations, bone_scales, neutral_joints, with_carried_collars
from inference.errors import CoachError
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, JOINTS

BODY_FILE = Path(__file__).resolve().parents[2] / "assets" / "body" / "body.npz"
# Units in which training/body_file.py stores the numbers.
VERTEX_UNIT_M = 1e-4
BAND_UNIT = 1 / 32
Shape = Literal["woman", "man"]


@dataclass(frozen=True, eq=False)
class Body:
    """A clothed person at rest, y up, facing +z, soles at y = 0.

    vertices (V, 3) and normals (V, 3) m; faces (F, 3); joints (22, 3) m; weights (V, 22), rows sum to 1;
    bands (V,): hair 0, skin 1, shirt 2, shorts 3, legs 4, shoes 5, eyes 6, irises 7; hems lie at the halves.
    """

    vertices: np.ndarray
    normals: np.ndarray
    faces: np.ndarray
    joints: np.ndarray
    weights: np.ndarray
    bands: np.ndarray


class BodyError(CoachError):
    """The user's own body cannot be shown."""


def own_body_file() -> Path:
    """Where `python -m training.body --smplx FILE` puts the user's own body."""
    return platformdirs.user_data_path("coach") / "body" / "body.npz"


@cache
def load_body(shape: Shape = "man") -> Body:
    """The body of that shape from assets/body."""
    return _read(BODY_FILE, shape)


def shown_body() -> Body:
    """The user's own body if there is one, ours otherwise. Raises BodyError."""
    own = own_body_file()
    return _own_body(own) if own.is_file() else load_body()


@cache
def _own_body(file: Path) -> Body:
    try:
        return _read(file, "own")
    except (OSError, ValueError, KeyError, IndexError, BadZipFile) as error:
        raise BodyError(
            f"Your own body cannot be shown: {file} cannot be read. Make it again with "
            "python -m training.body --smplx FILE, or delete it to have ours."
        ) from error


def _read(file: Path, shape: str) -> Body:
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        which = list(arrays["shapes"]).index(shape)
        vertices = (arrays["vertices"][which] * VERTEX_UNIT_M).astype(np.float32)
        faces = arrays["faces"].astype(np.int64)
        weights = np.zeros((len(vertices), len(JOINTS)), np.float32)
        np.put_along_axis(
            weights, arrays["joint_indices"].astype(int), arrays["joint_weights"] / 255.0, axis=1
        )
        bands = (arrays["bands"][which] * BAND_UNIT).astype(np.float32)
        joints = arrays["joints"][which].astype(float)
    return Body(vertices, _normals(vertices, faces), faces, joints, weights, bands)


def _normals(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    across = np.repeat(np.cross(b - a, c - a), 3, axis=0)
    summed = np.stack([np.bincount(faces.ravel(), across[:, axis]) for axis in range(3)], axis=1)
    return (summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)).astype(np.float32)


class Skin:
    """The body on one motion: sized to the person's bones, one affine map per joint and frame.

    joints_in_world (T, 22, 3) m: the motion's. transforms (T, 22, 3, 4): from the body at rest into the
    world; each joint's map takes that joint of the resting body exactly to where the motion has it, except
    that the pelvis is held between the hips and the collars by the chest.
    """

    def __init__(self, body: Body, motion: Motion) -> None:
        self.body = body
        self.joints_in_world = motion.joints_in_world
        joints = motion.joints_in_world.astype(float)
        neutral = neutral_joints(body.joints, motion)
        scales = bone_scales(body.joints, neutral, motion)
        joints = with_carried_collars(joints, body.joints, neutral, scales)
        linear = bone_rotations(joints, neutral) @ scales
        rest, target = _anchored(body.joints), _anchored(joints)
        offset = target - np.einsum("tjab,jb->tja", linear, rest)
        self.transforms = np.concatenate([linear, offset[..., None]], axis=-1).astype(np.float32)
        self._blend = _blend(body)

    def at(self, frame: int) -> tuple[np.ndarray, np.ndarray]:
        """Vertices (V, 3) m and normals (V, 3, not of unit length) in the world at a frame of the motion."""
        maps = self.transforms[frame].transpose(0, 2, 1).reshape(-1, 3)
        vertices, normals = np.split(self._blend @ maps, 2)
        return vertices, normals


@cache
def _blend(body: Body) -> sparse.csr_array:
    """Linear-blend skinning as one matrix (2 V, 22 × 4) that takes stacked maps to vertices and normals."""
    rows = []
    for vectors, homogeneous in ((body.vertices, 1), (body.normals, 0)):
        at_rest = np.concatenate([vectors, np.full((len(vectors), 1), homogeneous, np.float32)], axis=1)
        rows.append((body.weights[:, :, None] * at_rest[:, None, :]).reshape(len(vectors), -1))
    return sparse.csr_array(np.concatenate(rows))


def _anchored(joints: np.ndarray) -> np.ndarray:
    """The joints with the pelvis moved between the hips, where its part of the body is held."""
    anchored = joints.copy()
    hips = joints[..., [JOINT_INDEX["left_hip"], JOINT_INDEX["right_hip"]], :]
    anchored[..., JOINT_INDEX["pelvis"], :] = hips.mean(axis=-2)
    return anchored
