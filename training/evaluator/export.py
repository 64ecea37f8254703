"""From a checkpoint to the ONNX files (weights in fp16) and cards that `Matcher` runs, checked."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from torch import Tensor, nn

from inference import models
from inference.language.text_encoder import STATE_SIZE
from training.evaluator.matcher import MOTION, TEXT
from training.evaluator.network import DIMENSION, FEATURES, Matcher
from training.evaluator.states import RUNS
from training.evaluator.train import CHECKPOINT
from training.half_precision import store_as_fp16
from training.lifter.export import LICENCE, MOTION_CAPTURE, OPSET
from training.model_card import write_card

AGREES = 1e-4
# Length while tracing, and another one for the check.
TRACED, CHECKED = 40, 77
SUMMARY = {
    MOTION: "Judges motions: puts HumanML3D vectors where sentences that tell of them are",
    TEXT: "Judges motions: puts a sentence, as MiniLM's token states, where motions that it tells of are",
}
INPUTS = {
    MOTION: {
        "features": f"(B, T, {FEATURES}): first features of raw HumanML3D vectors, T at most 196",
        "mask": "(B, T) bool: True where a vector is",
    },
    TEXT: {
        "states": f"(B, L, {STATE_SIZE}): see inference/language/text_encoder.py, L at most 128",
        "mask": "(B, L) bool: True where a token is",
    },
}
OUTPUTS = {"place": f"(B, {DIMENSION}): unit vector"}


def export(width: int, measured: Callable[[], dict[str, float]]) -> None:
    """Write both folders of models.MODELS_DIR from the checkpoint in runs/evaluator.

    measured: called when the networks can be used, for the metrics on their cards.
    """
    state = torch.load(RUNS / CHECKPOINT, weights_only=True)
    network = Matcher(width)
    network.load_state_dict(state["average"])
    network.eval()
    with torch.no_grad():
        for weight in network.parameters():
            weight.copy_(weight.half())
    parts: dict[str, tuple[nn.Module, int]] = {
        MOTION: (network.motion, FEATURES),
        TEXT: (network.text, STATE_SIZE),
    }
    for name, (encoder, size) in parts.items():
        folder = models.MODELS_DIR / name
        folder.mkdir(parents=True, exist_ok=True)
        _write(encoder, size, list(INPUTS[name]), folder / models.NETWORK_FILE)
        _card(name, {})
    metrics = {"steps": float(state["done"])} | measured()
    for name in parts:
        _card(name, metrics)


def _write(encoder: nn.Module, size: int, names: list[str], path: Path) -> None:
    """The ONNX file; raises AssertionError where it differs from torch by more than AGREES."""
    torch.onnx.export(
        encoder,
        _sample(2, TRACED, size),
        str(path),
        input_names=names,
        output_names=list(OUTPUTS),
        dynamic_axes={name: {0: "B", 1: "L"} for name in names} | {name: {0: "B"} for name in OUTPUTS},
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(path)
    store_as_fp16(model, least_axes=2)
    onnx.save(model, path)
    inputs = _sample(3, CHECKED, size)
    with torch.no_grad():
        wanted = encoder(*inputs).numpy()
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = session.run(None, dict(zip(names, (each.numpy() for each in inputs), strict=True)))[0]
    apart = np.abs(found - wanted).max()
    assert apart < AGREES, f"ONNX and torch differ by {apart}"


def _sample(count: int, length: int, size: int) -> tuple[Tensor, Tensor]:
    mask = torch.arange(length) < torch.linspace(length // 3, length, count)[:, None]
    return torch.randn(count, length, size), mask


def _card(name: str, metrics: dict[str, float]) -> None:
    folder = models.MODELS_DIR / name
    content = (folder / models.NETWORK_FILE).read_bytes()
    entries = {
        "name": name,
        "version": date.today().isoformat(),
        "summary": SUMMARY[name],
        "command": "python -m training.evaluator train && python -m training.evaluator export",
        "source": "trained from scratch on ../shared/data/motion, split train",
        "licence": LICENCE,
        "attribution": f"{MOTION_CAPTURE}; captions of HumanML3D (Guo et al., CVPR 2022; MIT).",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "inputs": INPUTS[name],
        "outputs": OUTPUTS,
        "metrics": metrics,
    }
    write_card(folder / models.CARD_FILE, entries)
