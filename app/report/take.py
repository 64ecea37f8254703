"""Take: one side of a comparison as a report shows it."""

from dataclasses import dataclass

from capture.video import Footage
from inference.motion.motion import Motion


@dataclass(frozen=True, eq=False)
class Take:
    """A motion, the name of the file it came from, and the video it was seen in, if any."""

    motion: Motion
    name: str
    video: Footage | None = None
