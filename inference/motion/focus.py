"""Focus: what the coach wants looked at, and how closely."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from inference.errors import MotionError
from inference.motion.channels import CHANNELS, Channel


@dataclass(frozen=True)
class Focus:
    """The coach's choice: `channels` to look at (None: all), `ignore` what is not wanted.

    `tolerances` replaces a channel's tolerance, in the channel's own unit (rad, leg, ratio); what is
    `important` comes before all else, though another difference may explain it.
    Raises MotionError on a name that is no channel or a tolerance that is not positive.
    """

    channels: tuple[str, ...] | None = None
    tolerances: Mapping[str, float] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    important: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (*(self.channels or ()), *self.tolerances, *self.ignore, *self.important):
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

    def asked_for(self, channel: Channel) -> bool:
        """Whether the coach has named this channel, so that it counts although nobody moves it much."""
        return self.channels is not None or channel.name in (*self.tolerances, *self.important)

    def to_json(self) -> dict[str, Any]:
        """The focus as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Focus":
        """The focus that to_json wrote; what is missing is not limited. Raises MotionError."""
        try:
            channels = data.get("channels")
            return cls(
                channels=None if channels is None else tuple(channels),
                tolerances={name: float(value) for name, value in data.get("tolerances", {}).items()},
                ignore=tuple(data.get("ignore", ())),
                important=tuple(data.get("important", ())),
            )
        except (AttributeError, TypeError, ValueError) as error:
            raise MotionError("This choice of what to look at cannot be read; choose it again.") from error


EVERYTHING = Focus()
