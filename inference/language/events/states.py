"""States: what somebody is in for a while: sitting, lying, crouching, leaning."""

import numpy as np

from inference.language.events.event import Event
from inference.language.events.lowering import LOW, posture
from inference.language.events.signals import Signals

# Hips that move less than this, per leg and second, stay.
STILL_A_SECOND = 0.15
LEAST_S = 0.8
LEANING_DEG = 22.0
_CALLED = {
    "lie": "be_lying", "sit": "be_sitting", "kneel": "be_kneeling", "lunge_to_floor": "be_kneeling",
    "lunge": "be_lunging", "side_lunge": "be_lunging", "squat": "be_crouching", "bend_over": "be_bent_over",
}  # fmt: skip


def states(signals: Signals) -> list[Event]:
    """Stays in a low posture, and a trunk that leans forward all the while."""
    slow = np.abs(signals.rate(signals.crouch)) < STILL_A_SECOND
    found = []
    for first, end in signals.spans((signals.crouch < LOW) & slow, 0.3, LEAST_S):
        kind = _CALLED[posture(signals, (first + end) // 2)[0]]
        found.append(Event(kind, "whole_body", signals.time_s(first), signals.time_s(end)))
    lean = signals["trunk_lean_forward"]
    for first, end in signals.spans(lean > LEANING_DEG, 0.3, LEAST_S):
        span = signals.time_s(first), signals.time_s(end)
        found.append(Event("be_leaning", "torso", *span, "forward", float(np.median(lean[first:end]))))
    return found
