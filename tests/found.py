"""A finding for tests, such as the program would measure it."""

from dataclasses import replace

from inference.motion.channels import CHANNELS
from inference.motion.finding import Finding, Phase

BOTTOM = Phase("at the bottom", 1.0, 2.0, 1.0, 2.0)


def finding(channel: str, difference: float, **changes: object) -> Finding:
    """A finding at a coach's value of 60, so that both people are on the positive side."""
    spec = CHANNELS[channel]
    base = Finding(
        id=f"{channel}@{difference}",
        channel=channel,
        part=spec.part,
        side=spec.side,
        phase=BOTTOM,
        trainee=60 + difference,
        coach=60,
        difference=difference,
        unit=spec.shown_unit,
        uncertainty=3.0,
        score=2.0,
        repetitions=(5, 5),
        joints=spec.joints,
    )
    return replace(base, **changes)
