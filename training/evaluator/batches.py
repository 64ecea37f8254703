"""Endless training batches: motions with a sentence each, all of it also in a mirror."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from training.data.texts import swap_sides
from training.data.windows import LONGEST, SHORTEST, padded
from training.evaluator.network import FEATURES
from training.evaluator.sameness import contradict
from training.evaluator.spoiling import spoiled
from training.evaluator.states import States
from training.evaluator.told import KINDS, Sentence, Told

PAIRS = 64
SPOILED_EVERY = 4
# A sentence tells of the whole stretch, so little of it may be cut off.
LEAST_SHARE = 0.9
TEMPO = (0.85, 1.18)
# From this likeness on, two sentences that name no other sides may hold for the same motion; as TMR filters.
ALIKE = 0.9
_VELOCITIES = slice(0, 3)


@dataclass(frozen=True, eq=False)
class _Pair:
    told: Told
    text: str
    motions: tuple[np.ndarray, np.ndarray]


class Batches:
    """Yields batches of 2 B pairs: B pairs, then the same in a mirror, sides in the sentences exchanged.

    motion (2B, T, 67) raw, motion_mask (2B, T), text (2B, L, 384), text_mask (2B, L); judged (2B, 2B):
    pairs of motion and sentence that are right (the diagonal) or surely wrong; sided (2B,): the sentence
    names a side; spoiled (S, T, 67), spoiled_mask (S, T): some of the motions with errors.
    """

    def __init__(self, clips: Sequence[Told], states: States, seed: int, pairs: int = PAIRS) -> None:
        self._clips, self._states, self._pairs = clips, states, pairs
        self._seed = seed
        numbers = [clip.movement for clip in clips]
        # Ten exercises are half of the clips: what is seldom is drawn more often than it is there.
        often = 1 / np.sqrt(np.bincount(numbers)[numbers])
        self._often = often / often.sum()

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        chance = np.random.default_rng(self._seed)
        while True:
            drawn = chance.choice(len(self._clips), self._pairs, replace=False, p=self._often)
            yield self._batch([_pair(self._clips[index], chance) for index in drawn], chance)

    def _batch(self, pairs: list[_Pair], chance: np.random.Generator) -> dict[str, torch.Tensor]:
        motions = [pair.motions[view] for view in (0, 1) for pair in pairs]
        motion, motion_mask = padded(motions)
        worse, worse_mask = padded([spoiled(each, chance) for each in motions[::SPOILED_EVERY]])
        plain = [pair.text for pair in pairs]
        sentences = plain + [swap_sides(text) for text in plain]
        text, text_mask = self._states.of(sentences)
        movement = np.tile([pair.told.movement for pair in pairs], 2)
        alike = (movement[:, None] == movement) | (self._states.likeness(sentences) > ALIKE)
        arrays = {
            "motion": motion,
            "motion_mask": motion_mask,
            "text": text,
            "text_mask": text_mask,
            "judged": judged(sentences, alike),
            "spoiled": worse,
            "spoiled_mask": worse_mask,
            "sided": np.array([text != swap_sides(text) for text in sentences]),
        }
        return {name: torch.from_numpy(array) for name, array in arrays.items()}


def judged(sentences: Sequence[str], alike: np.ndarray) -> np.ndarray:
    """Which motions (rows) are to be told from which sentences (columns), (N, N) bool; and the diagonal.

    alike (N, N): may be described alike, but for sides. A motion whose own sentence names other sides than a
    sentence is told from it even so.
    """
    apart = np.array([[contradict(own, other) for other in sentences] for own in sentences])
    return ~alike | apart | np.eye(len(sentences), dtype=bool)


def all_sentences(clips: Sequence[Told]) -> set[str]:
    """Every sentence that a batch of these clips can have."""
    texts = {sentence.text for clip in clips for sentence in clip.sentences}
    return texts | {swap_sides(text) for text in texts}


def _pair(told: Told, chance: np.random.Generator) -> _Pair:
    kinds = [said for kind in KINDS if (said := told.of_kind(kind))]
    said = kinds[chance.integers(len(kinds))]
    sentence = said[chance.integers(len(said))]
    first, end = _window(sentence, chance)
    ratio = chance.uniform(*TEMPO)
    motions = [at_tempo(view.values[first:end, :FEATURES], ratio) for view in (told.plain, told.mirrored)]
    return _Pair(told, sentence.text, (motions[0], motions[1]))


def _window(sentence: Sentence, chance: np.random.Generator) -> tuple[int, int]:
    whole = sentence.end - sentence.first
    most = min(whole, int(LONGEST * TEMPO[0]))
    length = int(chance.integers(min(max(SHORTEST, round(LEAST_SHARE * most)), most), most + 1))
    first = sentence.first + int(chance.integers(whole - length + 1))
    return first, first + length


def at_tempo(values: np.ndarray, ratio: float) -> np.ndarray:
    """The features (T, 67) of the same movement `ratio` times as fast."""
    at = np.arange(0, len(values) - 1 + 1e-6, ratio)
    before = at.astype(int)
    share = (at - before)[:, None].astype(np.float32)
    after = np.minimum(before + 1, len(values) - 1)
    result = (1 - share) * values[before] + share * values[after]
    result[:, _VELOCITIES] *= ratio
    return result
