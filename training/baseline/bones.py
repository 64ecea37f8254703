"""Bones: how long this person's are, between what was measured and what is typical."""

import numpy as np

from inference.motion.skeleton import BONES, CROWN_ABOVE_HEAD_M, JOINTS, MIRRORED_JOINT

# Length of the bone above each joint per stature: mean over the training people of the motion capture.
# Between people it varies (1 σ) by 5 % for thigh, shank and arm, by 8 to 12 % for the others.
_PER_STATURE = {
    "hip": 0.075, "knee": 0.232, "ankle": 0.246, "foot": 0.078,
    "spine1": 0.060, "spine2": 0.078, "spine3": 0.031, "neck": 0.120, "head": 0.044,
    "collar": 0.080, "shoulder": 0.055, "elbow": 0.161, "wrist": 0.140,
}  # fmt: skip
# The bones that add up to a stature, from the ball of the foot to the base of the skull.
_STATURE_CHAIN = ("left_foot", "left_ankle", "left_knee", "spine1", "spine2", "spine3", "neck", "head")
# Landmark networks get proportions wrong about as often as people differ: both count alike.
_TRUST_IN_MEASURED = 0.5
_CONFIDENT = 0.5

_PARENTS, _CHILDREN = np.array(BONES).T
_IN_STATURE = np.isin([JOINTS[child] for child in _CHILDREN], _STATURE_CHAIN)
_MIRRORED_BONE = MIRRORED_JOINT[_CHILDREN] - 1
_TYPICAL = np.array([_PER_STATURE[JOINTS[child].split("_")[-1]] for child in _CHILDREN])


def person_bones_m(joints: np.ndarray, confidence: np.ndarray, height_m: float) -> np.ndarray:
    """Bone lengths (21,) m in BONES order of a person of stature height_m, left and right alike.

    joints (F, 22, 3) m; confidence (F, 22). Medians over the frames in which both ends are seen (all frames
    for a bone that never is), drawn towards typical proportions.
    """
    seen = np.minimum(confidence[:, _PARENTS], confidence[:, _CHILDREN]) > _CONFIDENT
    seen |= ~seen.any(axis=0)
    lengths = np.linalg.norm(joints[:, _CHILDREN] - joints[:, _PARENTS], axis=-1)
    measured = np.nanmedian(np.where(seen, lengths, np.nan), axis=0)
    symmetric = (measured + measured[_MIRRORED_BONE]) / 2
    typical = _scaled(_TYPICAL, height_m)
    return _scaled(typical + _TRUST_IN_MEASURED * (_scaled(symmetric, height_m) - typical), height_m)


def _scaled(bones: np.ndarray, height_m: float) -> np.ndarray:
    return bones * (height_m - CROWN_ABOVE_HEAD_M) / bones[_IN_STATURE].sum()
