"""Answers: what a trained or an untrained model writes about triplets, the likeliest text of each."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch

from inference.correction.language_model import ANSWER_LIMIT, LanguageModel
from inference.models import NETWORK_FILE, session
from training.cigtime.base import load
from training.cigtime.data import Item, example
from training.cigtime.graph import write
from training.cigtime.network import restored
from training.cigtime.variants import VARIANTS, Variant
from training.triplets.triplet import Wording

Asked = Sequence[tuple[Item, Wording]]
# Texts that torch writes at once.
AT_ONCE = 8


def answers(model: LanguageModel, asked: Asked, variant: Variant) -> list[str]:
    """What a model says of items, in the style of each wording, as a variant reads them."""
    prompts = [example(each[0], each[1:], model.encode, model.vocabulary, variant).prompt for each in asked]
    return ["".join(model.stream(prompt)).strip() for prompt in prompts]


def answers_in_context(base: Path, shown: Asked, asked: Asked) -> list[str]:
    """What the untrained model says after some examples with their answers; it reads findings alone."""
    variant = VARIANTS["findings"]
    with program(base) as model:
        between = model.encode("\n\n")
        before: list[int] = []
        for each in shown:
            made = example(each[0], each[1:], model.encode, model.vocabulary, variant)
            before += [*made.prompt[1:], *made.answers[0][:-1], *between]
        prompts = [
            example(each[0], each[1:], model.encode, model.vocabulary, variant).prompt for each in asked
        ]
        texts = ("".join(model.stream(prompt[:1] + before + prompt[1:])) for prompt in prompts)
        # It goes on with another example; its answer ends with the line.
        return [text.strip().partition("\n")[0] for text in texts]


@contextmanager
def program(folder: Path, threads: int = 2) -> Iterator[LanguageModel]:
    """The model of a folder as the program runs it."""
    llama, tokenizer, vocabulary = load(folder)
    weights = {name: value.numpy() for name, value in llama.state_dict().items()}
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / NETWORK_FILE
        write(llama.config, weights, path)
        yield LanguageModel(session(path, threads), tokenizer, vocabulary)


@torch.no_grad()
def answers_in_fp32(folder: Path, asked: Asked, variant: Variant) -> list[str]:
    """The same by torch, with the weights as they were trained."""
    network, tokenizer = restored(folder, variant)
    made = [
        example(item, [wording], lambda text: tokenizer.encode(text).ids, network.vocabulary, variant)
        for item, wording in asked
    ]
    parts = [made[first : first + AT_ONCE] for first in range(0, len(made), AT_ONCE)]
    return [
        tokenizer.decode(written).strip() for part in parts for written in network.written(part, ANSWER_LIMIT)
    ]
