"""Lowering: squats, lunges, sitting, kneeling, lying, bending over, and getting up again."""

import numpy as np

from inference.language.events.event import Event, Swing, swings
from inference.language.events.signals import SIDES, Signals

# Ways of the hips down or up, per leg.
MIN_LOWERING = 0.09
# Hips that never come below this are no squat, but a dip in a step.
LOW = 0.87
# A stay at the bottom that makes of going down and coming up two deeds.
STAY_S = 1.5
# A body's middle so far behind the ankles, per leg, is behind the heels as well: only a seat holds it.
SEATED_BEHIND = -0.04
# Trunk this little upright, hips this low per leg.
LYING_UP, LYING_LEG = 0.4, 0.35
KNEE_ON_FLOOR_M = 0.14
LUNGE_LENGTH, SIDE_LUNGE_WIDTH = 0.45, 0.75
UNEVEN_KNEES_DEG = 35.0
BENT_OVER_DEG = 50.0
STRAIGHT_KNEES_DEG = 60.0


def lowering(signals: Signals) -> list[Event]:
    """Every way down and up: squat, lunge, side_lunge, bend_over (there and back), and the single ways.

    Single ways are called after the posture below: sit_down, kneel_down, lie_down, crouch_down, bend_down,
    lunge_down, and get_up with that posture as its direction. Sizes: the hips' way, m.
    """
    ways = [way for way in swings(signals.crouch, MIN_LOWERING) if min(way.start, way.end) < LOW]
    found = []
    before = 0
    while ways:
        way = ways.pop(0)
        down = way.end < way.start
        next_first = ways[0].first if ways else len(signals.crouch) - 1
        stay = (way.last, next_first) if down else (before, way.first)
        below, side = posture(signals, _lowest(signals, *stay))
        stay_s = (next_first - way.last) / signals.motion.fps
        if ways and down and below in _THERE_AND_BACK and stay_s < STAY_S and ways[0].end > ways[0].start:
            back = ways.pop(0)
            found.append(_event(signals, below, side, way, back.last))
            before = back.last
            continue
        kind, direction = (_DOWN[below], "") if down else ("get_up", below)
        found.append(_event(signals, kind, "none", way, way.last, direction))
        before = way.last
    return found


_THERE_AND_BACK = ("squat", "lunge", "lunge_to_floor", "side_lunge", "bend_over")
_DOWN = {
    "squat": "crouch_down", "lunge": "lunge_down", "lunge_to_floor": "kneel_down", "side_lunge": "lunge_down",
    "bend_over": "bend_down", "sit": "sit_down", "kneel": "kneel_down", "lie": "lie_down",
}  # fmt: skip


def _lowest(signals: Signals, first: int, last: int) -> int:
    return first + int(signals.crouch[first : last + 1].argmin())


def _event(signals: Signals, kind: str, side: str, way: Swing, last: int, direction: str = "") -> Event:
    part = f"{side}_leg" if side != "none" else "whole_body"
    size = abs(way.end - way.start) * signals.body.leg_m
    return Event(kind, part, signals.time_s(way.first), signals.time_s(last), direction, size)


def posture(signals: Signals, frame: int) -> tuple[str, str]:
    """What somebody low is in, and the leg that leads a lunge (or none)."""
    body, leg_m = signals.body, signals.body.leg_m
    hips, neck = signals.hips[frame], body.at("neck")[frame]
    floor_m = min(body.at(f"{side}_ankle")[:, 1].min() for side in SIDES)
    if (neck - hips)[1] < LYING_UP * np.linalg.norm(neck - hips) and hips[1] - floor_m < LYING_LEG * leg_m:
        return "lie", "none"
    if _seated(signals, frame):
        return "sit", "none"
    left, right = (float(signals[f"{side}_knee_flexion"][frame]) for side in SIDES)
    if max(left, right) < STRAIGHT_KNEES_DEG and signals["trunk_lean_forward"][frame] > BENT_OVER_DEG:
        return "bend_over", "none"
    kneels = min(body.at(f"{side}_knee")[frame, 1] for side in SIDES) - floor_m < KNEE_ON_FLOOR_M
    length, width = signals["stance_length"][frame], signals["stance_width"][frame]
    if length > max(LUNGE_LENGTH, width):
        ahead = signals.seen(signals.at("left_ankle") - signals.at("right_ankle"))[frame, 2]
        return "lunge_to_floor" if kneels else "lunge", "left" if ahead > 0 else "right"
    if kneels:
        return "kneel", "none"
    if width > SIDE_LUNGE_WIDTH and abs(left - right) > UNEVEN_KNEES_DEG:
        return "side_lunge", "left" if left > right else "right"
    return "squat", "none"


def _seated(signals: Signals, frame: int) -> bool:
    body = signals.body
    ankles = body.at("left_ankle", "right_ankle")[frame]
    middle = (signals.hips[frame] + body.at("spine3")[frame] + body.at("head")[frame]) / 3
    return float((middle - ankles) @ signals.forward[frame]) / body.leg_m < SEATED_BEHIND
