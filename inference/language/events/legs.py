"""What single legs do off the floor: lifts of knee, leg or heel, and kicks."""

import numpy as np

from inference.language.events.event import Event
from inference.language.events.signals import SIDES, Signals

# Ankle over its resting place, per leg.
LIFTED = 0.13
HIGH, VERY_HIGH = 0.3, 0.65
MIN_S = 0.2
KICK_M_S, HIGH_KICK_M_S = 3.5, 2.5
KNEE_DEG, THIGH_DEG = 50.0, 35.0
AWAY_DEG = 18.0
# A foot that is put down elsewhere has stepped.
STEP_LEG = 0.35


def leg_events(signals: Signals) -> list[Event]:
    """Kicks and lifts of either leg; steps are not among them.

    Sizes: the ankle's height, per leg; start and end: hip and knee flexion at the top, deg.
    """
    return [event for side in SIDES for event in _lifts(signals, side)]


def _lifts(signals: Signals, side: str) -> list[Event]:
    ankle, leg_m = signals.at(f"{side}_ankle"), signals.body.leg_m
    height = (ankle[:, 1] - np.percentile(ankle[:, 1], 5)) / leg_m
    speed = np.linalg.norm(signals.rate(ankle - signals.hips), axis=1)
    found = []
    for first, end in signals.spans(height > LIFTED, 0.05, MIN_S):
        top = first + int(height[first:end].argmax())
        way_m = np.linalg.norm((ankle[end - 1] - ankle[first])[[0, 2]])
        # Who draws the knee up first kicks; a leg that swings up straight must be faster to be a kick.
        drawn_up = signals[f"{side}_knee_flexion"][first:end].max() > KNEE_DEG and height[top] > VERY_HIGH
        limit_m_s = HIGH_KICK_M_S if drawn_up else KICK_M_S
        kicked = height[top] > HIGH and speed[first:end].max() > limit_m_s
        if way_m > STEP_LEG * leg_m and not kicked:
            continue
        kind, direction = _kind(signals, side, top, kicked=kicked)
        span = signals.time_s(first), signals.time_s(end)
        joints = (float(signals[f"{side}_{name}"][top]) for name in ("hip_flexion", "knee_flexion"))
        found.append(Event(kind, f"{side}_leg", *span, direction, float(height[top]), *joints))
    return found


def _kind(signals: Signals, side: str, top: int, *, kicked: bool) -> tuple[str, str]:
    flexion, abduction, knee = (
        float(signals[f"{side}_{name}"][top]) for name in ("hip_flexion", "hip_abduction", "knee_flexion")
    )
    if abs(flexion) < AWAY_DEG > abduction:
        return "lift_heel", ""
    direction = "sideways" if abduction > abs(flexion) else "forward" if flexion > 0 else "backward"
    if kicked:
        return "kick", direction
    if direction == "forward" and knee > KNEE_DEG:
        return ("lift_knee", "") if flexion > THIGH_DEG else ("lift_heel", "")
    return "lift_leg", direction
