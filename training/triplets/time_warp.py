"""Time warp: nobody does the same twice at the same pace. A smooth clock that never runs backwards."""

import numpy as np

from inference.editing.moments import at_moments
from inference.motion.motion import Motion

# Duration changes by up to this share, and the pace by up to twice as much on the way.
TEMPO = 0.15
WAVES = 3


def time_warped(motion: Motion, chance: np.random.Generator) -> tuple[Motion, float]:
    """The motion on a clock of its own, and its duration over what it was."""
    factor = float(np.exp(chance.uniform(-TEMPO, TEMPO)))
    frames = max(round((len(motion) - 1) * factor), 2) + 1
    share = np.linspace(0, 1, frames)
    # The pace changes by the sum of these, so it stays above zero.
    waves = chance.uniform(-2 * TEMPO, 2 * TEMPO, WAVES) / WAVES
    for number, size in enumerate(waves, 1):
        share = share + size * np.sin(np.pi * number * np.linspace(0, 1, frames)) / (np.pi * number)
    return at_moments(motion, share * (len(motion) - 1)), (frames - 1) / (len(motion) - 1)
