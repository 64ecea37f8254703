"""A movement before a constructed camera as landmarks and the lifting network see it: truth and errors."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.transform import Rotation
from synthetic_view import LANDSCAPE, camera_at

from inference.motion.contact import detect_contacts
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINTS, PARENTS, bone_lengths
from inference.pose.landmark_model import CARRIERS, landmark_offsets
from inference.pose.lifted import LIFTER_FPS, Lifted

POSITION, LOOK_AT = (1.5, 1.4, 4.0), (0.0, 0.9, 0.0)
# What each bone adds to the error of the joint at its end: across and along the line of sight.
_BONE_SIGMA_M = np.array([0.012, 0.012, 0.03])
_DEPTH_SIGMA, _VELOCITY_SIGMA_M_S, _SIGHT_SIGMA = 0.05, 0.15, 0.008
_LASTS_S = 0.4


@dataclass(frozen=True, eq=False)
class LiftedView:
    """Truth in camera axes, m: joints_in_camera (T, 22, 3), up (3,), camera_height_m, contacts (T, 4).

    Seen: lifted, rays (T, 19, 2), weight (T, 19), height_m.
    """

    joints_in_camera: np.ndarray
    up: np.ndarray
    camera_height_m: float
    contacts: np.ndarray
    lifted: Lifted
    rays: np.ndarray
    weight: np.ndarray
    height_m: float


def lifted_view(motion: Motion, noise: float = 1.0, up_sigma_rad: float = 0.05, seed: int = 0) -> LiftedView:
    """The view of a motion at LIFTER_FPS; noise: size of the errors, which last as real ones do; 0: none."""
    chance = np.random.default_rng(seed)
    _, from_world = camera_at(POSITION, LOOK_AT, LANDSCAPE)
    joints = motion.joints_in_world.astype(float) @ from_world[:3, :3].T + from_world[:3, 3]
    contacts = detect_contacts(motion.joints_in_world, LIFTER_FPS)
    frames = len(joints)

    def lasting(*shape: int) -> np.ndarray:
        width = _LASTS_S * LIFTER_FPS
        values = gaussian_filter1d(chance.normal(size=(frames, *shape)), width, axis=0, mode="nearest")
        return noise * values * np.sqrt(2 * np.sqrt(np.pi) * width)

    depth = joints[:, 0, 2]
    poses = joints - joints[:, :1]
    generations = np.zeros(len(JOINTS))
    for child, parent in enumerate(PARENTS[1:], start=1):
        generations[child] = generations[parent] + 1
    spread = np.sqrt(generations)[:, None] * _BONE_SIGMA_M
    away = Rotation.from_rotvec(noise * up_sigma_rad * chance.normal(size=3))
    landmarks = joints[:, CARRIERS] + landmark_offsets(joints, motion.height_m)
    landmarks[..., :2] += _SIGHT_SIGMA * motion.height_m * lasting(len(CARRIERS), 2)
    lifted = Lifted(
        poses_m=poses + lasting(len(JOINTS), 3) * spread,
        pose_sigma_m=np.broadcast_to(np.maximum(spread, 1e-3), poses.shape),
        bones_m=np.median(bone_lengths(joints), axis=0),
        depth_m=depth * np.exp(_DEPTH_SIGMA * lasting()),
        depth_sigma=np.full(frames, _DEPTH_SIGMA),
        velocity_m_s=np.gradient(joints[:, 0], axis=0) * LIFTER_FPS + _VELOCITY_SIGMA_M_S * lasting(3),
        velocity_sigma_m_s=np.full((frames, 3), _VELOCITY_SIGMA_M_S),
        up=np.tile(away.apply(from_world[:3, 1]), (frames, 1)),
        up_sigma_rad=np.full(frames, up_sigma_rad),
        contact=1 / (1 + np.exp(-np.where(contacts, 3.0, -3.0) - 1.5 * lasting(4))),
    )
    return LiftedView(
        joints_in_camera=joints,
        up=from_world[:3, 1],
        camera_height_m=POSITION[1],
        contacts=contacts,
        lifted=lifted,
        rays=landmarks[..., :2] / landmarks[..., 2:],
        weight=np.full(landmarks.shape[:2], 0.9),
        height_m=motion.height_m,
    )
