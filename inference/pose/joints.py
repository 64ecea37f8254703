"""From BlazePose's 33 landmarks to the 22 joints: one linear map, for pixels and metres alike."""

import numpy as np

from inference.motion.skeleton import JOINT_INDEX, JOINTS, MIRRORED_JOINT
from inference.pose.keypoints import LANDMARK_INDEX, LANDMARKS, MIRRORED_LANDMARK

# Weights of landmarks in each joint, middle and left (the right mirrors it); "mid_x" lies between left x and
# right x. Fitted on rendered training people, whose joints are known, and rounded to 0.01: the network's
# hips and shoulders lie elsewhere than the joints of that name, so proportions of skeletons do not fit.
_WEIGHTS: dict[str, dict[str, float]] = {
    "pelvis": {"mid_hip": 0.83, "mid_shoulder": 0.17},
    "spine1": {"mid_hip": 0.63, "mid_shoulder": 0.37},
    "spine2": {"mid_hip": 0.40, "mid_shoulder": 0.60},
    "spine3": {"mid_hip": 0.34, "mid_shoulder": 0.57, "mid_ear": 0.09},
    "neck": {"mid_hip": -0.05, "mid_shoulder": 0.92, "mid_ear": 0.13},
    "head": {"mid_shoulder": 0.43, "mid_ear": 0.57},
    "left_collar": {"mid_hip": 0.10, "left_shoulder": 0.68, "right_shoulder": 0.22},
    "left_shoulder": {"left_shoulder": 1.05, "right_shoulder": 0.05, "left_ear": -0.10},
    "left_elbow": {"left_elbow": 1.0},
    "left_wrist": {"left_wrist": 1.0},
    "left_hip": {"left_hip": 1.0},
    "left_knee": {"left_knee": 1.0},
    "left_ankle": {"left_knee": -0.06, "left_ankle": 0.96, "left_heel": 0.06, "left_foot_index": 0.04},
    "left_foot": {"left_heel": 0.17, "left_foot_index": 0.83},
}


def _regressor() -> np.ndarray:
    weights = np.zeros((len(JOINTS), len(LANDMARKS)))
    for joint, parts in _WEIGHTS.items():
        row = np.zeros(len(LANDMARKS))
        for landmark, weight in parts.items():
            names = {landmark.replace("mid", side) for side in ("left", "right")}
            for name in names:
                row[LANDMARK_INDEX[name]] += weight / len(names)
        weights[MIRRORED_JOINT[JOINT_INDEX[joint]]] = row[MIRRORED_LANDMARK]
        weights[JOINT_INDEX[joint]] = row
    return weights


_REGRESSOR = _regressor()


def joints_from_landmarks(landmarks: np.ndarray) -> np.ndarray:
    """The 22 joints (..., 22, n) of BlazePose landmarks (..., 33, n), in the same units and axes."""
    return np.einsum("jl,...ln->...jn", _REGRESSOR, landmarks)


def joint_confidence(visibility: np.ndarray) -> np.ndarray:
    """Confidence (..., 22) in 0..1: mean visibility (..., 33) of the landmarks that make each joint."""
    share = np.abs(_REGRESSOR)
    return visibility @ (share / share.sum(axis=1, keepdims=True)).T
