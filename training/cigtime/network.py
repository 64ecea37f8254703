"""The language model in training: a Llama with logits where an answer is; it reads codes or features."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import LlamaForCausalLM

from inference.correction.prompt import Vocabulary
from inference.motion.humanml3d import WIDTH
from inference.tokens.steps import STRIDE
from training.cigtime.base import TOKENIZER, VOCABULARY, load
from training.cigtime.data import Example, Item, batch
from training.cigtime.variants import Variant

RANK = 16
_ADAPTED = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
STEP_FEATURES = STRIDE * WIDTH
# As large as the embeddings of words are.
_SMALL = 0.02
# Of features: what never moves has no spread.
_LEAST_SPREAD = 1e-2
PROJECTION = "projection.safetensors"


class Network(nn.Module):
    """A Llama of one variant. Its motion words are replaced by projected features where it reads features."""

    def __init__(self, llama: LlamaForCausalLM, vocabulary: Vocabulary, variant: Variant) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        # Fused attention takes twice as long on a CPU in bf16, and is two fifths of all.
        llama.set_attn_implementation("eager")
        if variant.extended:
            self.vocabulary = _extended(llama, vocabulary)
        if variant.adapters:
            adapters = LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules=_ADAPTED, task_type="CAUSAL_LM")
            llama = get_peft_model(llama, adapters)
        self.llama = llama
        self.project = nn.Linear(STEP_FEATURES, llama.config.hidden_size) if variant.continuous else None
        if self.project is not None:
            nn.init.normal_(self.project.weight, std=_SMALL / STEP_FEATURES**0.5)
        self.register_buffer("mean", torch.zeros(STEP_FEATURES))
        self.register_buffer("spread", torch.ones(STEP_FEATURES))

    @property
    def _causal(self) -> LlamaForCausalLM:
        return self.llama.get_base_model() if hasattr(self.llama, "get_base_model") else self.llama

    def forward(self, padded: dict[str, Tensor]) -> Tensor:
        """Logits (answer tokens, V): of each token of the answers, from all that is before it."""
        words = self._words(padded)
        unread = torch.zeros_like(padded["mask"], dtype=words.dtype)
        unread.masked_fill_(~padded["mask"], torch.finfo(words.dtype).min)
        hidden = self._causal.model(
            inputs_embeds=words,
            position_ids=padded["place"],
            attention_mask=unread,
            use_cache=False,
        ).last_hidden_state
        return self._causal.lm_head(hidden[padded["row"], padded["column"]]).float()

    def _words(self, padded: dict[str, Tensor]) -> Tensor:
        """Embeddings (B, S, size) of ids and features."""
        words = self._causal.get_input_embeddings()(padded["ids"])
        if self.project is not None:
            steps = padded["ids"] >= self.vocabulary.first
            words = words.clone()
            read = (padded["features"].float() - self.mean) / self.spread
            words[steps] = self.project(read.to(words.dtype))
        return words

    def written(self, examples: Sequence[Example], limit: int) -> list[list[int]]:
        """Ids of the likeliest answer to each prompt, all written at once."""
        words = [self._words(batch([each], padding=0))[0, : len(each.prompt)] for each in examples]
        longest = max(map(len, words))
        found = self._causal.generate(
            inputs_embeds=torch.stack([functional.pad(w, (0, 0, longest - len(w), 0)) for w in words]),
            attention_mask=torch.stack([torch.arange(longest) >= longest - len(w) for w in words]).long(),
            max_new_tokens=limit,
            do_sample=False,
            eos_token_id=self.vocabulary.stop,
            pad_token_id=self.vocabulary.stop,
        )
        return [[token for token in row if token != self.vocabulary.stop] for row in found.tolist()]

    def learn_scale(self, items: Sequence[Item]) -> None:
        """Take mean and spread of the features from items, if features are read."""
        read = [each for item in items for each in item.features or ()]
        if read:
            steps = torch.from_numpy(np.concatenate(read)).float()
            self.mean.copy_(steps.mean(dim=0))
            self.spread.copy_(steps.std(dim=0).clamp_min(_LEAST_SPREAD))

    def write(self, folder: Path, tokenizer: Tokenizer) -> None:
        """Write the model in fp32 as a base folder; adapters are merged, a projection lies beside it."""
        llama = self.llama.merge_and_unload() if hasattr(self.llama, "merge_and_unload") else self.llama
        llama.float().save_pretrained(folder)
        tokenizer.save(str(folder / TOKENIZER))
        self.vocabulary.write(folder / VOCABULARY)
        if self.project is not None:
            state = self.project.float().state_dict() | {"mean": self.mean, "spread": self.spread}
            save_file(state, folder / PROJECTION)


def _extended(llama: LlamaForCausalLM, vocabulary: Vocabulary) -> Vocabulary:
    """New words behind all others, as random as the model's own once were."""
    old = llama.config.vocab_size
    llama.resize_token_embeddings(old + vocabulary.levels * vocabulary.codes, mean_resizing=False)
    return Vocabulary(vocabulary.begin, vocabulary.stop, old, vocabulary.codes, vocabulary.levels)


def restored(folder: Path, variant: Variant) -> tuple[Network, Tokenizer]:
    """A trained network that `write` wrote, in fp32, with its tokenizer."""
    llama, tokenizer, vocabulary = load(folder)
    # What was extended or adapted is part of the written model.
    network = Network(llama, vocabulary, replace(variant, extended=False, adapters=False))
    if network.project is not None:
        state = load_file(folder / PROJECTION)
        network.mean.copy_(state.pop("mean"))
        network.spread.copy_(state.pop("spread"))
        network.project.load_state_dict(state)
    return network.eval(), tokenizer


def begun(base: Path, variant: Variant) -> tuple[Network, Tokenizer]:
    """The network of a variant before training, in fp32, with the tokenizer of its base."""
    torch.manual_seed(0)
    llama, tokenizer, vocabulary = load(base)
    return Network(llama, vocabulary, variant), tokenizer
