"""Differences: what the trainee does otherwise than the coach, measured, ranked, and worth saying.

Per channel and phase of the repetition the trainee's mean value is set against the coach's mean over all the
coach's repetitions. The typical difference is the median over the trainee's repetitions, so at least half of
them show it. It becomes a finding when it is as large as the tolerance (score ≥ 1) and larger than
DETECTABLE_SIGMA times its uncertainty, so that measuring error alone is no reason to speak.
The uncertainty joins both people's channel sigma (a camera's error is the same in every repetition and does
not average out; it grows as the joints are seen worse) and the scatter over the repetitions. A coach who
varies widens the tolerance by their own standard deviation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from inference.motion.alignment import Alignment, Match, align, coach_in_trainee_world
from inference.motion.channels import Channel
from inference.motion.finding import Finding, Phase
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.redundancy import independent
from inference.motion.repetitions import PLAIN, Span, find_repetitions
from inference.motion.retarget import mirrored
from inference.motion.skeleton import JOINT_INDEX

# One-sided 5 %.
DETECTABLE_SIGMA = 1.64
# A phase counts when this share of its frames (and of the repetitions) is known.
MIN_KNOWN = 0.5
# "Throughout" is said instead of one phase when its score comes this close to the strongest phase's.
THROUGHOUT = "throughout"
THROUGHOUT_SHARE = 0.9
# What is praised must have moved this many tolerances in the coach's repetition, or have been asked for.
PRAISED_RANGE = 2.0
# Confidence below this does not make a value less certain still.
MIN_CONFIDENCE = 0.2
# Mean joint distance on equal bones above which two clips hardly show the same action.
DIFFERENT_ACTION_M = 0.15


@dataclass(frozen=True)
class RepetitionScore:
    """One of the trainee's repetitions, clip time, and its root mean square difference in tolerances."""

    start_s: float
    end_s: float
    score: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """What sets the trainee apart from the coach.

    findings: ranked, highest score first; within: channels that were good, the most moved first;
    scores: |difference| / tolerance of every channel compared, at its strongest phase; repetitions: the
    trainee's; coach_in_trainee_world: the coach with the trainee's bones, side, heading, place and clock.
    """

    alignment: Alignment
    findings: tuple[Finding, ...]
    within: tuple[str, ...]
    scores: dict[str, float]
    repetitions: tuple[RepetitionScore, ...]
    warnings: tuple[str, ...]
    coach_in_trainee_world: Motion

    @property
    def best(self) -> RepetitionScore:
        """The trainee's repetition closest to the coach."""
        return min(self.repetitions, key=lambda repetition: repetition.score)

    @property
    def worst(self) -> RepetitionScore:
        """The trainee's repetition furthest from the coach."""
        return max(self.repetitions, key=lambda repetition: repetition.score)


def compare(
    trainee: Motion, coach: Motion, focus: Focus = EVERYTHING, offset_s: float | None = None
) -> Comparison:
    """Measure how the trainee's movement differs from the coach's.

    offset_s (coach's time − trainee's) overrides the proposed alignment. Raises MotionError for clips that
    are too short or, with this offset, have nothing in common.
    """
    alignment = align(trainee, coach, offset_s)
    side = mirrored(coach) if alignment.mirrored else coach
    own = _Clip.of(trainee, trainee.view is not None)
    other = _Clip.of(side, coach.view is not None)
    own_spans = [_spans(match) for match in alignment.matches]
    pair = _Pair(own, other, own_spans, _coach_spans(alignment, own_spans, other))
    differences = (pair.strongest(channel, focus.tolerance(channel)) for channel in focus.chosen())
    strongest = [difference for difference in differences if difference is not None]
    reported = [_finding(d, alignment, own_spans, own.leg_m) for d in strongest if d.reported]
    return Comparison(
        alignment=alignment,
        findings=independent(reported),
        within=tuple(_within(strongest, focus, other)),
        scores={d.channel.name: d.score for d in strongest},
        repetitions=_repetition_scores(alignment.matches, strongest),
        warnings=tuple(_warnings(alignment)),
        coach_in_trainee_world=coach_in_trainee_world(trainee, coach, alignment),
    )


@dataclass(frozen=True, eq=False)
class _Clip:
    motion: Motion
    measured: dict[str, np.ndarray]
    leg_m: float
    from_video: bool

    @classmethod
    def of(cls, motion: Motion, from_video: bool) -> "_Clip":
        return cls(motion, measure(motion), leg_length_m(motion), from_video)

    def frames(self, span: Span) -> slice:
        return slice(self.motion.frame_at(span.start_s), self.motion.frame_at(span.end_s) + 1)

    def values(self, channel: Channel, spans: Sequence[Span]) -> np.ndarray:
        """The channel's mean in each span, NaN where too little of it is known; of tempo, the durations."""
        if channel.name == "tempo":
            return np.array([span.end_s - span.start_s for span in spans])
        return np.array([self._mean(channel, span) for span in spans])

    def _mean(self, channel: Channel, span: Span) -> float:
        values = self.measured[channel.name][self.frames(span)]
        known = values[np.isfinite(values)]
        return float(known.mean()) if len(known) >= MIN_KNOWN * len(values) else np.nan

    def sigma(self, channel: Channel, spans: Sequence[Span]) -> float:
        """1 σ of the channel's values in this clip; more where its joints were seen badly."""
        joints = [JOINT_INDEX[name] for name in channel.joints]
        seen = np.mean([self.motion.confidence[self.frames(span)][:, joints].mean() for span in spans])
        sigma = channel.video_sigma if self.from_video else channel.sigma
        return sigma / max(float(seen), MIN_CONFIDENCE)


@dataclass(frozen=True, eq=False)
class _Difference:
    """One channel in one phase; per_repetition (R,) is trainee − coach, NaN where unknown."""

    channel: Channel
    phase: int
    trainee: float
    coach: float
    per_repetition: np.ndarray
    sigma: float
    tolerance: float

    @property
    def typical(self) -> float:
        return self.trainee - self.coach

    @property
    def score(self) -> float:
        return abs(self.typical) / self.tolerance

    @property
    def reported(self) -> bool:
        return self.score >= 1 and abs(self.typical) >= DETECTABLE_SIGMA * self.sigma

    @property
    def beyond(self) -> np.ndarray:
        """Which repetitions differ by the tolerance or more, in the typical direction."""
        return self.per_repetition * np.sign(self.typical) >= self.tolerance


def _spans(match: Match) -> list[Span]:
    """Phases of the trainee's repetition, or thirds of a movement without any, and the whole of it."""
    start_s, end_s = float(match.trainee_s[0]), float(match.trainee_s[-1])
    if match.repetition is None:
        cuts = np.linspace(start_s, end_s, len(PLAIN) + 1).tolist()
        parts = [Span(*part) for part in zip(PLAIN, cuts, cuts[1:], strict=False)]
    else:
        parts = list(match.repetition.phases)
    return [*parts, Span(THROUGHOUT, parts[0].start_s, parts[-1].end_s)]


def _coach_spans(alignment: Alignment, own_spans: list[list[Span]], coach: _Clip) -> list[list[Span]]:
    """The coach's phases in all the coach's repetitions, or else what is aligned with the trainee's phases.

    Where both have phases these are paired: warping pairs like poses, and so hides what is too little.
    """
    match = alignment.matches[0]
    if match.repetition is not None and match.coach_repetition is not None:
        found = find_repetitions(coach.motion, coach.measured)
        whole = [Span(THROUGHOUT, repetition.start_s, repetition.end_s) for repetition in found]
        return [[*repetition.phases, span] for repetition, span in zip(found, whole, strict=True)]
    return [[_on_coach(span, alignment) for span in spans] for spans in own_spans]


def _on_coach(span: Span, alignment: Alignment) -> Span:
    start_s, end_s = alignment.coach_time(np.array([span.start_s, span.end_s]))
    return Span(span.name, float(start_s), float(end_s))


@dataclass(frozen=True, eq=False)
class _Pair:
    """Both clips with the spans (repetitions × phases) that are set against each other."""

    own: _Clip
    other: _Clip
    own_spans: list[list[Span]]
    other_spans: list[list[Span]]

    def strongest(self, channel: Channel, tolerance: float) -> _Difference | None:
        """The channel's difference in the phase that shows it best; None where it is never known in both."""
        phases = range(len(self.own_spans[0]))
        if channel.name == "tempo":
            phases = phases[-1:]
        found = [d for phase in phases if (d := self.difference(channel, phase, tolerance)) is not None]
        if not found:
            return None
        best = max(found, key=lambda d: (d.reported, d.score))
        whole = found[-1]
        throughout = whole.phase == len(self.own_spans[0]) - 1 and whole.reported == best.reported
        return whole if throughout and whole.score >= THROUGHOUT_SHARE * best.score else best

    def difference(self, channel: Channel, phase: int, tolerance: float) -> _Difference | None:
        own_spans = [spans[phase] for spans in self.own_spans]
        other_spans = [spans[phase] for spans in self.other_spans]
        trainee, coach = self.own.values(channel, own_spans), self.other.values(channel, other_spans)
        if min(np.isfinite(trainee).mean(), np.isfinite(coach).mean()) < MIN_KNOWN:
            return None
        if channel.name == "tempo":
            trainee, coach = trainee / np.nanmean(coach), coach / np.nanmean(coach)
        scatter, variation = _deviation(trainee), _deviation(coach)
        sigmas = (
            self.own.sigma(channel, own_spans),
            self.other.sigma(channel, other_spans),
            scatter / np.sqrt(np.isfinite(trainee).sum()),
        )
        return _Difference(
            channel=channel,
            phase=phase,
            trainee=float(np.nanmedian(trainee)),
            coach=float(np.nanmean(coach)),
            per_repetition=trainee - np.nanmean(coach),
            sigma=float(np.linalg.norm(sigmas)),
            tolerance=float(np.hypot(tolerance, variation)),
        )


def _deviation(values: np.ndarray) -> float:
    """Standard deviation over the repetitions that are known; nothing is known of a single one's."""
    known = values[np.isfinite(values)]
    return float(known.std(ddof=1)) if len(known) > 1 else 0.0


def _finding(
    difference: _Difference, alignment: Alignment, own_spans: list[list[Span]], leg_m: float
) -> Finding:
    """The difference in the words and units of reports, shown where it is largest."""
    channel, beyond = difference.channel, difference.beyond
    worst = int(np.nanargmax(np.abs(difference.per_repetition) * (1 + beyond)))
    span = own_spans[worst][difference.phase]
    coach = _on_coach(span, alignment)
    return Finding(
        id=f"{channel.name}@{span.name.replace(' ', '-')}",
        channel=channel.name,
        part=channel.part,
        side=channel.side,
        phase=Phase(span.name, span.start_s, span.end_s, coach.start_s, coach.end_s),
        trainee=channel.shown(difference.trainee, leg_m),
        coach=channel.shown(difference.coach, leg_m),
        difference=channel.shown(difference.typical, leg_m),
        unit=channel.shown_unit,
        uncertainty=channel.shown(difference.sigma, leg_m),
        score=difference.score,
        repetitions=(int(beyond.sum()), int(np.isfinite(difference.per_repetition).sum())),
        joints=channel.joints,
    )


def _within(strongest: Sequence[_Difference], focus: Focus, coach: _Clip) -> Iterator[str]:
    """Channels that matter in this movement and are within tolerance, the most moved first."""

    def moved(difference: _Difference) -> float:
        values = coach.measured.get(difference.channel.name, np.zeros(1))
        known = values[np.isfinite(values)]
        return float(np.ptp(known)) / difference.tolerance if known.size else 0.0

    for difference in sorted(strongest, key=moved, reverse=True):
        if difference.score < 1 and (focus.channels is not None or moved(difference) >= PRAISED_RANGE):
            yield difference.channel.name


def _repetition_scores(
    matches: Sequence[Match], strongest: Sequence[_Difference]
) -> tuple[RepetitionScore, ...]:
    squares = np.array([(d.per_repetition / d.tolerance) ** 2 for d in strongest]).reshape(-1, len(matches))
    squares = np.ma.masked_invalid(squares)
    scores = np.sqrt(squares.mean(axis=0)).filled(0.0)
    return tuple(
        RepetitionScore(float(match.trainee_s[0]), float(match.trainee_s[-1]), float(score))
        for match, score in zip(matches, scores, strict=True)
    )


def _warnings(alignment: Alignment) -> Iterator[str]:
    if alignment.cost_m > DIFFERENT_ACTION_M:
        yield (
            f"The two clips hardly show the same movement: on equal bodies their joints lie "
            f"{100 * alignment.cost_m:.0f} cm apart on average, usual are less than "
            f"{100 * DIFFERENT_ACTION_M:.0f} cm. Check that both show the same exercise."
        )
