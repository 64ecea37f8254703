"""Change: a motion before and after an edit, each measured once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inference.editing.operators import Edit
from inference.editing.stretches import stretches
from inference.motion.kinematics import Measured, measure
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition, find_repetitions


@dataclass(frozen=True, eq=False)
class Change:
    """Two motions, of which the second came from the first."""

    before: Motion
    after: Motion

    @cached_property
    def own(self) -> Measured:
        """Channels before."""
        return measure(self.before)

    @cached_property
    def other(self) -> Measured:
        """Channels after."""
        return measure(self.after)

    @cached_property
    def repetitions(self) -> list[Repetition]:
        """Repetitions before."""
        return find_repetitions(self.before, self.own)

    def inside(self, edit: Edit) -> np.ndarray:
        """The moments (T,) before that an edit means; raises EditError where there are none."""
        return inside(self.before, edit, self.repetitions)


def inside(motion: Motion, edit: Edit, repetitions: Sequence[Repetition]) -> np.ndarray:
    """The moments (T,) of a motion that an edit means; raises EditError where there are none."""
    spans, time_s = stretches(motion, edit, repetitions), motion.time_s
    return np.any([(time_s >= span.start_s) & (time_s <= span.end_s) for span in spans], axis=0)
