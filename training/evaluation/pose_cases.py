"""Known movements with what the landmark networks made of their films."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inference.motion.motion import Motion, View
from inference.pose.landmarks import Quality
from inference.pose.track import Track
from training.data.clips import FPS
from training.lifter.films import read, shots


@dataclass(frozen=True, eq=False)
class Case:
    """A track and the true motion with its camera. person: whose movement; view: how it was filmed."""

    name: str
    person: str
    view: str
    track: Track
    truth: Motion


def filmed(split: str, data: Path, quality: Quality) -> Iterator[Case]:
    """The films of the split in which somebody was found."""
    people = {shot.name: shot.person for shot in shots(split, data)}
    for film in read(split, quality):
        view = View(
            film.track.keypoints_px,
            film.track.time_s,
            film.track.image_size,
            film.camera_matrix,
            film.camera_from_world,
        )
        truth = Motion(film.joints_in_world, FPS, view=view)
        yield Case(film.name, people[film.name], film.name.rsplit("_", 1)[1], film.track, truth)
