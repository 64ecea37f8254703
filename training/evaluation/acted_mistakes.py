"""Which channels should differ in UI-PRMD's incorrect repetitions, by acted-mistakes.md beside the data.

Written down from that table alone. Raising the arm is measured as elevation as well as abduction or flexion,
so both stand for "the arm does not reach full height".
"""

import re

from inference.editing.form import edited_channels
from inference.editing.operators import Edit
from inference.motion.channels import CHANNELS

_TRUNK_LEAN = r"trunk_lean_(forward|sideways)"
FAULT_CHANNELS = {
    "deep squat": (_TRUNK_LEAN, r"\w+_knee_flexion", r"knees_over_ankles", r"\w+_knee_inward"),
    "hurdle step": (_TRUNK_LEAN, r"\w+_hip_flexion", r"\w+_hip_rotation", r"\w+_hip_abduction"),
    "inline lunge": (_TRUNK_LEAN, r"\w+_knee_flexion", r"\w+_knee_inward"),
    "side lunge": (_TRUNK_LEAN, r"\w+_hip_flexion", r"\w+_knee_flexion", r"\w+_knee_inward"),
    "sit to stand": (_TRUNK_LEAN, r"pelvis_shift", r"knee_asymmetry"),
    "standing active straight leg raise": (_TRUNK_LEAN, r"\w+_hip_flexion", r"\w+_knee_flexion"),
    "standing shoulder abduction": (
        r"trunk_lean_sideways", r"\w+_shoulder_elevation", r"\w+_shoulder_abduction", r"\w+_shoulder_plane",
    ),
    "standing shoulder extension": (
        _TRUNK_LEAN, r"\w+_shoulder_elevation", r"\w+_shoulder_flexion", r"\w+_shoulder_abduction",
    ),
    "standing shoulder internal-external rotation": (
        r"trunk_\w+", r"\w+_shoulder_rotation", r"\w+_shoulder_elevation",
    ),
    "standing shoulder scaption": (r"trunk_\w+", r"\w+_shoulder_elevation", r"\w+_shoulder_plane"),
}  # fmt: skip

# Which way those go that make the acted fault better, more or less, where the table tells. Raising a leg, a
# trunk that is not upright leans forward or back; elsewhere forward.
WAYS = {
    "deep squat": {
        r"trunk_lean_forward": -1, r"\w+_knee_flexion": 1, r"knees_over_ankles": 1, r"\w+_knee_inward": -1,
    },
    "hurdle step": {r"\w+_hip_flexion": 1},
    "inline lunge": {r"trunk_lean_forward": -1, r"\w+_knee_flexion": 1},
    "side lunge": {r"trunk_lean_forward": -1, r"\w+_(hip|knee)_flexion": 1},
    "sit to stand": {r"trunk_lean_forward": -1},
    "standing active straight leg raise": {r"\w+_hip_flexion": 1, r"\w+_knee_flexion": -1},
    "standing shoulder abduction": {r"\w+_shoulder_(elevation|abduction)": 1},
    "standing shoulder extension": {r"\w+_shoulder_flexion": -1},
    "standing shoulder scaption": {r"\w+_shoulder_elevation": 1},
}  # fmt: skip

# What people were asked to do wrong; each acted one of these or more.
ACTED = {
    "deep squat": "trunk not upright, not deep enough, knees fall inwards",
    "hurdle step": "trunk not upright, hip bends too little, thigh drifts out of line",
    "inline lunge": "trunk not upright, rear knee too high, front knee drifts sideways",
    "side lunge": "trunk not upright, not deep enough, knee drifts sideways",
    "sit to stand": "trunk not upright, weight on one side, uneven",
    "standing active straight leg raise": "trunk not upright, leg too low, knee bends, leg turns",
    "standing shoulder abduction": "trunk leans, arm too low, arm leaves its plane",
    "standing shoulder extension": "trunk leans, arm goes back too little, arm leaves its plane",
    "standing shoulder internal-external rotation": "trunk leans, arm turns too little, upper arm moves",
    "standing shoulder scaption": "trunk leans, arm too low, arm leaves its plane",
}


def fault_channels(exercise: str) -> frozenset[str]:
    """Names of the channels on which the acted faults of a UI-PRMD exercise should show."""
    patterns = FAULT_CHANNELS[exercise]
    return frozenset(name for name in CHANNELS if any(re.fullmatch(p, name) for p in patterns))


def mends(edit: Edit, exercise: str) -> bool:
    """Whether an edit changes a channel on which a fault should show, the way that makes it better."""
    ways = WAYS.get(exercise, {})

    def better(channel: str) -> bool:
        told = [way for pattern, way in ways.items() if re.fullmatch(pattern, channel)]
        return all(way * edit.magnitude > 0 for way in told)

    return any(better(channel) for channel in set(edited_channels(edit)) & fault_channels(exercise))
