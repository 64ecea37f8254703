"""Which findings say the same: a shallow squat is one fact, though knee, hip and pelvis all show it."""

from collections.abc import Collection, Iterable

from inference.motion.finding import Finding

# Angles are what a person can change: heights and distances that follow from one are explained by it however
# large they are; another angle only up to this ratio of the scores.
EXPLAINED_SCORE_RATIO = 2.0

# Cause → what it brings about, with the sign of the consequence (0: either); {side} is left, then right.
# The source is the geometry of the body alone: flexing knees lowers the hips, leaning closes the hips.
_CONSEQUENCES: dict[str, dict[str, int]] = {
    "{side}_knee_flexion": {
        "{side}_hip_flexion": 1,
        "{side}_ankle_dorsiflexion": 1,
        "{side}_foot_height": 0,
        "pelvis_height": -1,
        "{side}_wrist_height": -1,
        "knee_asymmetry": 0,
    },
    "{side}_hip_flexion": {
        "{side}_foot_height": 1,
        "stance_length": 0,
        "pelvis_height": -1,
        "hip_asymmetry": 0,
    },
    "{side}_knee_inward": {
        "{side}_hip_abduction": -1,
        "{side}_hip_rotation": 1,
        "{side}_foot_turn_out": -1,
        "knees_over_ankles": -1,
    },
    "{side}_hip_abduction": {"{side}_foot_height": 1},
    "stance_width": {"{side}_hip_abduction": 1, "knees_over_ankles": -1},
    "trunk_lean_forward": {"{side}_hip_flexion": 1, "neck_flexion": 0, "{side}_wrist_height": -1},
    "trunk_lean_sideways": {"neck_sideways": 0, "pelvis_drop": 0},
    "pelvis_rotation": {"{side}_foot_turn_out": 0},
    "{side}_shoulder_elevation": {
        "{side}_shoulder_flexion": 1,
        "{side}_shoulder_abduction": 1,
        "{side}_wrist_height": 1,
        "shoulder_asymmetry": 0,
    },
    "{side}_shoulder_flexion": {"{side}_wrist_height": 0},
    "{side}_shoulder_abduction": {"{side}_wrist_height": 1},
    "{side}_shoulder_plane": {"{side}_shoulder_flexion": 1, "{side}_shoulder_abduction": -1},
    "{side}_elbow_flexion": {"{side}_wrist_height": 0},
    "tempo": {"speed": -1},
}


# (cause, consequence) → +1: both grow together, −1: one grows while the other shrinks, 0: either.
SIGNS = {
    (cause.format(side=side), consequence.format(side=side)): sign
    for cause, consequences in _CONSEQUENCES.items()
    for consequence, sign in consequences.items()
    for side in ("left", "right")
}


def related(channels: Collection[str]) -> set[str]:
    """The channels that bring one of these about, or that one of these brings about."""
    return {a for pair in SIGNS for a, b in (pair, pair[::-1]) if b in channels}


def follows(channel: str, causes: Iterable[str]) -> bool:
    """Whether one of the channels brings this one about, whichever way."""
    return any((cause, channel) in SIGNS for cause in causes)


def independent(findings: Iterable[Finding], important: Collection[str] = ()) -> tuple[Finding, ...]:
    """The findings, highest score first, without those that another one explains.

    Those of important channels come before all others, and are never left out.
    """
    ranked = sorted(findings, key=lambda finding: (finding.channel not in important, -finding.score))
    kept = (f for f in ranked if f.channel in important or not any(_explains(cause, f) for cause in ranked))
    return tuple(kept)


def _explains(cause: Finding, finding: Finding) -> bool:
    sign = SIGNS.get((cause.channel, finding.channel))
    if sign is None or (finding.unit == "deg" and finding.score > EXPLAINED_SCORE_RATIO * cause.score):
        return False
    return sign == 0 or sign * cause.difference * finding.difference > 0
