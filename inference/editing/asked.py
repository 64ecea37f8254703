"""What edits of form ask for, as numbers for a network: how much more or less of what, and when."""

from collections.abc import Iterable

import numpy as np

from inference.editing.operators import FORM, OPERATORS, THROUGHOUT, Edit
from inference.language.phases import SAID

_SIDES = ("left", "right")
_PHASES = tuple(phase for phase in SAID if phase != THROUGHOUT)
# The columns: every quantity on either side, where it has sides, in its usual amounts; then phases.
ASKED = (*(f"{side} {name}" for name in FORM for side in _SIDES), *_PHASES)
_PLACES = {name: place for place, name in enumerate(ASKED)}


def asked(edits: Iterable[Edit]) -> np.ndarray:
    """ASKED (71,) float32 of edits; those of dynamics are left out. Both sides are asked of what has none."""
    found = np.zeros(len(ASKED), np.float32)
    for edit in edits:
        if edit.operator not in FORM:
            continue
        for side in _SIDES if edit.side not in _SIDES else (edit.side,):
            found[_PLACES[f"{side} {edit.operator}"]] += edit.magnitude / OPERATORS[edit.operator].usual
        if edit.phase != THROUGHOUT:
            found[_PLACES[edit.phase]] = 1
    return found
