"""From a network over motion vectors to the ONNX file, scale and card that the program runs."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from torch import Tensor, nn

from inference import models
from inference.atomic import atomic_path
from inference.editing.vector_network import SCALE_FILE
from training.half_precision import store_as_fp16
from training.lifter.export import LICENCE, MOTION_CAPTURE, OPSET
from training.model_card import write_card

AGREES = 1e-3
ATTRIBUTION = f"{MOTION_CAPTURE}; captions of HumanML3D (Guo et al., CVPR 2022; MIT)."


@dataclass(frozen=True)
class Shipped:
    """What is shipped under a name.

    inputs, outputs: by name, each "(B, T, 263): what it is", where a letter is an axis of any length;
    example: random inputs of so many motions, vectors and words.
    """

    name: str
    summary: str
    command: str
    source: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    example: Callable[[int, int, int], dict[str, Tensor]]


def export(network: nn.Module, shipped: Shipped, metrics: Mapping[str, float]) -> None:
    """Write the folder in models.MODELS_DIR; network: with the buffers mean and std; metrics: for its card.

    Raises AssertionError where ONNX differs from torch.
    """
    folder = models.MODELS_DIR / shipped.name
    folder.mkdir(parents=True, exist_ok=True)
    path, scale = folder / models.NETWORK_FILE, folder / SCALE_FILE
    with atomic_path(scale) as temporary, temporary.open("wb") as file:
        np.savez(file, mean=network.mean.numpy(), std=network.std.numpy())
    _write(network, shipped, path)
    _check(network, shipped, path)
    content = path.read_bytes()
    entries = {
        "name": shipped.name,
        "version": date.today().isoformat(),
        "summary": shipped.summary,
        "command": shipped.command,
        "source": shipped.source,
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "inputs": dict(shipped.inputs),
        "outputs": dict(shipped.outputs),
        "metrics": dict(metrics),
        "files": {SCALE_FILE: hashlib.sha256(scale.read_bytes()).hexdigest()},
    }
    write_card(folder / models.CARD_FILE, entries)


def _write(network: nn.Module, shipped: Shipped, path: Path) -> None:
    traced = shipped.example(2, 40, 12)
    axes = {name: _axes(told) for name, told in ({**shipped.inputs, **shipped.outputs}).items()}
    torch.onnx.export(
        network,
        tuple(traced.values()),
        str(path),
        input_names=list(shipped.inputs),
        output_names=list(shipped.outputs),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(path)
    store_as_fp16(model, least_axes=2)
    onnx.save(model, path)


def _axes(told: str) -> dict[int, str]:
    """The axes of any length in "(B, T, 263): …"."""
    shape = told[1 : told.index(")")].split(",")
    return {place: axis.strip() for place, axis in enumerate(shape) if axis.strip().isalpha()}


def _check(network: nn.Module, shipped: Shipped, path: Path) -> None:
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    for feed in (shipped.example(3, 78, 5), shipped.example(1, 196, 40)):
        with torch.no_grad():
            wanted = network(*feed.values()).numpy()
        found = session.run(list(shipped.outputs), {name: value.numpy() for name, value in feed.items()})[0]
        apart = np.abs(found - wanted).max()
        assert apart < AGREES, f"ONNX and torch differ by {apart}"
