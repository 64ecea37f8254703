"""From a checkpoint to the two ONNX files and cards that the program runs, checked against torch."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from inference import models
from inference.tokens.steps import CODES, CODES_A_STEP, STRIDE
from inference.tokens.tokenizer import DECODER, ENCODER, Tokenizer
from training.data.vectors import Vectors, vectors
from training.half_precision import store_as_fp16
from training.lifter.export import ATTRIBUTION, LICENCE, OPSET
from training.model_card import write_card
from training.tokenizer.checkpoint import TrainedTokenizer
from training.tokenizer.measure import Tokenizes, errors, perplexity, retold

SHIPPED = "ours"
# Half precision may cost this much of any error that is measured.
COSTS = 0.01
AGREES, CODES_AGREE = 1e-3, 0.999
TRACED_STEPS = 10
FEATURES = {"features": f"(1, T, 263): raw HumanML3D features at 20 fps, T a multiple of {STRIDE}"}
CODE_IDS = {
    "codes": f"(1, T / {STRIDE}, {CODES_A_STEP}) int64: class and residual of each step, 0..{CODES - 1}"
}
SUMMARY = {
    ENCODER: "Motion as tokens: features to two codes a step of 0.2 s",
    DECODER: "Motion from tokens: the features that codes stand for",
}


class _Part(nn.Module):
    """One way through the tokenizer as a module of its own, which is what can be exported."""

    def __init__(self, network: nn.Module, way: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.network, self.way = network, way

    def forward(self, given: Tensor) -> Tensor:
        """Codes of features, or features of codes."""
        return self.way(given)


def export(data: Path) -> None:
    """Write both folders of models.MODELS_DIR from the checkpoint in runs/tokenizer.

    Raises AssertionError where half precision costs more than COSTS, or ONNX and torch differ.
    """
    exact = TrainedTokenizer.of(SHIPPED)
    trained = exact.rounded()
    clips = vectors("val", data, mirror=False)
    metrics = _measured(trained, clips)
    check_rounding(metrics, _measured(exact, clips))
    network = trained.network
    steps, codes = (
        torch.randn(1, TRACED_STEPS * STRIDE, 263),
        torch.zeros(1, TRACED_STEPS, 2, dtype=torch.long),
    )
    _write(ENCODER, _Part(network, network.encode), steps, FEATURES, CODE_IDS, metrics)
    _write(DECODER, _Part(network, network.decode), codes, CODE_IDS, FEATURES, metrics)
    _check(trained, Tokenizer(), clips)


def check_rounding(rounded: dict[str, float], exact: dict[str, float]) -> None:
    """Raises AssertionError where an error has grown by more than COSTS."""
    for name in exact:
        if "error" in name:
            assert rounded[name] <= (1 + COSTS) * exact[name], (
                f"{name}: {exact[name]}, rounded {rounded[name]}"
            )


def _measured(tokenizer: Tokenizes, clips: list[Vectors]) -> dict[str, float]:
    told = retold(tokenizer, clips)
    found, codes = errors(told), np.concatenate([clip.codes for clip in told])
    return {
        "val joint error, mm": round(found["joints"].value, 1),
        "val joint error from the pelvis, mm": round(found["pose"].value, 1),
        "val angle error, degrees": round(float(found["angles"].value), 2),
        "val perplexity, class": round(perplexity(codes[:, 0]), 0),
        "val perplexity, residual": round(perplexity(codes[:, 1]), 0),
    }


def _write(
    name: str,
    part: _Part,
    sample: Tensor,
    inputs: dict[str, str],
    outputs: dict[str, str],
    metrics: dict[str, float],
) -> None:
    """The network, weights as fp16, and its card."""
    folder = models.MODELS_DIR / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / models.NETWORK_FILE
    names = [*inputs, *outputs]
    torch.onnx.export(
        part,
        (sample,),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={tensor: {1: f"length of {tensor}"} for tensor in names},
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(path)
    store_as_fp16(model, least_axes=2)
    content = model.SerializeToString(deterministic=True)
    path.write_bytes(content)
    entries = {
        "name": name,
        "version": date.today().isoformat(),
        "summary": SUMMARY[name],
        "command": f"python -m training.tokenizer train {SHIPPED} && python -m training.tokenizer export",
        "source": "trained from scratch on ../shared/data/motion, split train",
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "inputs": inputs,
        "outputs": outputs,
        "metrics": metrics,
    }
    write_card(folder / models.CARD_FILE, entries)


def _check(trained: Tokenizes, shipped: Tokenizes, clips: list[Vectors]) -> None:
    """Raises AssertionError where the files do not do what the checkpoint does."""
    same = []
    for view in clips[::10]:
        codes = trained.encode(view.values)
        same.append(codes == shipped.encode(view.values))
        apart = np.abs(trained.decode(codes) - shipped.decode(codes)).max()
        assert apart < AGREES, f"ONNX and torch differ by {apart}"
    share = np.concatenate(same).mean()
    assert share > CODES_AGREE, f"ONNX and torch agree in {share:.2%} of codes"
