"""Joint limits: how far joints go, in the channels that measure them.

Active ranges of healthy adults, rounded outwards: American Academy of Orthopaedic Surgeons (1965), Joint
Motion; deep flexion under load of hip, knee and ankle after Hemmerich et al. (2006), J. Orthop. Res. 24.
"""

from math import radians

_LIMITS_DEG = {
    "hip_flexion": (-35, 145),
    "hip_abduction": (-35, 60),
    "hip_rotation": (-60, 60),
    "knee_flexion": (5, 160),
    "ankle_dorsiflexion": (-60, 45),
    "foot_turn_out": (-45, 75),
    "shoulder_flexion": (-70, 190),
    "shoulder_rotation": (-100, 110),
    "elbow_flexion": (5, 155),
}
_MIDLINE_DEG = {
    "trunk_lean_forward": (-35, 120),
    "trunk_lean_sideways": (-45, 45),
    "trunk_rotation": (-60, 60),
    "neck_flexion": (-60, 90),
    "neck_sideways": (-50, 50),
    "pelvis_drop": (-30, 30),
}

# Channel → lowest and highest value, rad.
LIMITS: dict[str, tuple[float, float]] = {
    name: (radians(low), radians(high))
    for name, (low, high) in (
        *_MIDLINE_DEG.items(),
        *((f"{side}_{joint}", span) for side in ("left", "right") for joint, span in _LIMITS_DEG.items()),
    )
}
