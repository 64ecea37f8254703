"""The file of a skinned body as the 3-D view reads it: dressed, quantised, a few hundred kilobytes."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.clothes import dress
from training.model_card import write_card

BODY, CARD = "body.npz", "card.toml"
BONES_PER_VERTEX = 6
VERTEX_UNIT_M = 1e-4
BAND_UNIT = 1 / 32
BANDS = "hair, skin, shirt, shorts, legs, shoes, eyes, irises"


@dataclass(frozen=True)
class Shape:
    """One body at rest: vertices (V, 3) m and joints (22, 3) m; y up, facing +z, soles at y = 0."""

    vertices: np.ndarray
    joints: np.ndarray


@dataclass(frozen=True)
class BodyModel:
    """Shapes by name in one topology: faces (F, 3), and weights (V, 22) of the joints on each vertex."""

    shapes: dict[str, Shape]
    faces: np.ndarray
    weights: np.ndarray


def quantise(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The six largest weights of each vertex: joints (V, 6) uint8, weights (V, 6) uint8 that sum to 255."""
    joints = np.argsort(-weights, axis=1)[:, :BONES_PER_VERTEX]
    largest = np.take_along_axis(weights, joints, axis=1)
    scaled = np.rint(255 * largest / largest.sum(axis=1, keepdims=True))
    scaled[:, 0] += 255 - scaled.sum(axis=1)
    return joints.astype(np.uint8), scaled.astype(np.uint8)


def write_body(folder: Path, model: BodyModel, card: dict[str, str | int | float | dict]) -> None:
    """Dress the model and write body.npz with its card, of which `card` says where the body comes from.

    Vertices are in units of VERTEX_UNIT_M, bands in units of BAND_UNIT.
    """
    shapes = model.shapes.values()
    dressed = [dress(shape.vertices, model.faces, shape.joints, model.weights) for shape in shapes]
    joint_indices, joint_weights = quantise(model.weights)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / BODY,
        shapes=np.array(list(model.shapes)),
        vertices=np.stack([np.rint(vertices / VERTEX_UNIT_M) for vertices, _ in dressed]).astype(np.int16),
        bands=np.stack([np.rint(bands / BAND_UNIT) for _, bands in dressed]).astype(np.uint8),
        joints=np.stack([shape.joints for shape in shapes]).astype(np.float32),
        faces=model.faces.astype(np.uint16),
        joint_indices=joint_indices,
        joint_weights=joint_weights,
    )
    unpacked = np.zeros_like(model.weights)
    np.put_along_axis(unpacked, joint_indices.astype(int), joint_weights / 255, axis=1)
    file = (folder / BODY).read_bytes()
    names = ", ".join(model.shapes)
    written: dict[str, str | int | float | dict] = {
        "sha256": hashlib.sha256(file).hexdigest(),
        "bytes": len(file),
        "inputs": {},
        "outputs": {
            "vertices": f"({len(shapes)}, V, 3) in {VERTEX_UNIT_M} m: {names}; y up, facing +z, soles at 0",
            "joints": f"({len(shapes)}, 22, 3) m, SMPL-22 order",
            "joint_indices, joint_weights": "(V, 6): joints that move a vertex, weights in 1/255",
            "bands": f"({len(shapes)}, V) in {BAND_UNIT}: {BANDS}",
        },
        "metrics": {
            "max_weight_error": float(np.abs(unpacked - model.weights).max()),
            "max_vertex_error_m": VERTEX_UNIT_M / 2,
        },
    }
    write_card(folder / CARD, card | written)
