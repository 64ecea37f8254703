"""Travelling: steps, walks, runs, turns and jumps, from feet, pelvis and heading."""

import numpy as np

from inference.language.events.event import Event
from inference.language.events.signals import SIDES, Signals, direction_of
from inference.motion.contact import resting_height_m, runs
from inference.motion.skeleton import CONTACT_JOINTS

GRAVITY_M_S2 = 9.81
# People walk up to a Froude number of 0.5 and run beyond (Alexander 1989, Physiological Reviews 69).
RUN_FROUDE = 0.5
MOVING_M_S = 0.35
MIN_TRAVEL_M = 0.5
MIN_GO_S = 0.5
MIN_CHANGE_S = 0.8
# Who runs still runs at this share of the speed at which walking became running.
STILL_RUNNING = 0.8
GAIT_SMOOTHING_S = 0.25
STEP_M_S = 0.5
MIN_STEP_M = 0.15
TURN_DEG_S = 25.0
MIN_TURN_DEG = 30.0
MIN_VEER_DEG = 15.0
MAX_TURNING_S = 1.2
# How long the heading at either end of a walk is looked at: about a step, which turns the body both ways.
END_S = 0.5
# Feet off the floor: higher than a running foot rolls, for longer than a frame or two; on a ladder they stay.
AIR_M = 0.02
# A floor that is not quite level seems to lift feet as well, but less than this share of a jump.
LIFTED_SHARE = 0.15
AIR_S = (0.12, 1.2)
# Hips in the air above where they are in standing; who runs flies too, but stays below the other limit.
MIN_RISE_M, MIN_RISE_RUNNING_M = 0.03, 0.06
FAST_M_S = 1.5
MIN_JUMPED_M = 0.3
HOP_FOOT_M = 0.12
_WAYS = ("forward", "backward", "left", "right")


def travelling(signals: Signals) -> list[Event]:
    """Every step, walk, run, turn and jump. Sizes: step m, walk and run m/s, turn deg, jump m."""
    steps = [step for side in SIDES for step in _steps(signals, side)]
    turns = _turns(signals)
    going = [event for event in _going(signals, steps) if not _only_turning(event, turns)]
    return [*steps, *going, *turns, *_veering(signals, going, turns), *_jumps(signals)]


def _steps(signals: Signals, side: str) -> list[Event]:
    foot = signals.at(f"{side}_ankle", f"{side}_foot")
    speed = np.linalg.norm(signals.rate(foot)[:, [0, 2]], axis=1)
    found = []
    for first, end in signals.spans(speed > STEP_M_S, 0.1, 0.1):
        last = min(end, len(foot) - 1)
        left, forward = signals.ground_way(foot, first, last)
        if np.hypot(left, forward) >= MIN_STEP_M:
            span = signals.time_s(first), signals.time_s(end)
            size = float(np.hypot(left, forward))
            found.append(Event("step", f"{side}_leg", *span, direction_of(left, forward), size))
    return found


def _going(signals: Signals, steps: list[Event]) -> list[Event]:
    velocity = signals.smooth(signals.rate(signals.hips * [1, 0, 1]), GAIT_SMOOTHING_S)
    speed = np.linalg.norm(velocity, axis=1)
    left, _, forward = signals.seen(velocity).T
    running = _lasting(speed, np.sqrt(RUN_FROUDE * GRAVITY_M_S2 * signals.body.leg_m))
    ways = np.array([_WAYS.index(direction_of(*pair)) for pair in zip(left, forward, strict=True)])
    flags = np.column_stack([ways[:, None] == np.arange(len(_WAYS)), running, ~running])
    gaits = np.vstack([np.zeros(flags.shape[1], int), flags.cumsum(axis=0)])
    found = []
    for first, end in signals.spans(speed > MOVING_M_S, 0.4, MIN_GO_S):
        for start, stop in _uniform(gaits, first, end, int(MIN_CHANGE_S * signals.motion.fps)):
            span = signals.time_s(start), signals.time_s(stop)
            taken = sum(step.start_s < span[1] and step.end_s > span[0] for step in steps)
            if speed[start:stop].sum() / signals.motion.fps >= MIN_TRAVEL_M and taken >= 2:
                kind, way = _gait(gaits, start, stop)
                found.append(Event(kind, "whole_body", *span, way, float(speed[start:stop].mean())))
    return found


def _lasting(speed: np.ndarray, limit: float) -> np.ndarray:
    """Where speed is over the limit, and around that as long as it stays near it."""
    near = np.zeros(len(speed), bool)
    for first, end in runs(speed > STILL_RUNNING * limit):
        near[first:end] = speed[first:end].max() > limit
    return near


def _uniform(gaits: np.ndarray, first: int, end: int, least: int) -> list[tuple[int, int]]:
    """The span cut where gait or direction changes for at least so many frames."""
    cuts = [first]
    for frame in range(first + least, end - least + 1):
        changes = _gait(gaits, cuts[-1], frame) != _gait(gaits, frame, frame + least)
        if frame - cuts[-1] >= least and changes:
            cuts.append(frame)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _gait(gaits: np.ndarray, first: int, end: int) -> tuple[str, str]:
    """Run or walk, and where to, in most frames of a span; gaits: how many there were before each frame."""
    counts = gaits[end] - gaits[first]
    kind = "run" if counts[-2] > counts[-1] else "walk"
    return kind, _WAYS[counts[: len(_WAYS)].argmax()]


def _turns(signals: Signals) -> list[Event]:
    rate = signals.rate(signals.heading)
    found = []
    for sign, direction in ((1, "left"), (-1, "right")):
        for first, end in signals.spans(sign * rate > TURN_DEG_S, 0.3, 0.2):
            angle = float(abs(signals.heading[end - 1] - signals.heading[first]))
            if angle >= MIN_TURN_DEG:
                span = signals.time_s(first), signals.time_s(end)
                found.append(Event("turn", "whole_body", *span, direction, angle))
    return found


def _only_turning(gone: Event, turns: list[Event]) -> bool:
    """Whether somebody goes sideways for a moment only because the body turns before the way does."""
    short = gone.direction in ("left", "right") and gone.duration_s < MAX_TURNING_S
    return short and any(gone.overlap_s(turn) > gone.duration_s / 2 for turn in turns)


def _veering(signals: Signals, going: list[Event], turns: list[Event]) -> list[Event]:
    """Turns too slow to be seen as such, from one end of a walk or run to the other."""
    found = []
    for gone in going:
        first, last = (signals.motion.frame_at(time_s) for time_s in (gone.start_s, gone.end_s))
        ends = max(int(END_S * signals.motion.fps), 1)
        change = signals.heading[max(last - ends, first) : last + 1].mean()
        change -= signals.heading[first : first + ends].mean()
        for turn in turns:
            if gone.overlap_s(turn) > 0:
                span_s = max(gone.start_s, turn.start_s), min(gone.end_s, turn.end_s)
                begins, ends = (signals.heading[signals.motion.frame_at(time_s)] for time_s in span_s)
                change -= ends - begins
        if abs(change) >= MIN_VEER_DEG and gone.direction == "forward":
            direction = "left" if change > 0 else "right"
            span = gone.start_s, gone.end_s
            found.append(Event("turn", "whole_body", *span, direction, float(abs(change))))
    return found


def _jumps(signals: Signals) -> list[Event]:
    joints = signals.body.joints
    resting = resting_height_m(joints)
    heights = (joints[:, CONTACT_JOINTS, 1] - resting).reshape(-1, 2, 2).min(axis=2)
    standing_m = signals.body.leg_m + float(resting[[0, 2]].mean())
    hips = signals.body.at("left_hip", "right_hip")
    found = []
    for first, end in _flights(heights.min(axis=1)):
        rise = float(hips[first:end, 1].max() - standing_m)
        before, after = max(first - 1, 0), min(end, len(hips) - 1)
        way = signals.ground_way(hips, before, after)
        fast = np.hypot(*way) * signals.motion.fps > FAST_M_S * (after - before)
        least = MIN_RISE_RUNNING_M if fast else MIN_RISE_M
        if not AIR_S[0] <= (end - first) / signals.motion.fps <= AIR_S[1] or rise < least:
            continue
        direction = direction_of(*way) if np.hypot(*way) > MIN_JUMPED_M else ""
        kind, part = _landing(heights[[before, after]])
        span = signals.time_s(before), signals.time_s(end)
        found.append(Event(kind, part, *span, direction, rise))
    return found


def _flights(height: np.ndarray) -> list[tuple[int, int]]:
    """Spans in which the lower foot (T,) m is in the air; near the floor only where it does not go far up."""
    spans = []
    for first, end in runs(height > AIR_M):
        top = height[first:end].max()
        spans += [(first + a, first + b) for a, b in runs(height[first:end] > LIFTED_SHARE * top)]
    return spans


def _landing(heights: np.ndarray) -> tuple[str, str]:
    """A hop, where one foot stays up before and after: heights (2, 2) m of both feet."""
    for foot, side in enumerate(SIDES):
        if (heights[:, 1 - foot] > heights[:, foot] + HOP_FOOT_M).all():
            return "hop", f"{side}_leg"
    return "jump", "whole_body"
