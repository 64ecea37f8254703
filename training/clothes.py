"""Dresses the bare body for sport: hair, shirt, shorts and shoes, as cloth thickness and as colour bands."""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from inference.motion.skeleton import JOINT_INDEX

# Bands in the order in which they touch on the body, so that one scalar per vertex separates them all.
HAIR, SKIN, SHIRT, SHORTS, LEGS, SHOES, EYES, IRISES = range(8)
# Across a hem the scalar passes from one whole number to the next within this length.
HEM_M, IRIS_EDGE_M = 0.06, 0.006
# How far cloth stands off the skin, and over what radius it evens out what is under it.
CLOTH_M = {HAIR: 0.010, SHIRT: 0.008, SHORTS: 0.010, SHOES: 0.011}
EVENS_OUT_M = {HAIR: 0.010, SHIRT: 0.045, SHORTS: 0.040, SHOES: 0.026}
SLEEVE_OF_UPPER_ARM, SHORTS_OF_THIGH = 0.55, 0.62
EAR_M, IRIS_M, MAX_EYE_VERTICES = 0.034, 0.0065, 100


def dress(
    vertices: np.ndarray, faces: np.ndarray, joints: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Clothed vertices (V, 3) m at rest, and each vertex's position (V,) along the bands, halves at a hem."""
    position = _bands(vertices, joints, weights)
    _paint_eyes(position, vertices, faces, joints[JOINT_INDEX["head"]])
    area = _vertex_area(vertices, faces)
    clothed = vertices.copy()
    for band, thickness_m in CLOTH_M.items():
        cover = np.clip(2 - 2 * np.abs(position - band), 0, 1)
        worn = np.flatnonzero(cover)
        mean = mean_within(vertices[worn], EVENS_OUT_M[band], area[worn])
        clothed[worn] += cover[worn, None] * (mean @ vertices[worn] - vertices[worn])
        outwards = mean @ _normals(clothed, faces)[worn]
        clothed[worn] += thickness_m * cover[worn, None] * outwards
    return clothed, position


def mean_within(points: np.ndarray, radius_m: float, weights: np.ndarray) -> sparse.csr_array:
    """The matrix (N, N) that takes values at points to their weighted means within a radius."""
    tree = cKDTree(points)
    near = tree.sparse_distance_matrix(tree, radius_m, output_type="coo_matrix")
    near = sparse.csr_array((weights[near.col], (near.row, near.col)), near.shape)
    return sparse.diags_array(1 / near.sum(axis=1)) @ near


def _bands(vertices: np.ndarray, joints: np.ndarray, weights: np.ndarray) -> np.ndarray:
    at = {name: joints[index] for name, index in JOINT_INDEX.items()}
    sides = ("left", "right")
    arms = [JOINT_INDEX[f"{side}_{name}"] for side in sides for name in ("shoulder", "elbow", "wrist")]
    outside_arms = weights[:, arms].sum(1) < 0.5
    sleeve, below_hem = np.empty((2, len(vertices)))
    for side, own in zip(sides, (vertices[:, 0] >= 0, vertices[:, 0] < 0), strict=True):
        arm = at[f"{side}_elbow"] - at[f"{side}_shoulder"]
        thigh = at[f"{side}_knee"] - at[f"{side}_hip"]
        sleeve[own] = _before(vertices[own], at[f"{side}_shoulder"] + SLEEVE_OF_UPPER_ARM * arm, arm)
        below_hem[own] = -_before(vertices[own], at[f"{side}_hip"] + SHORTS_OF_THIGH * thigh, thigh)
    below_collar = _before(vertices, at["neck"] + [0.0, 0.015, 0.0], np.array([0.0, 1.0, 0.45]))
    below_waist, into_shoe = at["pelvis"][1] + 0.02 - vertices[:, 1], at["left_ankle"][1] - vertices[:, 1]
    shirt = _step(np.minimum(below_collar, np.where(outside_arms, np.inf, sleeve)))
    below = sum(_step(distance) for distance in (below_waist, below_hem, into_shoe))
    return SKIN + shirt + np.where(outside_arms, below, 0) - _step(_inside_hair(vertices - at["head"]))


def _inside_hair(from_head: np.ndarray) -> np.ndarray:
    above_hairline = -_before(from_head, np.array([0.0, 0.044, 0.0]), np.array([0.0, 0.8, -0.6]))
    ear = from_head[np.argmax(np.where(from_head[:, 1] > 0, from_head[:, 0], 0))]
    from_ear = np.linalg.norm(np.abs(from_head * [1, 0, 0]) + from_head * [0, 1, 1] - ear, axis=1)
    return np.minimum(above_hairline, from_ear - EAR_M)


def _paint_eyes(position: np.ndarray, vertices: np.ndarray, faces: np.ndarray, head: np.ndarray) -> None:
    edges = faces[:, [0, 1, 1, 2]].reshape(-1, 2).T
    joined = sparse.csr_array((np.ones(edges.shape[1]), edges), (len(vertices), len(vertices)))
    count, part = csgraph.connected_components(joined, directed=False)
    for label in range(count):
        eye = part == label
        if eye.sum() < MAX_EYE_VERTICES and vertices[eye, 1].min() > head[1]:
            pupil = vertices[eye][np.argmax(vertices[eye, 2])]
            distance = np.linalg.norm(vertices[eye] - pupil, axis=1)
            position[eye] = EYES + _step(IRIS_M - distance, IRIS_EDGE_M)


def _before(points: np.ndarray, plane: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """Distance of points from a plane, positive on the side its normal points away from."""
    return (plane - points) @ (normal / np.linalg.norm(normal))


def _step(distance_m: np.ndarray, width_m: float = HEM_M) -> np.ndarray:
    return np.clip(distance_m / width_m + 0.5, 0, 1)


def _vertex_area(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    return np.bincount(faces.ravel(), np.repeat(np.linalg.norm(_across(vertices, faces), axis=1), 3))


def _normals(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    across = np.repeat(_across(vertices, faces), 3, axis=0)
    normals = np.stack([np.bincount(faces.ravel(), across[:, axis]) for axis in range(3)], axis=1)
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def _across(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    return np.cross(b - a, c - a)
