"""Samples of relative edits: a source, an instruction and the target it leads to, of kinematic triplets."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.conditions import Words
from inference.editing.feature_parts import GROUPS, groups_of
from inference.editing.operators import FORM
from inference.motion.humanml3d import features
from training.data.statistics import Statistics
from training.data.windows import LONGEST
from training.editor.described import SILENT
from training.editor.sample import Sample
from training.triplets.shards import read
from training.triplets.triplet import Triplet

# So many triplets stay in memory, in vectors.
MOST = 12_000
# As often what the instruction does not change is known.
KNOWN = 0.5


def usable(folder: Path) -> list[Triplet]:
    """Exact edits of form of one recording for training: what differs is what the instruction says, and when
    things happen stays as it is.
    """
    found = read(folder, "train", ["kinematic"])
    exact = (t for t in found if t.other == "same" and t.warp == 1 and not t.noise)
    return [t for t in exact if all(edit.operator in FORM for edit in t.edits)][:MOST]


class Relative:
    """Draws samples from triplets."""

    def __init__(self, triplets: Sequence[Triplet], statistics: Statistics) -> None:
        self._triplets, self._statistics = triplets, statistics
        self._vectors = cache(self._encoded)

    def __call__(self, chance: np.random.Generator) -> Sample:
        """A triplet's target with its source, and one of its wordings."""
        index = int(chance.integers(len(self._triplets)))
        triplet = self._triplets[index]
        source, target = self._vectors(index)
        texts = [wording.text for wording in triplet.texts if not wording.held_out]
        known = np.zeros((len(target), len(GROUPS)), bool)
        if len(source) == len(target) and chance.random() < KNOWN:
            known |= ~groups_of(triplet.mask_part)
        words = Words(texts[chance.integers(len(texts))], part=triplet.mask_part)
        return Sample(target, known, Words() if chance.random() < SILENT else words, source)

    def _encoded(self, index: int) -> list[np.ndarray]:
        found = (features(motion)[:LONGEST] @ SEEN_FROM_CARRIER for motion in self._triplets[index].motions)
        return [self._statistics.normalised(values).astype(np.float32) for values in found]
