"""Motion: 22 joints over time in the world. The one type that every room speaks."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from inference.errors import MotionError
from inference.motion.contact import detect_contacts
from inference.motion.interpolation import rows_between
from inference.motion.skeleton import CROWN_ABOVE_HEAD_M, JOINT_INDEX, JOINTS

MAX_FPS = 60.0
MIN_FPS = 1.0


@dataclass(frozen=True, eq=False)
class View:
    """What one static camera saw: the 2-D landmarks a motion was made from, and the camera itself.

    keypoints_px (F, 33, 3): BlazePose's x, y in pixels of the upright image, and visibility 0..1;
    keypoint_time_s (F,); image_size (width, height); camera_matrix (3, 3);
    camera_from_world (4, 4), camera x right, y down, z forward; how surely its tilt and roll are known
    (up_sigma_rad) and its height over the floor (height_sigma_m): 1 σ, 0 if set by hand, None if not known.
    """

    keypoints_px: np.ndarray
    keypoint_time_s: np.ndarray
    image_size: tuple[int, int]
    camera_matrix: np.ndarray
    camera_from_world: np.ndarray
    up_sigma_rad: float | None = None
    height_sigma_m: float | None = None

    def project(self, points_in_world: np.ndarray) -> np.ndarray:
        """Pixels (..., 2) of points_in_world (..., 3) m."""
        points = points_in_world @ self.camera_from_world[:3, :3].T + self.camera_from_world[:3, 3]
        image = points @ self.camera_matrix.T
        return image[..., :2] / np.maximum(image[..., 2:], 1e-6)


@dataclass(frozen=True, eq=False)
class Motion:
    """A person's movement in the world frame: right-handed, y up, metres, floor at y = 0.

    joints_in_world (T, 22, 3) float32 m; fps in 1..60, constant; confidence (T, 22) 0..1;
    contacts (T, 4) bool (left ankle, left foot, right ankle, right foot); height_m: the person's stature;
    start_s: clip time of the first frame; person: whom the tracker followed; view: the camera, if any;
    sigma_m (T, 22) float32: 1 σ along each axis of a joint's place relative to the pelvis (the ball that
    holds it with 90 % has a radius of 2.50 σ), None where no camera made the motion or nobody knows.
    What else is left out is derived from the joints. Raises MotionError on wrong shapes or numbers.
    """

    joints_in_world: np.ndarray
    fps: float
    confidence: np.ndarray = None  # type: ignore[assignment]
    contacts: np.ndarray = None  # type: ignore[assignment]
    height_m: float = None  # type: ignore[assignment]
    start_s: float = 0.0
    person: int = 0
    view: View | None = None
    sigma_m: np.ndarray | None = None

    def __post_init__(self) -> None:
        joints = np.ascontiguousarray(self.joints_in_world, np.float32)
        if joints.ndim != 3 or joints.shape[1:] != (len(JOINTS), 3) or len(joints) == 0:
            raise MotionError(f"A motion is (frames, 22, 3), but this one is {joints.shape}.")
        if not np.isfinite(joints).all():
            raise MotionError("The motion holds positions that are not numbers; export it again.")
        if not MIN_FPS <= self.fps <= MAX_FPS:
            raise MotionError(f"A motion has {MIN_FPS:.0f} to {MAX_FPS:.0f} frames a second, not {self.fps}.")
        frames = len(joints)
        confidence = np.ones((frames, len(JOINTS))) if self.confidence is None else self.confidence
        contacts = detect_contacts(joints, self.fps) if self.contacts is None else self.contacts
        height_m = _stature_m(joints) if self.height_m is None else self.height_m
        derived = {
            "joints_in_world": joints,
            "fps": float(self.fps),
            # Interpolation may round it a hair beyond 1.
            "confidence": np.clip(confidence, 0, 1).astype(np.float32),
            "contacts": np.asarray(contacts, bool),
            "height_m": float(height_m),
        }
        if self.sigma_m is not None:
            derived["sigma_m"] = np.asarray(self.sigma_m, np.float32)
            if not (np.isfinite(derived["sigma_m"]) & (derived["sigma_m"] >= 0)).all():
                raise MotionError("The motion's uncertainty must be zero or more; export it again.")
        by_joint = (frames, len(JOINTS))
        for name, shape in (("confidence", by_joint), ("contacts", (frames, 4)), ("sigma_m", by_joint)):
            if name in derived and derived[name].shape != shape:
                raise MotionError(f"The motion's {name} should be {shape}.")
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.joints_in_world)

    @property
    def duration_s(self) -> float:
        """Time from the first frame to the last."""
        return (len(self) - 1) / self.fps

    @cached_property
    def time_s(self) -> np.ndarray:
        """Clip time of each frame, (T,)."""
        return self.start_s + np.arange(len(self)) / self.fps

    def joint(self, name: str) -> np.ndarray:
        """Path of one joint, (T, 3) m."""
        return self.joints_in_world[:, JOINT_INDEX[name]]

    def frame_at(self, time_s: float) -> int:
        """Index of the frame nearest to clip time time_s, clamped to the motion."""
        return int(np.clip(round((time_s - self.start_s) * self.fps), 0, len(self) - 1))

    def cut(self, start_s: float, end_s: float) -> "Motion":
        """The frames from start_s to end_s (clip time, both included)."""
        first, last = self.frame_at(start_s), self.frame_at(end_s) + 1
        return replace(
            self,
            joints_in_world=self.joints_in_world[first:last],
            confidence=self.confidence[first:last],
            contacts=self.contacts[first:last],
            sigma_m=None if self.sigma_m is None else self.sigma_m[first:last],
            start_s=float(self.time_s[first]),
        )

    def resampled(self, fps: float) -> "Motion":
        """The same movement at another frame rate, linearly interpolated."""
        if fps == self.fps or len(self) == 1:
            return replace(self, fps=fps)
        count = int(np.floor(self.duration_s * fps + 1e-6)) + 1
        at = np.minimum(np.arange(count) * (self.fps / fps), len(self) - 1)
        return replace(
            self,
            joints_in_world=rows_between(self.joints_in_world, at),
            fps=fps,
            confidence=rows_between(self.confidence, at),
            contacts=self.contacts[np.rint(at).astype(int)],
            sigma_m=None if self.sigma_m is None else rows_between(self.sigma_m, at),
        )


def _stature_m(joints: np.ndarray) -> float:
    """Stature from the bones of leg and trunk, so that a crouching person is not short."""
    leg = ("left_foot", "left_ankle", "left_knee", "left_hip")
    trunk = ("pelvis", "spine1", "spine2", "spine3", "neck", "head")
    chains = (joints[:, [JOINT_INDEX[name] for name in names]] for names in (leg, trunk))
    bones = (np.linalg.norm(np.diff(chain, axis=1), axis=-1).sum(-1) for chain in chains)
    return float(sum(np.median(length) for length in bones)) + CROWN_ABOVE_HEAD_M
