"""What a network without error would see of a known motion."""

from dataclasses import replace

import numpy as np
from motions import arm_raise, squat

from inference.motion.motion import Motion
from inference.pose.keypoints import LANDMARKS
from inference.pose.landmark_model import CARRIERS, SEEN_LANDMARKS, landmark_offsets
from inference.pose.track import Track
from training.evaluation.pose_cases import Case
from training.lifter.cameras import PinHole, aimed


def camera_beside(azimuth_deg: float = 30.0, size: tuple[int, int] = (640, 360)) -> PinHole:
    """4 m away, 1.3 m high."""
    return aimed(np.zeros(2), np.radians(azimuth_deg), 4.0, 1.3, -0.05, 0.03, 0.9, size)


def track_of(motion: Motion, camera: PinHole) -> Track:
    """The modelled landmarks, seen throughout; the other ones lie on the first of them."""
    joints = motion.joints_in_world.astype(float)
    on_body = joints[:, CARRIERS] + landmark_offsets(joints, motion.height_m)
    landmarks = np.repeat(on_body[:, :1], len(LANDMARKS), axis=1)
    landmarks[:, SEEN_LANDMARKS] = on_body
    in_camera = camera.see(landmarks)
    hips = in_camera[:, [23, 24]].mean(axis=1, keepdims=True)
    keypoints = np.concatenate([camera.project(in_camera), np.ones((*landmarks.shape[:2], 1))], axis=-1)
    present = np.ones(len(motion), bool)
    return Track(motion.time_s, keypoints, in_camera - hips, present, camera.image_size, 1, 1)


def case(name: str, person: str) -> Case:
    """What the squatter or the raiser of arms does; name ends with _ and the view."""
    truth = (squat if person == "squatter" else arm_raise)(fps=20.0)
    joints = truth.joints_in_world + np.float32([0, 0.02 - truth.joints_in_world[..., 1].min(), 0])
    camera = camera_beside()
    truth = replace(truth, joints_in_world=joints, view=camera.view())
    return Case(name, person, name.rsplit("_", 1)[1], track_of(truth, camera), truth)
