"""A tiny random Llama with a tokenizer of its own, in a folder of Hugging Face's kind."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM

from inference.correction.prompt import Vocabulary, instruction

TEXTS = [
    "Bend your left knee about 20° more while going down.",
    "Try to keep your back straight at the bottom.",
    "1. right knee flexion about 15° less, at the bottom, sure, 3 of 3",
    "### Motion 1:\n### Differences:\n### Correction:\nnone",
    *(instruction(style) for style in ("coach", "trainee", "physio")),
]
CODES = 8


def tiny_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=600, special_tokens=special, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(TEXTS, trainer)
    return tokenizer


def tiny_llama(folder: Path, codes: int = CODES) -> Vocabulary:
    """Write the model, tokenizer.json and vocabulary.json for so many motion codes; returns the last."""
    folder.mkdir(exist_ok=True)
    torch.manual_seed(0)
    tokenizer = tiny_tokenizer()
    vocabulary = Vocabulary(1, 2, tokenizer.get_vocab_size(), codes)
    config = LlamaConfig(
        vocab_size=vocabulary.first + vocabulary.levels * codes,
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=2,
        tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        initializer_range=0.3,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary.write(folder / "vocabulary.json")
    return vocabulary
