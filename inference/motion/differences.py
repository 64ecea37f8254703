"""Differences: what the trainee does otherwise than the coach, measured, ranked, and worth saying."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from inference.motion.alignment import Alignment, Match, align, coach_in_trainee_world
from inference.motion.channel_differences import (
    THROUGHOUT,
    ChannelDifference,
    Measured,
    phase_differences,
    strongest,
)
from inference.motion.channels import CHANNELS
from inference.motion.deviation import Deviation
from inference.motion.doubt import LowConfidence, doubts
from inference.motion.finding import Finding, Phase
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.redundancy import independent
from inference.motion.repetitions import Span, find_repetitions, thirds
from inference.motion.retarget import mirrored, typical_bone_lengths, with_bones
from inference.motion.vantage import apart_rad, error_share

# What is praised must move this many tolerances in the coach's repetitions, or have been asked for.
PRAISED_MOVEMENT = 2.0
# An arm or the head that neither person moves by this share of the largest movement (both in tolerances) is
# not what the exercise is about, and is judged less strictly unless the coach asks for it.
IDLE_SHARE = 1 / 3
IDLE_LENIENCY = 2.0
IDLE_PARTS = ("left_arm", "right_arm", "head")
# Mean joint distance on equal bones above which two clips hardly show the same action. On UI-PRMD (training
# subjects) 1–2 % of the pairs of one exercise by two people lie above it, and 74 % of those of two exercises.
DIFFERENT_ACTION_M = 0.15
# Two films from sides farther apart than this are not corrected unless the coach names channels: 60° apart, a
# third of the pairs of one movement by training people still had a false finding.
DIFFERENT_SIDES_RAD = np.radians(45)


@dataclass(frozen=True)
class RepetitionScore:
    """One of the trainee's repetitions, clip time, and its root mean square difference in tolerances."""

    start_s: float
    end_s: float
    score: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """What sets the trainee apart from the coach.

    focus: what was looked at; findings: ranked, what is important to it first, then by score; within:
    channels that were good, the most moved first; scores: |difference| / tolerance of every channel compared,
    at its strongest phase; least_reported: the smallest difference that would have become a finding there, in
    the unit of findings; deviations: of every channel in every phase, none where films from different sides
    are not corrected; repetitions: the trainee's; low_confidence: where the clips show too little;
    coach_in_trainee_world: the coach with the trainee's bones, side, heading, place and clock.
    """

    alignment: Alignment
    focus: Focus
    findings: tuple[Finding, ...]
    within: tuple[str, ...]
    scores: dict[str, float]
    least_reported: dict[str, float]
    deviations: tuple[Deviation, ...]
    repetitions: tuple[RepetitionScore, ...]
    warnings: tuple[str, ...]
    low_confidence: LowConfidence
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

    offset_s (coach's time − trainee's) overrides the proposed alignment. Films from different sides yield
    findings only for channels that the focus names. Raises MotionError for clips that are too short or, with
    this offset, have nothing in common.
    """
    alignment = align(trainee, coach, offset_s)
    own, other = _measured(trainee, coach, alignment)
    tolerances = _tolerances(focus, own, other)
    by_phase = [phase_differences(CHANNELS[name], tolerances[name], own, other) for name in tolerances]
    known = [found for found in by_phase if found]
    shown = [strongest(found, throughout=len(own.spans[0]) - 1) for found in known]
    leg_m = leg_length_m(trainee)
    apart = apart_rad(trainee, coach, mirrored=alignment.mirrored)
    tellable = bool(focus.channels) or not _on_different_sides(apart)
    told = shown if tellable else []
    found = (_finding(d, alignment, own.spans, leg_m) for d in told if d.reported)
    return Comparison(
        alignment=alignment,
        focus=focus,
        findings=independent(found, focus.important),
        within=tuple(_within(told, focus, other)),
        scores={d.channel.name: d.score for d in shown},
        least_reported={d.channel.name: d.channel.shown(d.least_reported, leg_m) for d in told},
        deviations=tuple(_deviation(d, own.spans[0], leg_m) for d in chain(*known) if tellable),
        repetitions=_repetition_scores(alignment.matches, shown),
        warnings=tuple(_warnings(alignment, apart)),
        low_confidence=LowConfidence(doubts(trainee), doubts(coach)),
        coach_in_trainee_world=coach_in_trainee_world(trainee, coach, alignment),
    )


def _measured(trainee: Motion, coach: Motion, alignment: Alignment) -> tuple[Measured, Measured]:
    """Both clips' channels, the coach's on the trainee's bones and side, and the spans that are compared.

    Where both have repetitions, phase is set against phase, over all the coach's repetitions: warping pairs
    like poses, and so hides what is too little. Otherwise it is set against what is aligned with it.
    """
    spans = [compared_spans(match) for match in alignment.matches]
    side = with_bones(mirrored(coach) if alignment.mirrored else coach, typical_bone_lengths(trainee))
    if all(match.repetition and match.coach_repetition for match in alignment.matches):
        coach_spans = [_with_whole(repetition.phases) for repetition in find_repetitions(coach)]
    else:
        coach_spans = [[_on_coach(span, alignment) for span in phases] for phases in spans]
    share = error_share(apart_rad(trainee, coach, mirrored=alignment.mirrored))
    return (
        Measured(trainee, measure(trainee), spans, share if trainee.view else None),
        Measured(side, measure(side), coach_spans, share if coach.view else None),
    )


def compared_spans(match: Match) -> list[Span]:
    """Phases of the trainee's repetition, or thirds of a movement without any, and the whole of it."""
    if match.repetition is not None:
        return _with_whole(match.repetition.phases)
    return _with_whole(thirds(float(match.trainee_s[0]), float(match.trainee_s[-1])))


def _with_whole(phases: Sequence[Span]) -> list[Span]:
    return [*phases, Span(THROUGHOUT, phases[0].start_s, phases[-1].end_s)]


def _on_coach(span: Span, alignment: Alignment) -> Span:
    start_s, end_s = alignment.coach_time(np.array([span.start_s, span.end_s]))
    return Span(span.name, float(start_s), float(end_s))


def _tolerances(focus: Focus, trainee: Measured, coach: Measured) -> dict[str, float]:
    """Tolerance of every channel that is compared."""
    movement = {
        c.name: max(trainee.movement(c), coach.movement(c)) for c in CHANNELS.values() if c.unit == "rad"
    }
    used = {
        CHANNELS[name].part
        for name, moved in movement.items()
        if moved >= IDLE_SHARE * max(movement.values())
    }
    idle = set(IDLE_PARTS) - used
    tolerances = {}
    for channel in focus.chosen():
        lenient = channel.part in idle and not focus.asked_for(channel)
        tolerances[channel.name] = focus.tolerance(channel) * (IDLE_LENIENCY if lenient else 1)
    return tolerances


def _finding(
    difference: ChannelDifference, alignment: Alignment, spans: Sequence[Sequence[Span]], leg_m: float
) -> Finding:
    """The difference in the words and units of reports, shown in the repetition that has most of it."""
    channel, excess = difference.channel, difference.excess
    span = spans[int(np.nanargmax(excess))][difference.phase]
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
        repetitions=(int((excess >= 1).sum()), int(np.isfinite(excess).sum())),
        joints=channel.joints,
    )


def _deviation(difference: ChannelDifference, spans: Sequence[Span], leg_m: float) -> Deviation:
    channel = difference.channel
    values = (
        difference.typical,
        difference.sigma,
        difference.own_sigma,
        difference.detectable,
        difference.tolerance,
    )
    phase, shown = spans[difference.phase].name, (channel.shown(value, leg_m) for value in values)
    return Deviation(channel.name, channel.part, phase, channel.shown_unit, *shown)


def _within(strongest: Sequence[ChannelDifference], focus: Focus, coach: Measured) -> Iterator[str]:
    """Channels that matter in this movement and are surely within tolerance, the most moved first."""
    good = (d for d in strongest if d.score < 1 and d.sigma <= d.tolerance)
    movement = {d.channel.name: coach.movement(d.channel) for d in good}
    for name in sorted(movement, key=movement.__getitem__, reverse=True):
        if focus.channels is not None or movement[name] >= PRAISED_MOVEMENT:
            yield name


def _repetition_scores(
    matches: Sequence[Match], strongest: Sequence[ChannelDifference]
) -> tuple[RepetitionScore, ...]:
    excess = np.nan_to_num([d.excess for d in strongest]).reshape(-1, len(matches))
    scores = np.sqrt((excess**2).sum(axis=0) / max(len(strongest), 1))
    return tuple(
        RepetitionScore(float(match.trainee_s[0]), float(match.trainee_s[-1]), float(score))
        for match, score in zip(matches, scores, strict=True)
    )


def _on_different_sides(apart: float | None) -> bool:
    return apart is not None and apart > DIFFERENT_SIDES_RAD


def _warnings(alignment: Alignment, apart: float | None) -> Iterator[str]:
    if apart is not None and _on_different_sides(apart):
        yield (
            f"The two clips are filmed from different sides, about {np.degrees(apart):.0f}° apart, and share "
            "too little to correct anything. Film both from the same side."
        )
    elif alignment.cost_m > DIFFERENT_ACTION_M:
        yield (
            f"The two clips hardly show the same movement: on equal bodies the joints lie "
            f"{100 * alignment.cost_m:.0f} cm apart on average, and two people doing the same rarely exceed "
            f"{100 * DIFFERENT_ACTION_M:.0f} cm. Check that both clips show the same exercise."
        )
