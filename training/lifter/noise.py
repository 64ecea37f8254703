"""The landmark network's error, as measured on films of known motions, to put on landmarks that no film made.

Whole stretches are drawn, not single values: errors last, jump and swap sides as they really do. They come
from films seen from about the same side, since which limbs are hidden decides most of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from inference.motion.body_frames import pelvis_frame
from inference.pose.landmark_model import CARRIERS, landmark_offsets
from inference.pose.lifter_input import ray_turns
from training.lifter.sample import HIPS, Sample

NEIGHBOURS = 24


def true_landmarks(joints: np.ndarray, height_m: float) -> np.ndarray:
    """The 19 modelled landmarks (T, 19, 3) m of joints (T, 22, 3) m, in the same axes."""
    return joints[:, CARRIERS] + landmark_offsets(joints, height_m)


def azimuth_rad(joints: np.ndarray) -> float:
    """From which side the camera sees joints (T, 22, 3) in camera axes: 0 the face, π/2 the person's left."""
    forward, toward = pelvis_frame(joints).forward, -joints[:, 0]
    across = forward[:, 0] * toward[:, 2] - forward[:, 2] * toward[:, 0]
    along = (forward * toward)[:, [0, 2]].sum(-1)
    return float(np.angle((along + 1j * across).mean()))


@dataclass(frozen=True, eq=False)
class _Errors:
    """Of a film, in statures: in_picture (T, 19, 2) at their depth, depth (T, 19, 3); visibility (T, 19)."""

    in_picture: np.ndarray
    visibility: np.ndarray
    depth: np.ndarray


class Noise:
    """Errors of films, found by the side from which they were seen."""

    def __init__(self, films: Iterable[Sample]) -> None:
        self._errors: list[_Errors] = []
        azimuths = []
        for film in films:
            assert film.landmarks_m is not None
            for one in (film, film.mirrored()):
                self._errors.append(_errors(one))
                azimuths.append(azimuth_rad(one.joints))
        self._azimuth = np.array(azimuths)

    def on(
        self, joints: np.ndarray, height_m: float, chance: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rays (T, 19, 2), visibility (T, 19), landmarks_m (T, 19, 3) of joints in camera axes, erring."""
        apart = np.abs(np.angle(np.exp(1j * (self._azimuth - azimuth_rad(joints)))))
        near = np.argpartition(apart, NEIGHBOURS)[:NEIGHBOURS]
        errors = self._errors[chance.choice(near)]
        frames = _stretch(len(errors.visibility), len(joints), chance)
        truth = true_landmarks(joints, height_m)
        rays = truth[..., :2] / truth[..., 2:]
        rays = rays + errors.in_picture[frames] * (height_m / joints[:, :1, 2:])
        return rays, errors.visibility[frames], _in_ray_axes(truth) + errors.depth[frames] * height_m


def _errors(film: Sample) -> _Errors:
    truth = true_landmarks(film.joints, film.height_m)
    # Through the true lens.
    rays = film.rays * film.lens
    in_picture = (rays - truth[..., :2] / truth[..., 2:]) * (film.joints[:, :1, 2:] / film.height_m)
    return _Errors(in_picture, film.visibility, (film.landmarks_m - _in_ray_axes(truth)) / film.height_m)


def _in_ray_axes(landmarks: np.ndarray) -> np.ndarray:
    """Landmarks (T, 19, 3) from the middle of the hips, as if the camera looked straight at it."""
    hips = landmarks[:, HIPS].mean(axis=1)
    return (landmarks - hips[:, None]) @ ray_turns(hips[:, :2] / hips[:, 2:])


def _stretch(length: int, count: int, chance: np.random.Generator) -> np.ndarray:
    """Indices (count,) that run through 0..length − 1 to and fro from anywhere, in either direction."""
    path = np.concatenate([np.arange(length), np.arange(length)[::-1]])
    start = chance.integers(len(path))
    return path[(start + np.arange(count)) % len(path)]
