"""Tempo: how long a repetition and each of its phases take."""

from dataclasses import dataclass

import numpy as np

from inference.motion.channels import CHANNELS
from inference.motion.performance import Performance, Stretch
from inference.motion.precision import Measurement
from inference.motion.vantage import WHOLE

_TEMPO = CHANNELS["tempo"]


@dataclass(frozen=True)
class Tempo:
    """Durations in seconds: of the phases by name, in order, and of all."""

    phases: dict[str, Measurement]
    whole: Measurement


def tempo(performance: Performance, stretch: Stretch) -> Tempo:
    """How long a stretch and its phases take.

    σ is that of the channel `tempo`, a share of the whole: a phase is cut out of the same signal. No time is
    known better than the frames: each end lies anywhere within one, so a duration errs by 1/√6 of a frame.
    """
    whole_s = stretch.end_s - stretch.start_s
    share = WHOLE * _TEMPO.video_sigma if performance.in_video else _TEMPO.sigma
    sigma_s = float(np.hypot(share * whole_s, 1 / (np.sqrt(6) * performance.motion.fps)))
    phases = {span.name: Measurement(span.end_s - span.start_s, sigma_s) for span in stretch.phases}
    return Tempo(phases, Measurement(whole_s, sigma_s))
