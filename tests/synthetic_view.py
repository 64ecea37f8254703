"""A constructed camera and the landmarks a perfect network would see through it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX
from inference.pose.keypoints import LANDMARK_INDEX, LANDMARKS
from inference.pose.track import Track

LANDSCAPE, PORTRAIT = (1280, 720), (720, 1280)
FOCAL_MM, FILM_DIAGONAL_MM = 30.0, 43.27
# Landmarks of the head, from the base of the skull: to the left, up, ahead.
_HEAD_M = {
    "nose": (0, 0.06, 0.12), "left_eye_inner": (0.015, 0.1, 0.1), "left_eye": (0.03, 0.1, 0.1),
    "left_eye_outer": (0.045, 0.1, 0.09), "left_ear": (0.075, 0.1, 0.01), "mouth_left": (0.025, 0.02, 0.1),
}  # fmt: skip
_HEAD_M |= {
    name.replace("left", "right"): (-x, y, z) for name, (x, y, z) in _HEAD_M.items() if "left" in name
}


def camera_at(
    position: ArrayLike, look_at: ArrayLike, size: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """camera_matrix (3, 3) and camera_from_world (4, 4) of a level phone at `position` aimed at `look_at`."""
    ahead = np.subtract(look_at, position)
    ahead = ahead / np.linalg.norm(ahead)
    right = np.cross(ahead, [0, 1, 0])
    right /= np.linalg.norm(right)
    camera_from_world = np.eye(4)
    camera_from_world[:3, :3] = [right, np.cross(ahead, right), ahead]
    camera_from_world[:3, 3] = -camera_from_world[:3, :3] @ np.asarray(position)
    focal_px = np.hypot(*size) * FOCAL_MM / FILM_DIAGONAL_MM
    camera_matrix = np.array([[focal_px, 0, size[0] / 2], [0, focal_px, size[1] / 2], [0, 0, 1]])
    return camera_matrix, camera_from_world


def seen(
    motion: Motion,
    camera: tuple[np.ndarray, np.ndarray],
    size: tuple[int, int],
    noise_m: float = 0.0,
    seed: int = 0,
) -> Track:
    """The track of a motion; 1 σ of the landmarks is noise_m in space and a fifth of it in the picture."""
    matrix, from_world = camera
    rng = np.random.default_rng(seed)
    in_camera = landmarks_of(motion) @ from_world[:3, :3].T + from_world[:3, 3]
    in_picture = in_camera + rng.normal(0, noise_m / 5, in_camera.shape)
    image = in_picture @ matrix.T
    hips = in_camera[:, 23:25].mean(axis=1, keepdims=True)
    around_hips = in_camera - hips + rng.normal(0, noise_m, in_camera.shape)
    to_ray = np.stack([_turn_to_z(hip) for hip in hips[:, 0]])
    keypoints = np.concatenate([image[..., :2] / image[..., 2:], np.ones((*in_camera.shape[:2], 1))], axis=-1)
    return Track(
        time_s=motion.time_s,
        keypoints_px=keypoints,
        landmarks_m=np.einsum("tab,tlb->tla", to_ray, around_hips),
        present=np.ones(len(motion), bool),
        image_size=size,
        person=1,
        people=1,
    )


def _turn_to_z(ray: np.ndarray) -> np.ndarray:
    """The least rotation (3, 3) that takes a ray to the z axis."""
    z = ray / np.linalg.norm(ray)
    cross = np.array([[0, 0, -z[0]], [0, 0, -z[1]], [z[0], z[1], 0]])
    return np.eye(3) + cross + cross @ cross / (1 + z[2])


def landmarks_of(motion: Motion) -> np.ndarray:
    """BlazePose's 33 landmarks (T, 33, 3) m of a motion whose feet have a heel and a toe."""
    joints = motion.joints_in_world.astype(float)
    landmarks = np.zeros((len(joints), len(LANDMARKS), 3))

    def joint(name: str) -> np.ndarray:
        return joints[:, JOINT_INDEX[name]]

    for name, index in LANDMARK_INDEX.items():
        if name in JOINT_INDEX:
            landmarks[:, index] = joint(name)
    up = _unit(joint("head") - joint("spine3"))
    ahead = _unit(np.cross(joint("left_shoulder") - joint("right_shoulder"), up))
    axes = np.stack([np.cross(up, ahead), up, ahead], axis=1)
    for name, offset in _HEAD_M.items():
        landmarks[:, LANDMARK_INDEX[name]] = joint("head") + np.einsum("a,tab->tb", offset, axes)
    for side in ("left", "right"):
        _hand_and_foot(landmarks, joint, side)
    return landmarks


def _hand_and_foot(landmarks: np.ndarray, joint: Callable[[str], np.ndarray], side: str) -> None:
    hand = _unit(joint(f"{side}_wrist") - joint(f"{side}_elbow"))
    for finger in ("pinky", "index", "thumb"):
        landmarks[:, LANDMARK_INDEX[f"{side}_{finger}"]] = joint(f"{side}_wrist") + 0.08 * hand
    ankle, ball = joint(f"{side}_ankle"), joint(f"{side}_foot")
    sole = _unit((ball - ankle) * [1, 0, 1])
    heel = ball - 0.17 * sole
    landmarks[:, LANDMARK_INDEX[f"{side}_heel"]] = heel
    landmarks[:, LANDMARK_INDEX[f"{side}_foot_index"]] = heel + (ball - heel) / 0.83


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
