"""Where BlazePose sees its landmarks on a body of 22 joints: near a joint, offset along the body's axes."""

import numpy as np

from inference.motion.body_frames import pelvis_frame, thorax_frame, unit
from inference.motion.skeleton import JOINT_INDEX
from inference.pose.keypoints import LANDMARK_INDEX, MIRRORED_LANDMARK

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
# The modelled landmarks by name; their places among BlazePose's 33, and the joint that carries each, (19,).
SEEN = {_named(landmark, side): index for index, (landmark, side) in enumerate(_POINTS)}
SEEN_LANDMARKS = np.array([LANDMARK_INDEX[name] for name in SEEN])
CARRIERS = np.array([JOINT_INDEX[_named(_MODEL[landmark][0], side)] for landmark, side in _POINTS])
MIRRORED_SEEN = np.array([list(SEEN_LANDMARKS).index(MIRRORED_LANDMARK[own]) for own in SEEN_LANDMARKS])


def landmark_offsets(joints: np.ndarray, height_m: float) -> np.ndarray:
    """From the carrying joints to the 19 modelled landmarks, (T, 19, 3) m; joints (T, 22, 3) in any axes."""
    axes = {side: landmark_axes(joints, side) for side in _SIDES}
    offsets = [
        np.tensordot(np.array(_MODEL[landmark][1]) * height_m, axes[side][landmark], axes=(0, 0))
        for landmark, side in _POINTS
    ]
    return np.stack(offsets, axis=1)


def landmark_axes(joints: np.ndarray, side: str) -> dict[str, np.ndarray]:
    """Unit vectors (2 or 3, T, 3) along which each landmark's offset is given; mirrored on the right side."""

    def bone(start: str, end: str) -> np.ndarray:
        near, far = (JOINT_INDEX[_named(name, side)] for name in (start, end))
        return unit(joints[:, far] - joints[:, near])

    outwards = 1 if side == "left" else -1
    thorax, pelvis = thorax_frame(joints), pelvis_frame(joints)
    up = unit(joints[:, JOINT_INDEX["head"]] - joints[:, JOINT_INDEX["neck"]])
    forward = unit(np.cross(thorax.left, up))
    arm = np.stack([bone("shoulder", "elbow"), bone("elbow", "wrist")])
    shank, foot = bone("knee", "ankle"), bone("ankle", "foot")
    leg = np.stack([shank, foot, outwards * unit(np.cross(foot, shank))])
    return {
        "nose": np.stack([up, forward]),
        "ear": np.stack([up, forward, outwards * np.cross(up, forward)]),
        "shoulder": np.stack([thorax.up, thorax.forward, outwards * thorax.left]),
        "hip": np.stack([pelvis.up, pelvis.forward, outwards * pelvis.left]),
        "elbow": arm,
        "wrist": arm,
        **dict.fromkeys(("knee", "ankle", "heel", "foot_index"), leg),
    }
