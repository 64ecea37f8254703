"""Films as samples: the tracks that the program itself would lift, at the network's rate, with the truth."""

from collections.abc import Iterator

import numpy as np

from inference.motion.contact import detect_contacts
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.pose.camera import assumed_camera_matrix, rays_through
from inference.pose.clean import clean
from inference.pose.landmark_model import SEEN_LANDMARKS
from inference.pose.landmarks import Quality
from inference.pose.lifted import LIFTER_FPS
from inference.pose.sampling import sample
from inference.pose.track import Track
from training.data.clips import FPS
from training.lifter.films import Filmed, read
from training.lifter.sample import Sample


def film_samples(
    split: str, quality: Quality = "heavy", *, cleaned: bool = True
) -> Iterator[tuple[str, Sample]]:
    """Each film of the split by name, as its track is (live use) or cleaned (whole clips)."""
    for film in read(split, quality):
        track = clean(film.track) if cleaned else film.track
        yield film.name, as_sample(film, track)


def as_sample(film: Filmed, track: Track) -> Sample:
    """A track of the film with the film's truth."""
    seen = sample(track, LIFTER_FPS)
    time_s = seen.start_s + np.arange(len(seen.visibility)) / seen.fps
    at = np.clip(time_s * FPS, 0, len(film.joints_in_world) - 1)
    in_world = rows_between(film.joints_in_world, at)
    contacts = rows_between(detect_contacts(film.joints_in_world, FPS).astype(float), at)
    turn, shift = film.camera_from_world[:3, :3], film.camera_from_world[:3, 3]
    assumed = assumed_camera_matrix(track.image_size)
    return Sample(
        rays=rays_through(seen.keypoints_px[:, SEEN_LANDMARKS], assumed),
        visibility=seen.visibility[:, SEEN_LANDMARKS],
        landmarks_m=seen.landmarks_m[:, SEEN_LANDMARKS],
        joints=in_world @ turn.T + shift,
        up=turn[:, 1],
        contacts=contacts,
        lens=assumed[0, 0] / film.camera_matrix[0, 0],
        height_m=Motion(film.joints_in_world, FPS).height_m,
        fps=LIFTER_FPS,
    )
