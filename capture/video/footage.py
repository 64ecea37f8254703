"""Footage: a video file as it is to be looked at, on the clock of the movement and seen as others see it."""

from dataclasses import dataclass
from pathlib import Path

from capture.video.seeker import FrameSeeker


@dataclass(frozen=True)
class Footage:
    """A video file and how its pictures came about.

    slowed: seconds of the file to one second of the movement, above 1 in slow motion; mirrored: left and
    right are exchanged in its pictures, as in a mirror.
    """

    path: Path
    slowed: float = 1.0
    mirrored: bool = False

    def seeker(self, longest_px: int | None = None) -> FrameSeeker:
        """Any of its pictures, unmirrored, by the time of the movement. Raises VideoError."""
        return FrameSeeker(self.path, longest_px, slowed=self.slowed, mirrored=self.mirrored)
