"""The lifting network: a person's landmarks over time to their motion in camera axes."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime as ort

from inference import models
from inference.motion.skeleton import BONES, CROWN_ABOVE_HEAD_M, JOINT_INDEX, JOINTS, MIRRORED_JOINT
from inference.pose.camera import assumed_camera_matrix, rays_through
from inference.pose.landmark_model import MIRRORED_SEEN, SEEN_LANDMARKS
from inference.pose.landmarks import Landmarks
from inference.pose.lifted import Lifted
from inference.pose.lifter_input import LifterInput, lifter_input, ray_turns

_CLIP, _LIVE = "lifter", "lifter_live"
# The bones that add up to a stature, from the ball of the foot to the base of the skull.
_STATURE = ("left_foot", "left_ankle", "left_knee", "spine1", "spine2", "spine3", "neck", "head")
_STATURE_BONES = [index for index, (_, child) in enumerate(BONES) if JOINTS[child] in _STATURE]
_MIRROR = np.array([-1.0, 1.0, 1.0])
# Bones are named by the joint they end at, which is never the pelvis.
_MIRRORED_BONES = MIRRORED_JOINT[1:] - 1
_ALIKE = ("log_depth", "depth_sigma", "velocity_sigma", "up_sigma")
_MIRRORED_CONTACTS = [2, 3, 0, 1]
_HIPS = [JOINT_INDEX["left_hip"], JOINT_INDEX["right_hip"]]


def lift_clip(
    rays: np.ndarray, visibility: np.ndarray, landmarks_m: np.ndarray | None, height_m: float
) -> Lifted:
    """The motion of a whole clip at LIFTER_FPS, from rays (T, 19, 2), visibility (T, 19), 3-D (T, 19, 3) m.

    The rays are x/z and y/z of SEEN_LANDMARKS through the assumed lens; 3-D is BlazePose's own, if any.
    Left and right come out alike: the clip is lifted as it is and in a mirror, and the mean is taken (as by
    Pavllo et al., CVPR 2019).
    """
    seen = lifter_input(rays, visibility, landmarks_m)
    in_mirror = lifter_input(
        rays[:, MIRRORED_SEEN] * _MIRROR[:2],
        visibility[:, MIRRORED_SEEN],
        None if landmarks_m is None else landmarks_m[:, MIRRORED_SEEN] * _MIRROR,
    )
    own, other = _outputs(seen), _mirrored(_outputs(in_mirror))
    mean = {name: (own[name] + value) / 2 for name, value in other.items()}
    mean["up"] /= np.linalg.norm(mean["up"], axis=-1, keepdims=True)
    return lifted(mean, seen, height_m)


def _outputs(seen: LifterInput) -> dict[str, np.ndarray]:
    session = _session(_CLIP)
    values = session.run(None, {"features": seen.features[None]})
    return {output.name: value[0] for output, value in zip(session.get_outputs(), values, strict=True)}


def _mirrored(out: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The outputs that `lifted` reads, as they would be in a mirror."""
    return {name: out[name] for name in _ALIKE} | {
        "poses": out["poses"][:, MIRRORED_JOINT] * _MIRROR,
        "sigma": out["sigma"][:, MIRRORED_JOINT],
        "bones": out["bones"][:, _MIRRORED_BONES],
        "velocity": out["velocity"] * _MIRROR,
        "up": out["up"] * _MIRROR,
        "contact": out["contact"][:, _MIRRORED_CONTACTS],
    }


def lifted(out: dict[str, np.ndarray], seen: LifterInput, height_m: float) -> Lifted:
    """The network's outputs (T, …), in ray axes and statures, turned into camera axes and metres."""
    turns = ray_turns(seen.middle)
    bones = np.median(out["bones"], axis=0)
    # A stature counts 0.2 m for what is above the last joint.
    size_m = (height_m - CROWN_ABOVE_HEAD_M) / bones[_STATURE_BONES].sum()
    # A σ along ray axes is one along camera axes to the accuracy to which it is known.
    return Lifted(
        poses_m=np.einsum("tab,tjb->tja", turns, out["poses"]) * size_m,
        pose_sigma_m=out["sigma"] * height_m,
        bones_m=bones * size_m,
        depth_m=np.exp(out["log_depth"]) / seen.size * height_m,
        depth_sigma=out["depth_sigma"],
        velocity_m_s=np.einsum("tab,tb->ta", turns, out["velocity"]) * height_m,
        velocity_sigma_m_s=np.repeat(out["velocity_sigma"][:, None], 3, axis=1) * height_m,
        up=np.einsum("tab,tb->ta", turns, out["up"]),
        up_sigma_rad=out["up_sigma"],
        contact=out["contact"],
    )


@dataclass(frozen=True, eq=False)
class LiveFrame:
    """One frame of a stream in camera axes: joints_in_camera (22, 3) m, sigma_m (22,), up (3,)."""

    joints_in_camera: np.ndarray
    sigma_m: np.ndarray
    up: np.ndarray


class LiveLifter:
    """Lifts a stream frame by frame, with constant memory; sees no future."""

    def __init__(self, image_size: tuple[int, int], height_m: float) -> None:
        self._camera_matrix = assumed_camera_matrix(image_size)
        self._height_m = height_m
        self._session = _session(_LIVE)
        self._history = np.zeros(self._session.get_inputs()[1].shape, np.float32)
        self._before: LifterInput | None = None

    def update(self, landmarks: Landmarks) -> LiveFrame:
        """The person in the next frame of the stream, about 1 / LIFTER_FPS after the one before."""
        points = landmarks.keypoints_px[SEEN_LANDMARKS]
        rays = rays_through(points[:, :2], self._camera_matrix)
        seen = lifter_input(
            rays[None], points[None, :, 2], landmarks.landmarks_m[None, SEEN_LANDMARKS], self._before
        )
        feed = {"features": seen.features[None], "history": self._history}
        *values, self._history = self._session.run(None, feed)
        names = [output.name for output in self._session.get_outputs()]
        frame = lifted(
            {name: value[0] for name, value in zip(names, values, strict=False)}, seen, self._height_m
        )
        self._before = seen
        hips = frame.poses_m[0, _HIPS].mean(axis=0)
        middle = np.append(seen.middle[0], 1) * frame.depth_m[0]
        sigma = np.sqrt((frame.pose_sigma_m[0] ** 2).mean(axis=-1))
        return LiveFrame(frame.poses_m[0] - hips + middle, sigma, frame.up[0])


@cache
def _session(name: str) -> ort.InferenceSession:
    """One session for the life of the process."""
    return models.load(name, threads=1 if name == _LIVE else 2)
