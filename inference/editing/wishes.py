"""Wishes: how much a channel should change, moment by moment, for a finding to be gone.

In every phase in which the trainee is off to the side that the finding tells, the mean of each repetition
becomes the coach's. In between, the change follows the coach, laid on the trainee's clock.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d

from inference.motion.channels import CHANNELS, Channel
from inference.motion.differences import THROUGHOUT, Comparison, compared_spans
from inference.motion.finding import Finding
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.repetitions import Span

# A change comes and goes within this time where nothing is to change before or after it.
FADE_S = 0.4
SMOOTHING_S = 0.12
# Two phases of a few frames share most of them; then their means are met only nearly, by little more.
_RIDGE = 0.05
# A finding is of the parts of a repetition if one of them is off by this share of the whole of it.
_PART = 0.5
# What is cut off where it went to the wrong side is made up for elsewhere, again and again.
_ROUNDS = 8


def wishes(trainee: Motion, comparison: Comparison, findings: Sequence[Finding]) -> dict[str, np.ndarray]:
    """Change wanted of every channel that the findings are about, (T,) in the channel's unit, 0 elsewhere.

    `comparison` is the trainee's with the coach; none of the findings may be of tempo, which has no moments.
    """
    own, coach = measure(trainee), measure(comparison.coach_in_trainee_world)
    leg_m = leg_length_m(trainee)
    repetitions = [compared_spans(match) for match in comparison.alignment.matches]
    wanted = {}
    for finding in findings:
        channel = CHANNELS[finding.channel]
        missing = _missing(comparison, finding, channel, leg_m)
        spans = [span for phases in repetitions for span in phases if span.name in missing]
        values = own[channel.name]
        goals = _goals(trainee, values, spans, missing)
        wanted[channel.name] = _change(
            trainee, values, coach[channel.name], spans, goals, -np.sign(finding.difference)
        )
    return wanted


def _missing(comparison: Comparison, finding: Finding, channel: Channel, leg_m: float) -> dict[str, float]:
    """By how much each phase is off to the finding's side, trainee − coach in the channel's unit.

    All of the repetition is one phase if no part of it is off half as much.
    """
    off = {
        deviation.phase: channel.measured(deviation.difference, leg_m)
        for deviation in comparison.deviations
        if deviation.channel == channel.name and deviation.difference * finding.difference > 0
    }
    whole = off.pop(THROUGHOUT, 0.0)
    return off if max(map(abs, off.values()), default=0.0) > _PART * abs(whole) else {THROUGHOUT: whole}


def _goals(
    motion: Motion, own: np.ndarray, spans: Sequence[Span], missing: Mapping[str, float]
) -> np.ndarray:
    """The coach's mean in each span: the trainee's typical one, less what sets both apart."""
    means = np.array([_mean(own[_frames(motion, span)]) for span in spans])
    names = np.array([span.name for span in spans])
    return np.array([np.nanmedian(means[names == name]) - missing[name] for name in names])


def _change(
    motion: Motion, own: np.ndarray, coach: np.ndarray, spans: Sequence[Span], goals: np.ndarray, sign: float
) -> np.ndarray:
    """Change of `own` (T,), towards `sign` alone, by which its mean in every span is the goal."""
    fades = np.stack([smoothed(fading(motion, span), motion.fps) for span in spans])
    following = smoothed(bridged(coach - own) * np.clip(fades.sum(axis=0), 0, 1), motion.fps)
    frames = [_frames(motion, span) for span in spans]
    missing = np.nan_to_num([goal - _mean(own[f]) for f, goal in zip(frames, goals, strict=True)])
    overlaps = np.array([[fade[f].mean() for fade in fades] for f in frames])
    solve = np.linalg.inv(overlaps.T @ overlaps + _RIDGE**2 * np.eye(len(spans))) @ overlaps.T
    more = np.zeros(len(spans))
    for _ in range(_ROUNDS):
        change = sign * np.maximum(sign * (following + more @ fades), 0)
        more += solve @ (missing - [change[f].mean() for f in frames])
    return change


def fading(motion: Motion, span: Span, fade_s: float = FADE_S) -> np.ndarray:
    """1 in a span, fading to 0 within fade_s before and after it, (T,)."""
    outside_s = np.maximum(span.start_s - motion.time_s, motion.time_s - span.end_s)
    return (1 + np.cos(np.pi * np.clip(outside_s / fade_s, 0, 1))) / 2


def _frames(motion: Motion, span: Span) -> slice:
    return slice(motion.frame_at(span.start_s), motion.frame_at(span.end_s) + 1)


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else np.nan


def bridged(values: np.ndarray) -> np.ndarray:
    """Unknown moments between their neighbours; 0 if nothing is known."""
    known = np.flatnonzero(np.isfinite(values))
    if not known.size:
        return np.zeros(len(values))
    return np.interp(np.arange(len(values)), known, values[known])


def smoothed(values: np.ndarray, fps: float) -> np.ndarray:
    """Values (T,) without what is quicker than an edit comes and goes."""
    return gaussian_filter1d(values, SMOOTHING_S * fps, mode="nearest")
