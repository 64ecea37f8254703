"""Focus: what the coach wants looked at, and how closely."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inference.errors import MotionError
from inference.motion.channels import CHANNELS, Channel


@dataclass(frozen=True)
class Focus:
    """The coach's choice: `channels` to look at (None: all), `ignore` what is not wanted.

    `tolerances` replaces a channel's tolerance, in the channel's own unit (rad, leg, ratio).
    Raises MotionError on a name that is no channel or a tolerance that is not positive.
    """

    channels: tuple[str, ...] | None = None
    tolerances: Mapping[str, float] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (*(self.channels or ()), *self.tolerances, *self.ignore):
            if name not in CHANNELS:
                raise MotionError(f"“{name}” cannot be measured; choose among: {', '.join(CHANNELS)}.")
        for name, tolerance in self.tolerances.items():
            if not tolerance > 0:
                raise MotionError(f"The tolerance of “{name}” must be above zero, not {tolerance}.")

    def chosen(self) -> list[Channel]:
        """The channels to compare, in the order of CHANNELS."""
        wanted = set(CHANNELS if self.channels is None else self.channels) - set(self.ignore)
        return [channel for name, channel in CHANNELS.items() if name in wanted]

    def tolerance(self, channel: Channel) -> float:
        """The tolerance that counts for this channel, in its own unit."""
        return self.tolerances.get(channel.name, channel.tolerance)


EVERYTHING = Focus()
