"""Body frames: left, up and forward of the facing, the pelvis and the thorax, from joints alone.

Angles are measured in these frames, so nothing depends on where the person stands or looks.
"""

from dataclasses import dataclass

import numpy as np

from inference.motion.skeleton import JOINT_INDEX

UP = np.array([0.0, 1.0, 0.0])
# A hip or shoulder line steeper than about 70° (a person on their side) has no heading.
MIN_HORIZONTAL = 0.35


def unit(vectors: np.ndarray) -> np.ndarray:
    """Vectors (..., 3) of length 1; a vector of no length stays zero."""
    length = np.sqrt(dot(vectors, vectors))[..., None]
    return vectors / np.maximum(length, 1e-9)


def cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Vector products (..., 3) of vectors (..., 3); numpy's own takes three times as long."""
    (ax, ay, az), (bx, by, bz) = (np.moveaxis(vectors, -1, 0) for vectors in (a, b))
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=-1)


def dot(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Scalar products (...) of vectors (..., 3)."""
    return np.einsum("...i,...i->...", a, b)


@dataclass(frozen=True, eq=False)
class Frame:
    """Three unit axes per pose, each (T, 3) in the world: right-handed, left × up = forward."""

    left: np.ndarray
    up: np.ndarray
    forward: np.ndarray

    def outward(self, side: str) -> np.ndarray:
        """The lateral axis that points away from the midline on `side` (left or right)."""
        return self.left if side == "left" else -self.left


def point(joints_in_world: np.ndarray, *names: str) -> np.ndarray:
    """Midpoint (T, 3) of the named joints of (T, 22, 3)."""
    first, *others = (joints_in_world[:, JOINT_INDEX[name]] for name in names)
    return sum(others, first) / len(names)


def _across(joints_in_world: np.ndarray, joint: str) -> np.ndarray:
    return unit(point(joints_in_world, f"left_{joint}") - point(joints_in_world, f"right_{joint}"))


def _upright(left: np.ndarray) -> Frame:
    """The frame whose up is gravity's and whose left is the horizontal part of `left`."""
    horizontal = left * (1 - UP)
    known = np.linalg.norm(horizontal, axis=-1, keepdims=True) >= MIN_HORIZONTAL
    left = np.where(known, unit(horizontal), np.nan)
    up = np.broadcast_to(UP, left.shape)
    return Frame(left, up, cross(left, up))


def without(vectors: np.ndarray, axis: np.ndarray) -> np.ndarray:
    """Unit vectors of what is left of `vectors` across the unit vectors `axis`, all (..., 3)."""
    return unit(vectors - dot(vectors, axis)[..., None] * axis)


def trunk_axis(joints_in_world: np.ndarray) -> np.ndarray:
    """Unit vector (T, 3) from the middle of the hips to the neck."""
    return unit(point(joints_in_world, "neck") - point(joints_in_world, "left_hip", "right_hip"))


def facing_frame(joints_in_world: np.ndarray) -> Frame:
    """Where the body faces: heading from hips and shoulders, up from gravity; NaN for a body on its side."""
    hips, shoulders = (_across(joints_in_world, joint) for joint in ("hip", "shoulder"))
    return _upright((hips + shoulders) / 2)


def pelvis_heading_frame(joints_in_world: np.ndarray) -> Frame:
    """Where the pelvis faces: heading from the hips alone, up from gravity; NaN for a body on its side."""
    return _upright(_across(joints_in_world, "hip"))


def pelvis_frame(joints_in_world: np.ndarray) -> Frame:
    """The pelvis: left along the hips, and up as far along the trunk as that allows.

    Forward tilt of the pelvis against the trunk cannot be seen in 22 joints, so the trunk stands for it;
    bending sideways in the spine does not move the pelvis.
    """
    left = _across(joints_in_world, "hip")
    up = without(trunk_axis(joints_in_world), left)
    return Frame(left, up, cross(left, up))


def thorax_frame(joints_in_world: np.ndarray) -> Frame:
    """The thorax: up along the trunk, and left as far along the shoulders as that allows (they shrug)."""
    up = trunk_axis(joints_in_world)
    left = without(_across(joints_in_world, "shoulder"), up)
    return Frame(left, up, cross(left, up))
