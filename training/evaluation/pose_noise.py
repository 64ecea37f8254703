"""Known movements without films: synthetic tracks that err as the landmark network does."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.skeleton import SOLE_OFFSET_M
from inference.pose.keypoints import LANDMARK_INDEX, LANDMARKS
from inference.pose.landmark_model import SEEN
from inference.pose.lifted import LIFTER_FPS
from inference.pose.track import Track
from training.data.clips import FPS, read_clips
from training.evaluation.pose_cases import Case
from training.lifter.cameras import random_camera
from training.lifter.filmed import film_samples
from training.lifter.films import in_room
from training.lifter.noise import Noise

SEED = 11
PIECE_S, SHORTEST_S = 10.0, 1.0


def noisy(split: str, data: Path) -> Iterator[Case]:
    """Every clip of the split before a random camera, in pieces of up to PIECE_S.

    Its landmarks have the errors of the heavy network on films of training people.
    """
    noise = Noise(sample for _, sample in film_samples("train", cleaned=False))
    chance = np.random.default_rng(SEED)
    frames = round(PIECE_S * FPS)
    for clip in read_clips(data):
        if clip.split == split:
            joints = in_room(clip.motion().joints_in_world) + np.float32([0, SOLE_OFFSET_M, 0])
            for first in range(0, len(joints), frames):
                piece = joints[first : first + frames]
                if len(piece) >= SHORTEST_S * FPS:
                    person = f"{clip.source} {clip.subject}"
                    yield _noisy(f"{clip.clip_id}_{first}", person, piece, noise, chance)


def _noisy(name: str, person: str, joints: np.ndarray, noise: Noise, chance: np.random.Generator) -> Case:
    camera = random_camera(joints, chance)
    height_m = Motion(joints, FPS).height_m
    time_s = np.arange(int((len(joints) - 1) / FPS * LIFTER_FPS) + 1) / LIFTER_FPS
    in_camera = camera.see(rows_between(joints, time_s * FPS))
    rays, visibility, landmarks_m = noise.on(in_camera, height_m, chance)
    pixels = rays * camera.focal_px + np.array(camera.image_size) / 2
    inside = ((pixels >= 0) & (pixels < camera.image_size)).all(axis=-1)
    keypoints = np.concatenate([pixels, (visibility * inside)[..., None]], axis=-1)
    track = Track(
        time_s,
        keypoints[:, _CARRIER].astype(np.float32),
        landmarks_m[:, _CARRIER].astype(np.float32),
        np.ones(len(time_s), bool),
        camera.image_size,
        1,
        1,
    )
    return Case(name, person, "random", track, Motion(joints, FPS, view=camera.view()))


def _carriers() -> np.ndarray:
    """Which modelled landmark stands in the place of each of the 33; no method reads those not modelled."""
    face = dict.fromkeys(LANDMARKS[: LANDMARK_INDEX["left_shoulder"]], SEEN["nose"])
    hands = {
        f"{side}_{finger}": SEEN[f"{side}_wrist"]
        for side in ("left", "right")
        for finger in ("pinky", "index", "thumb")
    }
    return np.array([(face | hands | SEEN)[name] for name in LANDMARKS])


_CARRIER = _carriers()
