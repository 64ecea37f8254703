"""Where BlazePose sees its landmarks on a body of 22 joints: each near a joint, offset along the body's axes."""

import numpy as np

from inference.motion.body_frames import pelvis_frame, thorax_frame, unit
from inference.motion.skeleton import JOINT_INDEX
from inference.pose.keypoints import LANDMARK_INDEX

# The joint that carries each landmark, and the offset in statures along the axes that _axes gives for it.
# Fitted on films of training people (python -m training.lifter landmarks); left, the right mirrors it.
_MODEL: dict[str, tuple[str, tuple[float, ...]]] = {
    "nose": ("head", (0.070, 0.037)),
    "ear": ("head", (0.054, -0.007, 0.024)),
    "shoulder": ("shoulder", (0.010, 0.013, 0.007)),
    "elbow": ("elbow", (-0.009, 0.009)),
    "wrist": ("wrist", (-0.005, 0.008)),
    "hip": ("hip", (0.010, 0.015, -0.005)),
    "knee": ("knee", (-0.002, 0.001, -0.002)),
    "ankle": ("ankle", (-0.020, 0.000, 0.002)),
    "heel": ("ankle", (0.020, -0.018, -0.004)),
    "foot_index": ("foot", (-0.005, 0.012, -0.002)),
}
_SIDES = ("left", "right")
_MIDDLE = ("nose", "head")


def _named(name: str, side: str) -> str:
    return name if name in _MIDDLE else f"{side}_{name}"


_POINTS = [(landmark, side) for landmark in _MODEL for side in (("left",) if landmark in _MIDDLE else _SIDES)]
# The modelled landmarks among BlazePose's 33, and the joint that carries each; (19,).
SEEN_LANDMARKS = np.array([LANDMARK_INDEX[_named(landmark, side)] for landmark, side in _POINTS])
CARRIERS = np.array([JOINT_INDEX[_named(_MODEL[landmark][0], side)] for landmark, side in _POINTS])
MIRRORED_SEEN = np.array(
    [
        _POINTS.index((landmark, side if landmark in _MIDDLE else _SIDES[1 - _SIDES.index(side)]))
        for landmark, side in _POINTS
    ]
)


def landmark_offsets(joints: np.ndarray, height_m: float) -> np.ndarray:
    """From the carrying joints to the 19 modelled landmarks, (T, 19, 3) m, for joints (T, 22, 3) in any axes."""
    offsets = []
    for landmark, side in _POINTS:
        shares = np.array(_MODEL[landmark][1]) * height_m
        offsets.append(np.tensordot(shares, landmark_axes(joints, landmark, side), axes=(0, 0)))
    return np.stack(offsets, axis=1)


def landmark_axes(joints: np.ndarray, landmark: str, side: str) -> np.ndarray:
    """Unit vectors (2 or 3, T, 3) along which a landmark's offset is given; mirrored on the right side."""

    def bone(start: str, end: str) -> np.ndarray:
        near, far = (
            JOINT_INDEX[name if name in ("neck", "head") else f"{side}_{name}"] for name in (start, end)
        )
        return unit(joints[:, far] - joints[:, near])

    outwards = 1 if side == "left" else -1
    match landmark:
        case "nose" | "ear":
            up = bone("neck", "head")
            forward = unit(np.cross(thorax_frame(joints).left, up))
            axes = [up, forward, outwards * np.cross(up, forward)]
            return np.stack(axes[:2] if landmark == "nose" else axes)
        case "shoulder" | "hip":
            frame = (thorax_frame if landmark == "shoulder" else pelvis_frame)(joints)
            return np.stack([frame.up, frame.forward, outwards * frame.left])
        case "elbow" | "wrist":
            return np.stack([bone("shoulder", "elbow"), bone("elbow", "wrist")])
        case _:
            shank, foot = bone("knee", "ankle"), bone("ankle", "foot")
            return np.stack([shank, foot, outwards * unit(np.cross(foot, shank))])
