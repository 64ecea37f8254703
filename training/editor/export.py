"""From a checkpoint to the ONNX file, scale and card that the program runs, checked against torch."""

import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from torch import Tensor

from inference import models
from inference.atomic import atomic_path
from inference.editing.conditions import FIELDS
from inference.editing.diffusion import NETWORK, SCALE_FILE
from inference.editing.feature_parts import GROUPS
from inference.language.text_encoder import STATE_SIZE
from inference.motion.humanml3d import WIDTH
from inference.motion.skeleton import PARTS
from training.editor.network import Denoiser
from training.half_precision import store_as_fp16
from training.lifter.export import LICENCE, MOTION_CAPTURE, OPSET
from training.model_card import write_card

AGREES = 1e-3
_GROUPS, _PARTS, _FIELDS = len(GROUPS), len(PARTS), len(FIELDS)
INPUTS = {
    "noisy": f"(B, T, {WIDTH}): normalised HumanML3D vectors at 20 fps, seen from their carriers "
    "(inference/editing/carried.py), noisy, but clean where known; T even",
    "known": f"(B, T, {_GROUPS}): 1 where a group of columns (inference/editing/feature_parts.py) is known",
    "valid": "(B, T): 1 for vectors, 0 for padding",
    "level": "(B,): of noise, 0 to 1 (inference/editing/noise.py)",
    "text": f"(B, L, {STATE_SIZE}): token states (inference/language/text_encoder.py)",
    "text_mask": "(B, L): 1 where a token is",
    "parts": f"(B, {_PARTS}, {STATE_SIZE}): mean state of each part's sentence",
    "parts_mask": f"(B, {_PARTS}): 1 where a part has one",
    "fields": f"(B, {_FIELDS}): what is named outright (inference/editing/conditions.py)",
    "source": f"(B, S, {WIDTH}): normalised vectors of the motion to be changed; S even, or 0",
    "source_mask": "(B, S): 1 where a vector of the source is",
}
OUTPUTS = {"clean": f"(B, T, {WIDTH}): normalised vectors without noise"}
ATTRIBUTION = f"{MOTION_CAPTURE}; captions of HumanML3D (Guo et al., CVPR 2022; MIT)."
_AXES = {"text": "L", "text_mask": "L", "source": "S", "source_mask": "S"}
_FIXED = ("level", "parts", "parts_mask", "fields")


def export(network: Denoiser, metrics: dict[str, float]) -> None:
    """Write the folder of the editor in models.MODELS_DIR; metrics: for its card."""
    folder = models.MODELS_DIR / NETWORK
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / models.NETWORK_FILE
    with atomic_path(folder / SCALE_FILE) as temporary, temporary.open("wb") as file:
        np.savez(file, mean=network.mean.numpy(), std=network.std.numpy())
    _write(network, path)
    content = path.read_bytes()
    entries = {
        "name": NETWORK,
        "version": date.today().isoformat(),
        "summary": "Makes a motion, or a part or a span of it, as a text says: clean vectors from noisy ones",
        "command": "python -m training.editor train && python -m training.editor export",
        "source": "trained from scratch on ../shared/data/motion, split train",
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "inputs": INPUTS,
        "outputs": OUTPUTS,
        "metrics": metrics,
        "files": {SCALE_FILE: hashlib.sha256((folder / SCALE_FILE).read_bytes()).hexdigest()},
    }
    write_card(folder / models.CARD_FILE, entries)


def _write(network: Denoiser, path: Path) -> None:
    """The ONNX file; raises AssertionError where it differs from torch by more than AGREES."""
    traced = _inputs(count=2, length=40, words=12, source=24)
    axes = {
        name: {0: "B"} | ({} if name in _FIXED else {1: _AXES.get(name, "T")}) for name in (*INPUTS, *OUTPUTS)
    }
    torch.onnx.export(
        network,
        tuple(traced.values()),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(path)
    store_as_fp16(model, least_axes=2)
    onnx.save(model, path)
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    for feed in (_inputs(3, 78, 5, 0), _inputs(1, 196, 40, 196)):
        with torch.no_grad():
            wanted = network(*feed.values()).numpy()
        found = session.run(list(OUTPUTS), {name: value.numpy() for name, value in feed.items()})[0]
        apart = np.abs(found - wanted).max()
        assert apart < AGREES, f"ONNX and torch differ by {apart}"


def _inputs(count: int, length: int, words: int, source: int) -> dict[str, Tensor]:
    """Random inputs by name, of such sizes."""
    return {
        "noisy": torch.randn(count, length, WIDTH),
        "known": (torch.rand(count, length, _GROUPS) < 0.5).float(),
        "valid": (torch.arange(length) < length - 2).float().expand(count, -1),
        "level": torch.rand(count),
        "text": torch.randn(count, words, STATE_SIZE),
        "text_mask": torch.ones(count, words),
        "parts": torch.randn(count, _PARTS, STATE_SIZE),
        "parts_mask": (torch.rand(count, _PARTS) < 0.5).float(),
        "fields": (torch.rand(count, _FIELDS) < 0.2).float(),
        "source": torch.randn(count, source, WIDTH),
        "source_mask": torch.ones(count, source),
    }
