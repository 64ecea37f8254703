"""Batches of relative edits: a source, an instruction and the target it leads to, of kinematic triplets.

Each follows from its step's number, so that training resumes exactly.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from inference.editing.asked import ASKED, asked
from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.conditions import States, Words, conditions
from inference.editing.feature_parts import GROUPS, columns, groups_of
from inference.editing.grafting import vectors
from inference.editing.operators import FORM
from training.data.statistics import Statistics
from training.data.windows import LONGEST
from training.editor.sample import even
from training.triplets.shards import read
from training.triplets.triplet import Triplet

# So many triplets stay in memory, in vectors.
MOST = 12_000
# A batch has so many triplets alike in length, or fewer with so many vectors.
SIZE, VECTORS = 64, 4000
# As often what the instruction does not change is known, and nobody tells the network what the parser reads.
KNOWN, UNREAD = 0.5, 0.25
SEED = 5


def usable(folder: Path, split: str) -> list[Triplet]:
    """Exact edits of form of one recording, shortest first: what differs is what the instruction says, and
    when things happen stays as it is.
    """
    found = read(folder, split, ["kinematic"])
    exact = (t for t in found if t.other == "same" and t.warp == 1 and not t.noise)
    of_form = (t for t in exact if all(edit.operator in FORM for edit in t.edits))
    return sorted([t for t in of_form if len(t.source) == len(t.target)][:MOST], key=lambda t: len(t.source))


class Batches:
    """triplets: see usable; encoder: of texts."""

    def __init__(self, triplets: Sequence[Triplet], statistics: Statistics, encoder: States) -> None:
        self._triplets, self._statistics, self._encoder = triplets, statistics, encoder
        self._pair = cache(self._encoded)

    def __getitem__(self, step: int) -> dict[str, Tensor]:
        """The batch of a step: arrays by the names of Changer.forward's inputs, and truth and made, both
        (B, T, 263): made is 1 where a column may change.
        """
        chance = np.random.default_rng([SEED, step])
        indices = self._alike(chance)
        pairs = [self._pair(index) for index in indices]
        source, valid = even([own for own, _ in pairs])
        truth, _ = even([target for _, target in pairs])
        known, said, told = zip(
            *(self._drawn(self._triplets[index], chance) for index in indices), strict=True
        )
        known, _ = even(
            [np.repeat(each[None], len(own), 0) for each, (own, _) in zip(known, pairs, strict=True)]
        )
        given = conditions(said, self._encoder)
        made = {
            "source": source,
            "known": known,
            "valid": valid,
            "text": given["text"],
            "text_mask": given["text_mask"],
            "fields": np.concatenate([given["fields"], np.stack(told)], axis=1),
            "truth": truth,
            "made": (1 - columns(known)) * valid[..., None],
        }
        return {name: torch.from_numpy(value.astype(np.float32)) for name, value in made.items()}

    def _alike(self, chance: np.random.Generator) -> range:
        """Neighbours in length."""
        first = int(chance.integers(len(self._triplets)))
        longest = min(len(self._triplets[first].source), LONGEST)
        size = min(SIZE, VECTORS // longest, len(self._triplets))
        first = min(first, len(self._triplets) - size)
        return range(first, first + size)

    def _drawn(self, triplet: Triplet, chance: np.random.Generator) -> tuple[np.ndarray, Words, np.ndarray]:
        """What is known (GROUPS,), what is said, and what is asked for (ASKED,)."""
        texts = [wording.text for wording in triplet.texts if not wording.held_out]
        known = np.zeros(len(GROUPS), bool)
        if chance.random() < KNOWN:
            known = ~groups_of(triplet.mask_part)
        words = Words(texts[chance.integers(len(texts))], part=triplet.mask_part)
        unread = chance.random() < UNREAD
        return known, words, np.zeros(len(ASKED), np.float32) if unread else asked(triplet.edits)

    def _encoded(self, index: int) -> list[np.ndarray]:
        found = (vectors(motion)[:LONGEST] @ SEEN_FROM_CARRIER for motion in self._triplets[index].motions)
        return [self._statistics.normalised(values).astype(np.float32) for values in found]
