"""From a checkpoint to the ONNX file and card that the program runs, checked against torch, σ calibrated."""

import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

from inference.pose.lifter_input import FEATURES
from training.lifter.measure import measured, sigma_scale
from training.lifter.network import HISTORY, Lifter
from training.model_card import write_card

MODELS = Path("assets/models")
RUNS = Path("runs/lifter")
OPSET = 18
AGREES_M = 1e-4
STATURE_M = 1.7
INPUTS = {"features": "(1, T, 121): see inference/pose/lifter_input.py; 30 frames a second"}
HISTORY_INPUT = {"history": "(1, 256, 126): what the network keeps of the frames before; zeros at first"}
OUTPUTS = {
    "poses": "(1, T, 22, 3): joints from the pelvis, in statures, axes of the ray through the hips",
    "sigma": "(1, T, 22, 3): 1 σ of poses, in statures",
    "rotations": "(1, T, 22, 3, 3): of the bone that ends at each joint, from the resting body",
    "bones": "(1, T, 21): bone lengths in statures",
    "log_depth": "(1, T): log of the pelvis' depth in statures times the extent of the rays",
    "depth_sigma": "(1, T): 1 σ of log_depth",
    "velocity": "(1, T, 3): of the pelvis, statures a second",
    "velocity_sigma": "(1, T): 1 σ of velocity",
    "up": "(1, T, 3): unit vector against gravity",
    "up_sigma": "(1, T): 1 σ of up, rad",
    "contact": "(1, T, 4): probability that left ankle, left foot, right ankle, right foot stand still",
}
LICENCE = "Apache-2.0"
MOTION_CAPTURE = (
    "The data used in this project was obtained from mocap.cs.cmu.edu. The database was created with "
    "funding from NSF EIA-0196217. Also: ACCAD, The Ohio State University, Open Motion Data (CC BY 3.0); "
    "Berkeley MHAD (Ofli et al., WACV 2013); UI-PRMD (Vakanski et al., Data 3(1):2, 2018; ODC PDDL)"
)
ATTRIBUTION = f"{MOTION_CAPTURE}; filmed with a body made by anny (CC0)."


class Exported(nn.Module):
    """The network with the outputs that the program reads: probabilities and calibrated 1 σ."""

    def __init__(self, network: Lifter, scale: dict[str, float]) -> None:
        super().__init__()
        self.network, self.scale = network, scale

    def forward(self, features: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of OUTPUTS."""
        return self._outputs(self.network(features))

    def _outputs(self, out: dict[str, Tensor]) -> tuple[Tensor, ...]:
        return (
            out["poses"],
            torch.exp(out["log_sigma"]) * self.scale["poses"],
            out["rotations"],
            out["bones"],
            out["log_depth"],
            torch.exp(out["log_depth_sigma"]) * self.scale["log_depth"],
            out["velocity"],
            torch.exp(out["log_velocity_sigma"][..., 0]) * self.scale["velocity"],
            out["up"],
            torch.exp(out["log_up_sigma"]) * self.scale["up"],
            torch.sigmoid(out["contact"]),
        )


class ExportedStep(Exported):
    """The same for one frame of a stream."""

    def forward(self, features: Tensor, history: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of OUTPUTS, then the history."""
        out, history = self.network.step(features, history)
        return (*self._outputs(out), history)


def export(name: str, *, causal: bool, channels: int) -> None:
    """Write assets/models/<name> from runs/lifter/<name>.pt."""
    state = torch.load(RUNS / f"{name}.pt", weights_only=True, map_location="cpu")
    network = Lifter(causal, channels)
    network.load_state_dict(state["average"])
    network.eval()
    quality = "full" if causal else "heavy"
    scale = sigma_scale(network, quality, cleaned=not causal)
    folder = MODELS / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    _write(network, scale, path, causal=causal)
    metrics = measured(network, quality, cleaned=not causal)
    metrics |= {
        f"{key} without BlazePose's depth": value
        for key, value in measured(network, quality, cleaned=not causal, with_depth=False).items()
        if key == "val MPJPE, mm"
    }
    content = path.read_bytes()
    entries = {
        "name": name,
        "version": date.today().isoformat(),
        "summary": "Lifts 2-D landmarks over time to 22 joints, gravity, velocity and foot contacts"
        + (", frame by frame" if causal else ", with the whole clip in view"),
        "command": f"python -m training.lifter films train val && python -m training.lifter train {name} && "
        f"python -m training.lifter export {name}",
        "source": "trained from scratch on ../shared/data/motion, split train; calibrated on val",
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "inputs": INPUTS | (HISTORY_INPUT if causal else {}),
        "outputs": OUTPUTS | ({"history_after": "as history, for the next frame"} if causal else {}),
        "metrics": {"steps": float(state["done"])} | metrics,
    }
    write_card(folder / "card.toml", entries)


def _write(network: Lifter, scale: dict[str, float], path: Path, *, causal: bool) -> None:
    """The ONNX file; raises AssertionError where it differs from torch by more than AGREES_M."""
    features = torch.randn(1, 1 if causal else 40, FEATURES)
    history = torch.zeros(1, network.embed.out_features, HISTORY)
    module = (ExportedStep if causal else Exported)(network, scale).eval()
    feeds = {"features": features} | ({"history": history} if causal else {})
    names = [*OUTPUTS, *(["history_after"] if causal else [])]
    dynamic = None if causal else {name: {1: "T"} for name in ("features", *OUTPUTS)}
    torch.onnx.export(
        module,
        tuple(feeds.values()),
        str(path),
        input_names=list(feeds),
        output_names=names,
        dynamic_axes=dynamic,
        opset_version=OPSET,
        dynamo=False,
    )
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    if not causal:
        feeds["features"] = torch.randn(1, 77, FEATURES)
    with torch.no_grad():
        wanted = module(*feeds.values())
    found = session.run(names, {key: value.numpy() for key, value in feeds.items()})
    apart_m = max(np.abs(a.numpy() - b).max() for a, b in zip(wanted[:1], found[:1], strict=True)) * STATURE_M
    assert apart_m < AGREES_M, f"ONNX and torch differ by {apart_m} m"
