"""Statistics of errors: sizes, what is constant, and what could be foretold from other movements."""

from collections.abc import Sequence

import numpy as np

# As many normal errors lie within 1 σ.
WITHIN_SIGMA = 0.6827
# Fewer errors have no quantiles.
LEAST = 20


def known(errors: np.ndarray) -> np.ndarray:
    """The errors that are numbers, (N,)."""
    return errors[np.isfinite(errors)]


def rms(errors: np.ndarray) -> float:
    """Root mean square of what is known; NaN if nothing is."""
    return float(np.sqrt(np.mean(known(errors) ** 2))) if known(errors).size else np.nan


def within(errors: np.ndarray, share: float = WITHIN_SIGMA) -> float:
    """The size that this share of the known errors does not exceed; NaN if fewer than LEAST are known."""
    sizes = np.abs(known(errors))
    return float(np.quantile(sizes, share)) if sizes.size >= LEAST else np.nan


def parts(by_film: Sequence[np.ndarray]) -> tuple[float, float]:
    """Root mean squares of each film's mean error, and of the rest; every window counts alike."""
    films = [known(errors) for errors in by_film if known(errors).size]
    constant = [np.full(errors.size, errors.mean()) for errors in films]
    rest = [errors - errors.mean() for errors in films]
    return rms(np.concatenate([*constant, []])), rms(np.concatenate([*rest, []]))


def left_over(errors: np.ndarray, of: np.ndarray, value: np.ndarray, degree: int) -> np.ndarray:
    """Errors (N,) less what is foretold by those of other movements.

    of (N,): whose movement each is; foretold is the others' mean (degree 0) or line over `value` (degree 1);
    nothing where the others have fewer than LEAST.
    """
    rest = np.array(errors, float)
    usable = np.isfinite(errors) & np.isfinite(value)
    for movement in np.unique(of):
        others, here = usable & (of != movement), usable & (of == movement)
        if others.sum() >= LEAST:
            rest[here] -= np.polyval(np.polyfit(value[others], errors[others], degree), value[here])
    return rest
