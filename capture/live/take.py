"""Take: from “go” over the countdown to the end of a recording, as a matter of times alone."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum


class Phase(StrEnum):
    """Where a take is."""

    IDLE = "idle"
    COUNTDOWN = "countdown"
    RECORDING = "recording"
    DONE = "done"


@dataclass(frozen=True)
class Take:
    """One take: called, counted down for countdown_s, recorded for duration_s (inf: until stopped).

    All times are seconds of the cameras' clock (time.monotonic); what is asked is answered for the time it is
    asked for.
    """

    countdown_s: float = 3.0
    duration_s: float = math.inf
    called_s: float = math.inf
    stopped_s: float = math.inf

    @property
    def starts_s(self) -> float:
        """When the recording begins; inf as long as nobody called."""
        return self.called_s + self.countdown_s

    @property
    def ends_s(self) -> float:
        """When it ends; inf if that is not known."""
        return min(self.starts_s + self.duration_s, self.stopped_s)

    def call(self, now_s: float) -> "Take":
        """The same take, begun anew now."""
        return replace(self, called_s=now_s, stopped_s=math.inf)

    def clap(self, clapped_s: float) -> "Take":
        """The same take, recorded from a clap on without countdown."""
        return replace(self, called_s=clapped_s - self.countdown_s, stopped_s=math.inf)

    def stop(self, now_s: float) -> "Take":
        """The take ended now; during the countdown, as if it had not been called."""
        if self.phase(now_s) is Phase.COUNTDOWN:
            return self.reset()
        return replace(self, stopped_s=min(now_s, self.stopped_s))

    def reset(self) -> "Take":
        """The same take, not yet called."""
        return replace(self, called_s=math.inf, stopped_s=math.inf)

    def phase(self, now_s: float) -> Phase:
        """Where it is."""
        if now_s < self.called_s:
            return Phase.IDLE
        if now_s < self.starts_s:
            return Phase.COUNTDOWN
        return Phase.RECORDING if now_s < self.ends_s else Phase.DONE

    def count(self, now_s: float) -> int:
        """What the countdown says: 3, 2, 1; 0 outside it."""
        return math.ceil(self.starts_s - now_s) if self.phase(now_s) is Phase.COUNTDOWN else 0

    def recorded_s(self, now_s: float) -> float:
        """Seconds recorded so far."""
        return max(0.0, min(now_s, self.ends_s) - self.starts_s)
