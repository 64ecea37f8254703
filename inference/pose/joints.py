"""From BlazePose's 33 landmarks to the 22 joints: one linear map, for pixels and metres alike."""

import numpy as np

from inference.motion.skeleton import JOINT_INDEX, JOINTS
from inference.pose.keypoints import LANDMARK_INDEX, LANDMARKS

# Joints that are landmarks themselves.
_SAME = ("hip", "knee", "ankle", "shoulder", "elbow", "wrist")
# Joints on the line from mid-hips (0) to mid-shoulders (1), fitted to the training people.
_ALONG_TRUNK = {"pelvis": 0.18, "spine1": 0.37, "spine2": 0.63, "spine3": 0.71, "neck": 1.1}
# The collar joint sits beside the breastbone: this share of the half shoulder width, this far up the trunk.
_COLLAR_ACROSS, _COLLAR_ALONG = 0.46, 0.95
# The base of the skull lies below the ears, towards the shoulders.
_SKULL_BASE_BELOW_EARS = 0.3
# The ball of the foot lies between heel and toe tip.
_BALL_FROM_HEEL = 0.7


def _regressor() -> np.ndarray:
    weights = np.zeros((len(JOINTS), len(LANDMARKS)))

    def put(joint: str, landmark: str, weight: float) -> None:
        weights[JOINT_INDEX[joint], LANDMARK_INDEX[landmark]] += weight

    def put_middle(joint: str, landmark: str, weight: float) -> None:
        for side in ("left", "right"):
            put(joint, f"{side}_{landmark}", weight / 2)

    for joint, along in _ALONG_TRUNK.items():
        put_middle(joint, "hip", 1 - along)
        put_middle(joint, "shoulder", along)
    put_middle("head", "ear", 1 - _SKULL_BASE_BELOW_EARS)
    put_middle("head", "shoulder", _SKULL_BASE_BELOW_EARS)
    for side in ("left", "right"):
        for name in _SAME:
            put(f"{side}_{name}", f"{side}_{name}", 1.0)
        put(f"{side}_foot", f"{side}_heel", 1 - _BALL_FROM_HEEL)
        put(f"{side}_foot", f"{side}_foot_index", _BALL_FROM_HEEL)
        put(f"{side}_collar", f"{side}_shoulder", _COLLAR_ACROSS)
        put_middle(f"{side}_collar", "shoulder", _COLLAR_ALONG - _COLLAR_ACROSS)
        put_middle(f"{side}_collar", "hip", 1 - _COLLAR_ALONG)
    return weights


_REGRESSOR = _regressor()


def joints_from_landmarks(landmarks: np.ndarray) -> np.ndarray:
    """The 22 joints (..., 22, n) of BlazePose landmarks (..., 33, n), in the same units and axes."""
    return np.einsum("jl,...ln->...jn", _REGRESSOR, landmarks)


def joint_confidence(visibility: np.ndarray) -> np.ndarray:
    """Confidence (..., 22) in 0..1: mean visibility (..., 33) of the landmarks that make each joint."""
    share = np.abs(_REGRESSOR)
    return visibility @ (share / share.sum(axis=1, keepdims=True)).T
