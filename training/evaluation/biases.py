"""What films from one side share in their errors, and what tells errors beforehand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from inference.motion.channels import CHANNELS
from training.evaluation.channel_errors import FAMILIES, by_channel
from training.evaluation.error_statistics import known, left_over, rms, within
from training.evaluation.takes import Take

# An error so many times as large as 68 % of them is gross.
GROSS = 3


@dataclass(frozen=True)
class Bias:
    """Mean error of a channel in the films from one side, its standard error over films, and video_sigma."""

    channel: str
    side: str
    mean: float
    error: float
    sigma: float


def biases(made: Sequence[Take], sigma: Mapping[str, float]) -> list[Bias]:
    """Errors that the films from one side share (beyond two standard errors), the worst first."""
    found = []
    for column, name in enumerate(CHANNELS):
        for side in dict.fromkeys(take.side for take in made):
            errors = [known(take.errors.values[:, column]) for take in made if take.side == side]
            means = np.array([of_film.mean() for of_film in errors if of_film.size])
            if len(means) > 2 and name in sigma:
                error = float(means.std(ddof=1) / np.sqrt(len(means)))
                found.append(Bias(name, side, float(means.mean()), error, sigma[name]))
    sure = [bias for bias in found if abs(bias.mean) > 2 * bias.error]
    return sorted(sure, key=lambda bias: -abs(bias.mean) / bias.sigma)


def foretold(made: Sequence[Take], columns: Sequence[int], degree: int) -> float:
    """Share of the RMS error that is left when what other movements foretell is subtracted, by side.

    degree: 0, the mean error in films from that side; 1, also as it grows with the channel's own value.
    """
    raw, rest = [], []
    for side in dict.fromkeys(take.side for take in made):
        films = [take for take in made if take.side == side]
        of = np.concatenate([[take.movement] * len(take.errors.values) for take in films])
        for column in columns:
            errors, own = (
                np.concatenate([values[:, column] for values in of_films])
                for of_films in ([t.errors.values for t in films], [t.errors.own for t in films])
            )
            raw.append(errors)
            rest.append(left_over(errors, of, own, degree))
    return rms(np.concatenate(rest)) / rms(np.concatenate(raw))


def told_by(made: Sequence[Take], unsure: Callable[[Take], np.ndarray]) -> float:
    """How well `unsure` (W, C) of a take tells its gross errors, mean over the families of channels.

    The share of pairs of a gross error and another one in which it is less sure: 0.5 is chance, 1 perfect.
    """
    found = []
    for columns in FAMILIES.values():
        sizes = np.abs(np.concatenate([take.errors.values[:, columns].ravel() for take in made]))
        by = [unsure(take)[: len(take.errors.values), columns].ravel() for take in made]
        there = np.isfinite(sizes)
        gross = sizes[there] > GROSS * within(sizes)
        if gross.any():
            ranks = rankdata(np.concatenate(by)[there])[gross] - (gross.sum() + 1) / 2
            found.append(ranks.mean() / (~gross).sum())
    return float(np.mean(found))


def told_by_sigma(made: Sequence[Take]) -> float | None:
    """The same for what the motions say of their joints' uncertainty; None if they do not."""
    if any(take.motion.sigma_m is None for take in made):
        return None
    return told_by(made, lambda take: by_channel(take.motion, np.asarray(take.motion.sigma_m)))
