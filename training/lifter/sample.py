"""One stretch of a movement as a camera and the landmark network saw it, with the truth; batches of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial.transform import Rotation

from inference.motion.body_frames import pelvis_frame
from inference.motion.interpolation import rows_between
from inference.motion.skeleton import MIRRORED_JOINT, PARENTS
from inference.pose.landmark_model import CARRIERS, MIRRORED_SEEN, SEEN, landmark_offsets
from inference.pose.lifter_input import lifter_input, ray_turns
from training.lifter.network import rest_directions

HIPS = [SEEN["left_hip"], SEEN["right_hip"]]
_FLIP = np.array([-1.0, 1.0, 1.0])
_SWAPPED_CONTACTS = [2, 3, 0, 1]


@dataclass(frozen=True, eq=False)
class Sample:
    """T frames. Seen, through the assumed lens: rays (T, 19, 2), visibility (T, 19), landmarks_m (T, 19, 3).

    True, in camera axes: joints (T, 22, 3) m, up (3,), contacts (T, 4); lens: assumed focal length over the
    true one; height_m: stature; fps: of the frames.
    """

    rays: np.ndarray
    visibility: np.ndarray
    landmarks_m: np.ndarray | None
    joints: np.ndarray
    up: np.ndarray
    contacts: np.ndarray
    lens: float
    height_m: float
    fps: float

    def __len__(self) -> int:
        return len(self.rays)

    def without_depth(self) -> "Sample":
        """The same without BlazePose's 3-D landmarks."""
        return replace(self, landmarks_m=None)

    def mirrored(self) -> "Sample":
        """The same as seen in a mirror."""
        landmarks_m = None if self.landmarks_m is None else self.landmarks_m[:, MIRRORED_SEEN] * _FLIP
        return replace(
            self,
            rays=self.rays[:, MIRRORED_SEEN] * _FLIP[:2],
            visibility=self.visibility[:, MIRRORED_SEEN],
            landmarks_m=landmarks_m,
            joints=self.joints[:, MIRRORED_JOINT] * _FLIP,
            up=self.up * _FLIP,
            contacts=self.contacts[:, _SWAPPED_CONTACTS],
        )

    def rolled(self, angle_rad: float) -> "Sample":
        """The same with the camera turned about its axis."""
        turn = Rotation.from_rotvec([0, 0, angle_rad]).as_matrix().T
        landmarks_m = None if self.landmarks_m is None else self.landmarks_m @ turn
        return replace(
            self,
            rays=self.rays @ turn[:2, :2],
            landmarks_m=landmarks_m,
            joints=self.joints @ turn,
            up=self.up @ turn,
        )

    def at(self, frames: np.ndarray, fps: float) -> "Sample":
        """The stretch at fractional frames (N,), which are then taken for fps frames a second."""
        frames = np.clip(frames, 0, len(self) - 1)
        landmarks_m = None if self.landmarks_m is None else rows_between(self.landmarks_m, frames)
        return replace(
            self,
            rays=rows_between(self.rays, frames),
            visibility=rows_between(self.visibility, frames),
            landmarks_m=landmarks_m,
            joints=rows_between(self.joints, frames),
            contacts=rows_between(self.contacts, frames),
            fps=fps,
        )


def batch(samples: Sequence[Sample]) -> dict[str, np.ndarray]:
    """Features (B, T, F) and targets of samples of one length, in ray axes and statures: see Lifter."""
    has_depth = np.array([sample.landmarks_m is not None for sample in samples])
    depth = np.stack(
        [np.zeros((*s.rays.shape[:2], 3)) if s.landmarks_m is None else s.landmarks_m for s in samples]
    )
    seen = lifter_input(np.stack([s.rays for s in samples]), np.stack([s.visibility for s in samples]), depth)
    features = seen.features
    features[~has_depth, :, -1] = 0
    height = np.array([s.height_m for s in samples])
    joints = np.stack([s.joints for s in samples])
    count, frames = joints.shape[:2]
    flat = joints.reshape(-1, *joints.shape[2:])
    heights = np.repeat(height, frames)
    hips = flat[:, CARRIERS[HIPS]] + landmark_offsets(flat, 1.0)[:, HIPS] * heights[:, None, None]
    toward = hips.mean(axis=1)
    turns = ray_turns(toward[:, :2] / toward[:, 2:])
    pelvis = flat[:, :1]
    poses = (flat - pelvis) @ turns / heights[:, None, None]
    up = np.repeat(np.stack([s.up for s in samples]), frames, axis=0)
    step = np.gradient(joints[:, :, 0], axis=1) * np.array([s.fps for s in samples])[:, None, None]
    lens = np.array([s.lens for s in samples])
    z = joints[:, :, 0, 2] * lens[:, None] / height[:, None]
    targets = {
        "poses": poses,
        "rotations": _rotations(poses),
        "bones": np.linalg.norm(poses[:, 1:] - poses[:, list(PARENTS[1:])], axis=-1),
        "velocity": np.einsum("na,nab->nb", step.reshape(-1, 3) / heights[:, None], turns),
        "up": np.einsum("na,nab->nb", up, turns),
        "contact": np.stack([s.contacts for s in samples]).reshape(-1, 4),
    }
    shaped = {name: value.reshape(count, frames, *value.shape[1:]) for name, value in targets.items()}
    shaped["log_depth"] = np.log(z * seen.size)
    return {"features": features, **{name: value.astype(np.float32) for name, value in shaped.items()}}


def _rotations(poses: np.ndarray) -> np.ndarray:
    """Rotations (N, 22, 3, 3) of poses (N, 22, 3): the pelvis' frame, then each bone's least turn in it."""
    root = pelvis_frame(poses)
    body = np.stack([root.left, root.up, root.forward], axis=-1)
    bones = poses[:, 1:] - poses[:, list(PARENTS[1:])]
    bones = bones / np.maximum(np.linalg.norm(bones, axis=-1, keepdims=True), 1e-9)
    own = np.einsum("nja,nab->njb", bones, body)
    swing = _least_turn(rest_directions()[1:].numpy().astype(float), own)
    return np.concatenate([body[:, None], body[:, None] @ swing], axis=1)


def _least_turn(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Rotation matrices (N, J, 3, 3) from unit vectors start (J, 3) to end (N, J, 3)."""
    x, y, z = np.moveaxis(np.cross(np.broadcast_to(start, end.shape), end), -1, 0)
    zero = np.zeros_like(x)
    across = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=-1).reshape(*x.shape, 3, 3)
    cosine = (start * end).sum(-1)[..., None, None]
    # The bound keeps a bone turned right round finite.
    return np.eye(3) + across + across @ across / np.maximum(1 + cosine, 0.02)
