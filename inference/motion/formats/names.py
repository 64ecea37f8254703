"""What other programs call the 22 joints, and where those lie that they do not have."""

import re
from collections.abc import Sequence

import numpy as np

from inference.errors import MotionFileError
from inference.motion.humanml3d import CANONICAL_BONES_M
from inference.motion.skeleton import JOINTS

# Names of CMU, Mixamo, MotionBuilder, Rokoko, Xsens, Perception Neuron, DAZ, Unreal, Character Creator,
# 3ds Max, SMPL, and, for markers, OpenPose, HALPE and BlazePose. The first name that is there and still free
# wins: `foot` is the ankle beside `toe`, and the ball beside `ankle`.
_CENTRE_NAMES = {
    "pelvis": ("pelvis", "hips", "hip"),
    "neck": ("neck", "neck01", "necktwist01"),
    "head": ("head",),
    "nose": ("nose",),
}
_SIDE_NAMES = {
    "hip": ("upleg", "hip", "thigh", "upperleg"),
    "knee": ("lowleg", "knee", "shin", "lowerleg", "calf", "leg"),
    "ankle": ("ankle", "foot"),
    "foot": ("toebase", "toes", "toe", "toe0", "ball", "bigtoe", "footindex", "foot", "footend", "ankleend"),
    "shoulder": ("arm", "upperarm", "uparm", "shldr", "shoulder"),
    "collar": ("collar", "clavicle", "shoulder"),
    "elbow": ("forearm", "lowerarm", "lowarm", "elbow"),
    "wrist": ("wrist", "hand"),
}
_PREFIXES = re.compile(r"^(.*:|mixamorig\d*|ccbase|bip\d+)")

# The spine joints' places between pelvis and neck.
_SPINE = ("spine1", "spine2", "spine3")
_SPINE_LENGTHS_M = CANONICAL_BONES_M[[2, 5, 8, 11]]
_SPINE_SHARES = np.cumsum(_SPINE_LENGTHS_M)[:3] / _SPINE_LENGTHS_M.sum()

# Places along the line from mid-hips (0) to mid-shoulders (1), and of the collars towards each shoulder.
# Motion capture of CMU, ACCAD, MHAD and UI-PRMD has 0.17–0.20, 1.10–1.18, 0.89–0.98, and 0.44–0.47.
_PELVIS_ALONG, _NECK_ALONG, _COLLAR_ALONG, _COLLAR_ACROSS = 0.18, 1.1, 0.95, 0.46
# From the neck, the base of the skull lies this far towards the crown (HALPE's "Head") or the nose.
_HEAD_TOWARDS = {"head": 0.4, "nose": 0.5}

_LIMBS = [f"{side}_{name}" for side in ("left", "right") for name in _SIDE_NAMES if name != "collar"]

Points = dict[str, np.ndarray]


def joints_of_skeleton(names: Sequence[str], parents: Sequence[int], positions: np.ndarray) -> np.ndarray:
    """The 22 joints (T, 22, 3) of a skeleton's joint positions (T, J, 3).

    Raises MotionFileError naming the joints that cannot be found.
    """
    found = _found(names)
    if all(joint in found for joint in JOINTS):
        return positions[:, [found[joint] for joint in JOINTS]]
    _require(found, ["pelvis", "neck", "head", *_LIMBS])
    points = {joint: positions[:, index] for joint, index in found.items()}
    chain = _path(parents, found["pelvis"], found["neck"])
    points |= dict(zip(_SPINE, _along(positions[:, chain], _SPINE_SHARES), strict=True))
    return _stacked(_collars(points) | points)


def joints_of_markers(names: Sequence[str], positions: np.ndarray) -> np.ndarray:
    """The 22 joints (T, 22, 3) of markers (T, M, 3): ours, or keypoints of limbs, toes and head.

    Raises MotionFileError naming the joints that cannot be found.
    """
    found = _found(names)
    if all(joint in found for joint in JOINTS):
        return positions[:, [found[joint] for joint in JOINTS]]
    top = "head" if "head" in found or "nose" not in found else "nose"
    _require(found, [*_LIMBS, top])
    points = {joint: positions[:, found[joint]] for joint in _LIMBS}
    hips, shoulders = (_middle(points, name) for name in ("hip", "shoulder"))
    pelvis, neck = (hips + along * (shoulders - hips) for along in (_PELVIS_ALONG, _NECK_ALONG))
    trunk = np.stack([pelvis, neck], axis=1)
    points |= dict(zip(_SPINE, _along(trunk, _SPINE_SHARES), strict=True))
    head = neck + _HEAD_TOWARDS[top] * (positions[:, found[top]] - neck)
    return _stacked(points | _collars(points) | {"pelvis": pelvis, "neck": neck, "head": head})


def _plain(name: str) -> str:
    return _PREFIXES.sub("", re.sub(r"[^a-z0-9:]", "", name.lower()))


def _found(names: Sequence[str]) -> dict[str, int]:
    """Index of each joint of ours among names."""
    present = {_plain(name): index for index, name in reversed(list(enumerate(names)))}
    if all(_plain(joint) in present for joint in JOINTS):
        return {joint: present[_plain(joint)] for joint in JOINTS}
    found = {}
    for joint, candidates in _candidates():
        name = next((name for name in candidates if name in present), None)
        if name is not None:
            found[joint] = present.pop(name)
    return found


def _candidates() -> list[tuple[str, list[str]]]:
    every = [(joint, list(names)) for joint, names in _CENTRE_NAMES.items()]
    for side in ("left", "right"):
        for joint, names in _SIDE_NAMES.items():
            forms = [
                form for n in names for form in (f"{side}{n}", f"{side[0]}{n}", f"{n}{side[0]}", f"{n}{side}")
            ]
            every.append((f"{side}_{joint}", forms))
    return every


def _require(found: dict[str, int], joints: Sequence[str]) -> None:
    if missing := [joint for joint in joints if joint not in found]:
        raise MotionFileError(
            f"Its joints have names the program does not know; it found no {', '.join(missing)}. "
            "Rename them as in Mixamo, CMU or HumanML3D files."
        )


def _path(parents: Sequence[int], start: int, end: int) -> list[int]:
    """Joints from start down to end; only these two if start does not carry end."""
    chain = [end]
    while chain[-1] != start and parents[chain[-1]] >= 0:
        chain.append(parents[chain[-1]])
    return chain[::-1] if chain[-1] == start else [start, end]


def _along(chain: np.ndarray, shares: np.ndarray) -> list[np.ndarray]:
    """Points at shares of the length of the polylines chain (T, N, 3), each (T, 3)."""
    pieces = np.median(np.linalg.norm(np.diff(chain, axis=1), axis=-1), axis=0)
    ends = np.concatenate([[0], np.cumsum(pieces)])
    positions = np.interp(shares * ends[-1], ends, np.arange(len(ends)))
    lows = np.minimum(positions.astype(int), chain.shape[1] - 2)
    return [
        chain[:, i] + (p - i) * (chain[:, i + 1] - chain[:, i]) for p, i in zip(positions, lows, strict=True)
    ]


def _middle(points: Points, pair: str) -> np.ndarray:
    return (points[f"left_{pair}"] + points[f"right_{pair}"]) / 2


def _collars(points: Points) -> Points:
    hips, shoulders = (_middle(points, name) for name in ("hip", "shoulder"))
    base = hips + _COLLAR_ALONG * (shoulders - hips)
    return {
        f"{side}_collar": base + _COLLAR_ACROSS * (points[f"{side}_shoulder"] - shoulders)
        for side in ("left", "right")
    }


def _stacked(points: Points) -> np.ndarray:
    return np.stack([points[joint] for joint in JOINTS], axis=1)
