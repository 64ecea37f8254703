"""Triplets as the language model sees them: codes, findings, and what to answer, in a fixed order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from inference.correction.prompt import Encode, Vocabulary, prompt, thinned
from inference.motion.finding import Finding
from inference.motion.humanml3d import features
from inference.motion.motion import Motion
from inference.tokens.steps import STRIDE, whole_steps
from training.cigtime.told import told
from training.cigtime.variants import Variant
from training.triplets.triplet import Triplet, Wording

Codes = Callable[[np.ndarray], np.ndarray]
# Wordings that are learned at once of one prompt: reading it costs more than all of them.
ANSWERS = 4


@dataclass(frozen=True, eq=False)
class Item:
    """A triplet: codes of source and target (S, levels), findings, wordings, subject; caption: of the target,
    features: of both, by step (S, STRIDE · 263), where a variant reads them.
    """

    codes: tuple[np.ndarray, np.ndarray]
    findings: tuple[Finding, ...]
    texts: tuple[Wording, ...]
    subject: str
    caption: str = ""
    features: tuple[np.ndarray, np.ndarray] | None = None


@dataclass(frozen=True, eq=False)
class Example:
    """A prompt and its answers, each with the stop behind it, none of which knows of the others.

    features: of the prompt's steps, if they are read.
    """

    prompt: list[int]
    answers: list[list[int]]
    features: np.ndarray | None = None


def items(
    triplets: Iterable[Triplet],
    codes: Codes,
    variant: Variant,
    describe: Callable[[Motion], str] | None = None,
) -> Iterator[Item]:
    """The triplets, their motions in codes; describe: caption of a motion, for the variant that learns it.

    A triplet without an instruction that the variant may learn is left out.
    """
    for triplet in triplets:
        texts = told(triplet) if variant.told else triplet.texts
        if not texts:
            continue
        values = tuple(features(motion) for motion in triplet.motions)
        yield Item(
            codes=tuple(codes(each) for each in values),
            findings=triplet.measured,
            texts=texts,
            subject=triplet.subject,
            caption=describe(triplet.motions[1]) if variant.caption and describe else "",
            features=tuple(map(_steps, values)) if variant.continuous else None,
        )


def _steps(values: np.ndarray) -> np.ndarray:
    steps = whole_steps(values)
    return steps.reshape(-1, STRIDE * values.shape[1]).astype(np.float16)


def example(
    item: Item, wordings: Sequence[Wording], encode: Encode, vocabulary: Vocabulary, variant: Variant
) -> Example:
    """What a variant reads of an item, and the wordings, all of one style, as its answers."""
    motions: Sequence[np.ndarray] = item.codes
    read = None
    if variant.caption:
        motions = motions[1:]
    if variant.continuous and item.features is not None:
        # One place a step, for its features.
        vocabulary = replace(vocabulary, levels=1)
        motions = tuple(np.zeros((len(each), 1), int) for each in item.features)
        read = np.concatenate([thinned(each) for each in item.features])
    ids = prompt(
        encode,
        vocabulary,
        motions=motions if variant.motions else (),
        findings=item.findings if variant.findings else None,
        style=wordings[0].style,
    )
    texts = [item.caption] if variant.caption else [wording.text for wording in wordings]
    return Example(ids, [[*encode(text), vocabulary.stop] for text in texts], read)


@dataclass(frozen=True)
class Order:
    """Which items and wordings a step of training has: the same ones whenever that step is done.

    Every item comes once an epoch; style and wordings are drawn anew each time, none of families held out.
    """

    items: Sequence[Item]
    size: int
    seed: int = 0

    def step(self, number: int) -> list[tuple[Item, list[Wording]]]:
        """Items and wordings of step `number` (from 0)."""
        places = range(number * self.size, (number + 1) * self.size)
        return [self._drawn(place) for place in places]

    def _drawn(self, place: int) -> tuple[Item, list[Wording]]:
        epoch, index = divmod(place, len(self.items))
        order = np.random.default_rng((self.seed, epoch)).permutation(len(self.items))
        item = self.items[order[index]]
        chance = np.random.default_rng((self.seed, epoch, index))
        seen = [wording for wording in item.texts if not wording.held_out]
        styles = sorted({wording.style for wording in seen})
        style = styles[chance.integers(len(styles))]
        ways = [wording for wording in seen if wording.style == style]
        return item, [ways[each] for each in chance.permutation(len(ways))[:ANSWERS]]


def batch(examples: Sequence[Example], padding: int) -> dict[str, Tensor]:
    """Examples side by side: ids (B, S), padded on the right, each one's place in its text, place (B, S), and
    whether it may read another, mask (B, 1, S, S); row and column (N,) of what comes before each answer
    token, answer (N,), and the features (steps, 4 · 263) that any of them has, in the ids' order.
    """
    laid = [_laid_out(each) for each in examples]
    ids, place, of, column = zip(*laid, strict=True)
    pad = torch.nn.utils.rnn.pad_sequence
    answers = [token for each in examples for answer in each.answers for token in answer]
    found = {
        "ids": pad(ids, batch_first=True, padding_value=padding),
        "place": pad(place, batch_first=True),
        # Padding reads what it likes: nobody reads padding.
        "mask": _mask(pad(of, batch_first=True)),
        "row": torch.cat([torch.full_like(each, row) for row, each in enumerate(column)]),
        "column": torch.cat(column),
        "answer": torch.tensor(answers),
    }
    read = [each.features for each in examples if each.features is not None]
    return found | ({"features": torch.from_numpy(np.concatenate(read))} if read else {})


def _laid_out(example: Example) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Prompt and answers in a row: ids, places, which answer each belongs to (0: the prompt), and where what
    comes before each answer token is.
    """
    first = len(example.prompt)
    ids, place, of, column = list(example.prompt), list(range(first)), [0] * first, list[int]()
    for number, answer in enumerate(example.answers, 1):
        column += [first - 1, *range(len(ids), len(ids) + len(answer) - 1)]
        ids += answer[:-1]
        place += range(first, first + len(answer) - 1)
        of += [number] * (len(answer) - 1)
    return torch.tensor(ids), torch.tensor(place), torch.tensor(of), torch.tensor(column)


def _mask(of: Tensor) -> Tensor:
    """Which id may read which (B, 1, S, S): what is before it, in the prompt and in its own answer."""
    length = of.shape[1]
    before = torch.ones(length, length, dtype=torch.bool).tril()
    mine = (of[:, None, :] == 0) | (of[:, None, :] == of[:, :, None])
    return (before & mine)[:, None]
