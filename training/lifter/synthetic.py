"""Samples without end: motion capture, mirrored, resized, turned, before cameras and detectors that err."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from inference.motion.contact import detect_contacts
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, SOLE_OFFSET_M, mirror
from inference.pose.camera import assumed_camera_matrix
from inference.pose.landmark_model import SEEN
from inference.pose.lifted import LIFTER_FPS
from training.data.clips import FPS, read_clips
from training.data.sets import joined
from training.lifter.cameras import NEAREST_M, PinHole, random_camera
from training.lifter.noise import Noise
from training.lifter.sample import Sample

FINE_FPS = 60.0
SOURCES = {"uiprmd": 0.35, "cmu": 0.30, "mhad": 0.15, "accad": 0.20}
TEMPO, LEG_SCALE, TRUNK_SCALE = (0.8, 1.25), (0.92, 1.08), (0.92, 1.08)
# How often a sample suffers what.
SHAKES, IS_HIDDEN, SWAPS = 0.4, 0.35, 0.06
SHAKE_RAD, SHAKE_S = 0.004, 0.3
HIDDEN_ERROR = 0.08
_LOWER = [
    JOINT_INDEX[f"{side}_{name}"] for side in ("left", "right") for name in ("hip", "knee", "ankle", "foot")
]


def _points(*names: str) -> list[int]:
    return [SEEN[name] for name in names]


_LEGS = {
    side: _points(*(f"{side}_{name}" for name in ("knee", "ankle", "heel", "foot_index")))
    for side in ("left", "right")
}
_ARMS = {side: _points(f"{side}_elbow", f"{side}_wrist") for side in ("left", "right")}
# What furniture and the frame's border hide together.
_OCCLUDERS = [
    *_LEGS.values(),
    *_ARMS.values(),
    _LEGS["left"] + _LEGS["right"],
    [i for side in ("left", "right") for i in _LEGS[side] if i not in _points(f"{side}_knee")],
]


class Movements:
    """The clips of a split at 60 frames a second, drawn by source."""

    def __init__(self, data: Path, split: str) -> None:
        chance = np.random.default_rng(5)
        self._clips: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}
        for source in SOURCES:
            groups: dict[str, list[np.ndarray]] = {}
            for clip in read_clips(data, source):
                if clip.split == split:
                    is_set = source == "uiprmd"
                    key = f"{clip.exercise} {clip.subject} {clip.correct}" if is_set else clip.clip_id
                    groups.setdefault(key, []).append(clip.motion().joints_in_world)
            joints = [joined(pieces, paused=False, chance=chance) for pieces in groups.values()]
            self._clips[source] = [_fine(clip) for clip in joints if len(clip) > FPS]

    def draw(self, frames: int, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Joints (frames, 22, 3) m at LIFTER_FPS of about the drawn tempo, and contacts (frames, 4)."""
        sources = [source for source in SOURCES if self._clips[source]]
        share = np.array([SOURCES[source] for source in sources])
        clips = self._clips[chance.choice(sources, p=share / share.sum())]
        lengths = np.array([len(joints) for joints, _ in clips], float)
        # Long clips come more often, but not in proportion.
        joints, contacts = clips[chance.choice(len(clips), p=np.sqrt(lengths) / np.sqrt(lengths).sum())]
        steps = np.arange(frames) * (chance.uniform(*TEMPO) * FINE_FPS / LIFTER_FPS)
        at = chance.uniform(0, max(len(joints) - 1 - steps[-1], 0)) + steps
        # A clip that is too short is played back and forth.
        at = np.abs((at + len(joints) - 1) % (2 * (len(joints) - 1)) - (len(joints) - 1))
        return rows_between(joints, at), contacts[np.rint(at).astype(int)].astype(float)


def _fine(joints: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    time = np.arange(len(joints)) / FPS
    fine = CubicSpline(time, joints.astype(float))(np.arange(0, time[-1], 1 / FINE_FPS)).astype(np.float32)
    fine[..., 1] += SOLE_OFFSET_M
    return fine, detect_contacts(fine, FINE_FPS)


def resized(joints: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Joints (T, 22, 3) m with legs and trunk of another size; feet that stand still stand."""
    legs, trunk = chance.uniform(*LEG_SCALE), chance.uniform(*TRUNK_SCALE)
    pelvis = joints[:, :1]
    result = (joints - pelvis) * trunk
    result[:, _LOWER] = (joints - pelvis)[:, _LOWER] * legs
    return result + pelvis * legs


class Synthetic:
    """Draws samples: a movement, a body, a camera, and what the detector would have made of it."""

    def __init__(self, movements: Movements, noises: Sequence[Noise]) -> None:
        self._movements, self._noises = movements, noises

    def draw(self, frames: int, chance: np.random.Generator) -> Sample:
        """One sample of so many frames at LIFTER_FPS."""
        joints, contacts, camera = self._filmed(frames, chance)
        height_m = Motion(joints[:1], LIFTER_FPS).height_m
        in_camera = camera.see(joints)
        noise = self._noises[chance.integers(len(self._noises))]
        rays, visibility, landmarks_m = noise.on(in_camera, height_m, chance)
        half = np.array(camera.image_size) / 2 / camera.focal_px
        outside = (np.abs(rays) > half).any(-1)
        rays = np.where(outside[..., None], rays + _drift(rays.shape, 0.05, chance) * _span(rays), rays)
        visibility = np.where(outside, 0, visibility)
        if chance.random() < SHAKES:
            rays = rays + _drift((frames, 1, 2), SHAKE_RAD, chance)
        lens = assumed_camera_matrix(camera.image_size)[0, 0] / camera.focal_px
        sample = Sample(
            rays / lens,
            visibility,
            landmarks_m,
            in_camera,
            camera.rotation[:, 1],
            contacts,
            lens,
            height_m,
            LIFTER_FPS,
        )
        return spoiled(sample, chance)

    def _filmed(self, frames: int, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray, PinHole]:
        """Joints (T, 22, 3) m of a movement, its contacts (T, 4), and a camera that has it before it."""
        while True:
            joints, contacts = self._movements.draw(frames, chance)
            if chance.random() < 0.5:
                joints, contacts = mirror(joints), contacts[:, [2, 3, 0, 1]]
            joints = resized(joints, chance)
            camera = random_camera(joints[::8], chance)
            # Who crosses a whole hall has no such camera; a joint behind the lens would have no depth.
            if camera.see(joints)[..., 2].min() > NEAREST_M / 2:
                return joints, contacts, camera


def spoiled(sample: Sample, chance: np.random.Generator) -> Sample:
    """The sample with now and then a limb hidden for a while, or sides mixed up."""
    rays, visibility = sample.rays.copy(), sample.visibility.copy()
    if chance.random() < IS_HIDDEN:
        points = _OCCLUDERS[chance.integers(len(_OCCLUDERS))]
        span = _some_frames(len(sample), chance)
        error = _drift((len(sample), len(points), 2), HIDDEN_ERROR, chance) * _span(rays)
        rays[span[:, None], points] += error[span]
        visibility[span[:, None], points] *= chance.uniform(0, 0.4)
    if chance.random() < SWAPS:
        limbs = (_LEGS, _ARMS)[chance.integers(2)]
        span = _some_frames(len(sample), chance, longest=8)
        both, other = limbs["left"] + limbs["right"], limbs["right"] + limbs["left"]
        rays[span[:, None], both] = rays[span[:, None], other]
    return replace(sample, rays=rays, visibility=visibility)


def _some_frames(count: int, chance: np.random.Generator, longest: int | None = None) -> np.ndarray:
    length = chance.integers(3, longest or count)
    start = chance.integers(0, count - length + 1)
    return np.arange(start, start + length)


def _drift(shape: tuple[int, ...], sigma: float, chance: np.random.Generator) -> np.ndarray:
    """Smooth noise (T, …) of that σ."""
    values = gaussian_filter1d(chance.normal(size=shape), SHAKE_S * LIFTER_FPS, axis=0, mode="nearest")
    return values * (sigma / max(values.std(), 1e-9))


def _span(rays: np.ndarray) -> float:
    """Extent of the person in rays (T, K, 2)."""
    return float(np.median(np.ptp(rays, axis=1).max(-1)))
