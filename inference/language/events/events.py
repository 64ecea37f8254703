"""All events of a motion, in the order of time, without those that are only part of a larger one."""

from inference.language.events.arms import arm_events
from inference.language.events.event import Event
from inference.language.events.legs import leg_events
from inference.language.events.lowering import lowering
from inference.language.events.signals import Signals
from inference.language.events.states import states
from inference.language.events.travelling import travelling
from inference.language.events.trunk import trunk_events
from inference.motion.motion import Motion

# A dip of the hips around a jump, in running or in walking is part of it, m.
DIP_M = 0.3
WALKING_DIP_M = 0.2
AROUND_S = 0.5
# Legs that go far up in walking do more than walk.
HIGH_IN_WALKING = 0.5
KICKING_THIGH_DEG, KICKING_KNEE_DEG = 55.0, 65.0


def events(motion: Motion) -> tuple[Event, ...]:
    """What somebody does in a motion, by rules; nothing in a single frame."""
    if len(motion) < 2:
        return ()
    signals = Signals(motion)
    going = travelling(signals)
    jumps = [event for event in going if event.kind in ("jump", "hop")]
    runs = [event for event in going if event.kind == "run"]
    walks = [event for event in going if event.kind == "walk"]
    low = [
        event
        for event in lowering(signals)
        if (event.size > DIP_M or not (_meets(event, jumps, AROUND_S) or _meets(event, runs, 0)))
        and (event.size > WALKING_DIP_M or not _meets(event, walks, 0))
    ]
    legs = [
        event
        for event in leg_events(signals)
        if (_beyond_gait(event) or not _meets(event, jumps + runs, 0))
        and (event.size > HIGH_IN_WALKING or not _meets(event, walks, 0))
    ]
    found = [*going, *low, *legs, *arm_events(signals), *trunk_events(signals), *states(signals)]
    return tuple(sorted(found, key=lambda event: (event.start_s, event.end_s)))


def _beyond_gait(event: Event) -> bool:
    """A thigh far up and a knee that is not: no foot that runs."""
    return event.kind == "kick" and event.start > KICKING_THIGH_DEG and event.end < KICKING_KNEE_DEG


def _meets(event: Event, others: list[Event], around_s: float) -> bool:
    return any(event.overlap_s(other) > -around_s for other in others)
