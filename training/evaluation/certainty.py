"""Certainty: the numbers by which the program tells a difference of two films from measuring error."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np

from inference.motion import channel_differences, vantage
from inference.motion.channels import CHANNELS
from training.evaluation.channel_errors import FAMILIES, NAMES
from training.evaluation.takes import Pair


@dataclass(frozen=True)
class Certainty:
    """video_sigma by channel; the share of it that counts, by angle between the cameras; σ to be exceeded."""

    video_sigma: Mapping[str, float]
    apart_deg: tuple[float, ...]
    share: tuple[float, ...]
    multiple: float

    @contextmanager
    def assumed(self) -> Iterator[None]:
        """The program as it would be with these numbers."""
        channels = {
            name: replace(channel, video_sigma=self.video_sigma.get(name, channel.video_sigma))
            for name, channel in CHANNELS.items()
        }
        with (
            patch.dict(CHANNELS, channels),
            patch.multiple(vantage, APART_DEG=self.apart_deg, SHARE=self.share),
            patch.object(channel_differences, "DETECTABLE_SIGMA_IN_VIDEO", self.multiple),
        ):
            yield


def present() -> Certainty:
    """What the program assumes now."""
    sigma = {name: channel.video_sigma for name, channel in CHANNELS.items()}
    multiple = channel_differences.DETECTABLE_SIGMA_IN_VIDEO
    return Certainty(sigma, vantage.APART_DEG, vantage.SHARE, multiple)


def video_sigma(pairs: Sequence[Pair], size: Callable[[np.ndarray], float]) -> dict[str, float]:
    """1 σ of each film of such pairs by channel, by the `size` of their errors; at least motion capture's.

    Left and right, which err alike, count together; a channel of which nothing is known is left out.
    """
    found: dict[str, float] = {}
    for columns in FAMILIES.values():
        sigma = size(scaled(pairs, columns))
        names = [NAMES[column] for column in columns]
        if np.isfinite(sigma):
            found |= {name: max(sigma, CHANNELS[name].sigma) for name in names}
    return found


def scaled(pairs: Sequence[Pair], columns: Sequence[int]) -> np.ndarray:
    """The errors (N,) of the pairs in these channels, as in one film that shows all joints well."""
    return np.concatenate([np.zeros(0), *(pair.errors.scaled[:, columns].ravel() for pair in pairs)])
