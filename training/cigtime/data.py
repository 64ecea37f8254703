"""Triplets as the language model sees them: codes, findings, and what to answer, in a fixed order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from inference.correction.factcheck import problems
from inference.correction.prompt import Encode, Vocabulary, prompt, thinned
from inference.motion.differences import compare
from inference.motion.finding import Finding
from inference.motion.humanml3d import features
from inference.motion.motion import Motion
from inference.tokens.steps import STRIDE, whole_steps
from training.cigtime.variants import Variant
from training.triplets.estimator_error import from_one_side
from training.triplets.triplet import Triplet, Wording

Codes = Callable[[np.ndarray], np.ndarray]
# Sentences about a person are for whoever reads them as captions; a coach says "you".
NOT_SPOKEN = ("third_person",)


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
    """A prompt, its answer with the stop behind it, and features of the prompt's steps if they are read."""

    prompt: list[int]
    answer: list[int]
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
        texts = _borne_out(triplet) if variant.borne_out else triplet.texts
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


def _borne_out(triplet: Triplet) -> tuple[Wording, ...]:
    """The wordings said to the trainee that the measurement bears out, of those that training may see; none
    without a finding.
    """
    if not triplet.measured:
        return ()
    both = from_one_side(*triplet.motions) if triplet.noise else triplet.motions
    deviations = compare(*both).deviations
    ways = [each for each in triplet.texts if not each.held_out and each.family not in NOT_SPOKEN]
    return tuple(wording for wording in ways if not problems(wording.text, triplet.measured, deviations))


def _steps(values: np.ndarray) -> np.ndarray:
    steps = whole_steps(values)
    return steps.reshape(-1, STRIDE * values.shape[1]).astype(np.float16)


def example(
    item: Item, wording: Wording, encode: Encode, vocabulary: Vocabulary, variant: Variant
) -> Example:
    """What a variant reads of an item, and the wording as its answer."""
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
        style=wording.style,
    )
    text = item.caption if variant.caption else wording.text
    return Example(ids, [*encode(text), vocabulary.stop], read)


@dataclass(frozen=True)
class Order:
    """Which items and wordings a step of training has: the same ones whenever that step is done.

    Every item comes once an epoch; style and wording are drawn anew each time, none of families held out.
    """

    items: Sequence[Item]
    size: int
    seed: int = 0

    def step(self, number: int) -> list[tuple[Item, Wording]]:
        """Items and wordings of step `number` (from 0)."""
        places = range(number * self.size, (number + 1) * self.size)
        return [self._drawn(place) for place in places]

    def _drawn(self, place: int) -> tuple[Item, Wording]:
        epoch, index = divmod(place, len(self.items))
        order = np.random.default_rng((self.seed, epoch)).permutation(len(self.items))
        item = self.items[order[index]]
        chance = np.random.default_rng((self.seed, epoch, index))
        seen = [wording for wording in item.texts if not wording.held_out]
        styles = sorted({wording.style for wording in seen})
        style = styles[chance.integers(len(styles))]
        ways = [wording for wording in seen if wording.style == style]
        return item, ways[chance.integers(len(ways))]


def batch(examples: Sequence[Example], padding: int) -> dict[str, Tensor]:
    """Examples side by side: ids (B, S), padded on the right; row and column (N,) of what comes before each
    answer token, answer (N,), and the features (steps, 4 · 263) that any of them has, in the ids' order.
    """
    texts = [torch.tensor(each.prompt + each.answer[:-1]) for each in examples]
    columns = [torch.arange(len(each.answer)) + len(each.prompt) - 1 for each in examples]
    rows = [torch.full_like(column, row) for row, column in enumerate(columns)]
    found = {
        "ids": torch.nn.utils.rnn.pad_sequence(texts, batch_first=True, padding_value=padding),
        "row": torch.cat(rows),
        "column": torch.cat(columns),
        "answer": torch.cat([torch.tensor(each.answer) for each in examples]),
    }
    read = [each.features for each in examples if each.features is not None]
    return found | ({"features": torch.from_numpy(np.concatenate(read))} if read else {})
