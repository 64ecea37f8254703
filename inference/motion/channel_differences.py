"""One channel of two aligned clips: how far apart they are, how surely, and in which phase most.

Per phase of the repetition the trainee's mean value is set against the coach's mean over all the coach's
repetitions. The typical difference is the median over the trainee's repetitions, so at least half of them
show it. Its uncertainty joins both people's channel sigma (a camera's error is the same in every repetition
and does not average out; it grows as the joints are seen worse, and two cameras on one side share much of it)
and the scatter over the repetitions. A coach who varies widens the tolerance by their own standard deviation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inference.motion.channels import Channel
from inference.motion.motion import Motion
from inference.motion.repetitions import Span
from inference.motion.skeleton import JOINT_INDEX

# The last phase of every repetition is all of it, and is named instead of the strongest one if this close.
THROUGHOUT = "throughout"
THROUGHOUT_SHARE = 0.9
# A difference must exceed its uncertainty so many times to be reported: one-sided 1 %, since some fifty
# channels are compared and 5 % of each would be two false alarms a pair.
DETECTABLE_SIGMA = 2.33
# Networks that see a limb wrongly see it very wrongly; what this multiple costs and saves is in the trade-off
# table of `python -m training.evaluation uncertainty`.
DETECTABLE_SIGMA_IN_VIDEO = 3.3
# A phase counts when this share of its frames (and of the repetitions) is known.
MIN_KNOWN = 0.5
# Confidence below this does not make a value less certain still.
MIN_CONFIDENCE = 0.2


@dataclass(frozen=True, eq=False)
class Measured:
    """A clip's channels (T,) and the spans, repetitions × phases, in which they are compared.

    video_share: how much of each channel's video_sigma counts; None if the motion was not seen in a video.
    """

    motion: Motion
    channels: dict[str, np.ndarray]
    spans: Sequence[Sequence[Span]]
    video_share: float | None

    @cached_property
    def _frames(self) -> list[list[slice]]:
        at = self.motion.frame_at
        return [[slice(at(s.start_s), at(s.end_s) + 1) for s in spans] for spans in self.spans]

    @cached_property
    def _confidence(self) -> np.ndarray:
        """Mean confidence of every joint by phase, (phases, 22)."""
        by_span = [[self.motion.confidence[f].mean(axis=0) for f in frames] for frames in self._frames]
        return np.mean(by_span, axis=0)

    def values(self, channel: Channel, phase: int) -> np.ndarray:
        """The channel's mean in a phase of each repetition (R,), NaN where unknown; of tempo, durations."""
        if channel.name == "tempo":
            return np.array([spans[phase].end_s - spans[phase].start_s for spans in self.spans])
        return np.array([_mean(self.channels[channel.name][frames[phase]]) for frames in self._frames])

    def sigma(self, channel: Channel, phase: int) -> float:
        """1 σ of the channel's values in a phase; more where its joints were seen badly."""
        seen = self._confidence[phase, [JOINT_INDEX[name] for name in channel.joints]].mean()
        sigma = channel.sigma if self.video_share is None else self.video_share * channel.video_sigma
        return sigma / max(float(seen), MIN_CONFIDENCE)

    def movement(self, channel: Channel) -> float:
        """How much the channel moves during the repetitions, in its tolerances."""
        if channel.name == "tempo":
            return 0.0
        first, last = self._frames[0][0].start, self._frames[-1][-1].stop
        values = self.channels[channel.name][first:last]
        known = values[np.isfinite(values)]
        return float(np.ptp(known)) / channel.tolerance if known.size else 0.0


@dataclass(frozen=True, eq=False)
class ChannelDifference:
    """One channel in one phase, in the channel's unit.

    trainee: median, coach: mean over their repetitions; per_repetition (R,): trainee − coach, NaN where
    unknown; sigma: 1 σ of the difference, own_sigma: the trainee's part of it; detectable: what exceeds
    measuring error; tolerance: what the difference is judged by.
    """

    channel: Channel
    phase: int
    trainee: float
    coach: float
    per_repetition: np.ndarray
    sigma: float
    own_sigma: float
    detectable: float
    tolerance: float

    @property
    def typical(self) -> float:
        """Trainee − coach."""
        return self.trainee - self.coach

    @property
    def score(self) -> float:
        """|difference| over tolerance."""
        return abs(self.typical) / self.tolerance

    @property
    def least_reported(self) -> float:
        """The smallest difference that is large enough to matter and to be more than measuring error."""
        return max(self.tolerance, self.detectable)

    @property
    def reported(self) -> bool:
        """Whether it is worth a finding."""
        return abs(self.typical) >= self.least_reported

    @property
    def excess(self) -> np.ndarray:
        """Each repetition's difference in tolerances, (R,), positive in the typical direction."""
        return self.per_repetition * (np.sign(self.typical) / self.tolerance)


def phase_differences(
    channel: Channel, tolerance: float, trainee: Measured, coach: Measured
) -> list[ChannelDifference]:
    """The channel's difference in every phase in which it is known in both clips, the whole movement last."""
    throughout = len(trainee.spans[0]) - 1
    phases = [throughout] if channel.name == "tempo" else range(throughout + 1)
    by_phase = (_difference(channel, phase, tolerance, trainee, coach) for phase in phases)
    return [difference for difference in by_phase if difference is not None]


def strongest(found: Sequence[ChannelDifference], throughout: int) -> ChannelDifference:
    """Of one channel's differences (phase_differences) the one in the phase that shows it best.

    throughout: the phase that is the whole movement.
    """
    best, whole = max(found, key=lambda d: (d.reported, d.score)), found[-1]
    as_good = whole.reported == best.reported and whole.score >= THROUGHOUT_SHARE * best.score
    return whole if whole.phase == throughout and as_good else best


def _difference(
    channel: Channel, phase: int, tolerance: float, trainee: Measured, coach: Measured
) -> ChannelDifference | None:
    own, other = trainee.values(channel, phase), coach.values(channel, phase)
    if channel.name == "tempo":
        own, other = own / other.mean(), other / other.mean()
    own_known, other_known = own[np.isfinite(own)], other[np.isfinite(other)]
    if len(own_known) < MIN_KNOWN * len(own) or len(other_known) < MIN_KNOWN * len(other):
        return None
    scatter = _deviation(own_known) / np.sqrt(len(own_known))
    own_sigma = float(np.hypot(trainee.sigma(channel, phase), scatter))
    sigma = float(np.hypot(own_sigma, coach.sigma(channel, phase)))
    in_video = trainee.video_share is not None or coach.video_share is not None
    return ChannelDifference(
        channel=channel,
        phase=phase,
        trainee=float(np.median(own_known)),
        coach=float(other_known.mean()),
        per_repetition=own - other_known.mean(),
        sigma=sigma,
        own_sigma=own_sigma,
        detectable=sigma * (DETECTABLE_SIGMA_IN_VIDEO if in_video else DETECTABLE_SIGMA),
        tolerance=float(np.hypot(tolerance, _deviation(other_known))),
    )


def _mean(values: np.ndarray) -> float:
    """Mean of the known values; NaN where too few are."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) >= MIN_KNOWN * len(values) else np.nan


def _deviation(values: np.ndarray) -> float:
    """Standard deviation over the repetitions; a single one says nothing of it."""
    return float(values.std(ddof=1)) if len(values) > 1 else 0.0
