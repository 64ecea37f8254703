"""Origins: the same moment in both clips, as the user has set it."""

from typing import Any, NamedTuple, cast

from inference.motion.motion import Motion

# As inference/motion/alignment.py asks for; less in common cannot be compared.
MIN_SHARED_S = 0.5


class Origins(NamedTuple):
    """Seconds of each clip that belong together; both then run at their own tempo."""

    trainee_s: float
    coach_s: float

    @property
    def offset_s(self) -> float:
        """The coach's time − the trainee's."""
        return self.coach_s - self.trainee_s

    def shared_s(self, trainee: Motion, coach: Motion) -> float:
        """How long both are seen when these belong together; < 0: one ends before the other begins."""
        first_s = max(trainee.time_s[0], coach.time_s[0] - self.offset_s)
        last_s = min(trainee.time_s[-1], coach.time_s[-1] - self.offset_s)
        return float(last_s - first_s)


def restored_origins(kept: Any) -> Origins | None:
    """What a session has kept of them; None if it is nothing, or nothing sensible."""
    sound = isinstance(kept, list) and len(kept) == 2 and all(isinstance(time_s, float) for time_s in kept)
    return Origins(*cast(list[float], kept)) if sound else None
