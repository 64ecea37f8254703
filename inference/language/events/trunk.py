"""What trunk and head do: lean, twist, nod, tilt, and come back."""

import numpy as np

from inference.language.events.event import Event, swings
from inference.language.events.signals import Signals

# Channel → part, kind, least way in degrees, direction of more and of less.
_WATCHED = {
    "trunk_lean_forward": ("torso", "lean", 20.0, "forward", "backward"),
    "trunk_lean_sideways": ("torso", "lean", 14.0, "left", "right"),
    "trunk_rotation": ("torso", "twist", 25.0, "left", "right"),
    "neck_flexion": ("head", "bow_head", 28.0, "forward", "backward"),
    "neck_sideways": ("head", "tilt_head", 24.0, "left", "right"),
}
# Where a person holds trunk and head at rest is their own; a way that ends this near to it has come back.
BACK = 0.4


def trunk_events(signals: Signals) -> list[Event]:
    """Every way of trunk and head, from `start` to `end` degrees from rest; `straighten` is a way back."""
    found = []
    for channel, (part, kind, least, more, less) in _WATCHED.items():
        values = signals[channel]
        rest = float(np.median(values)) if part == "head" else 0.0
        for way in swings(values, least):
            start, end = way.start - rest, way.end - rest
            back = abs(end) < BACK * abs(way.end - way.start)
            direction = more if (start if back else end) > 0 else less
            span = signals.time_s(way.first), signals.time_s(way.last)
            name = f"straighten_{kind}" if back else kind
            found.append(Event(name, part, *span, direction, abs(end - start), start=start, end=end))
    return found
