"""Clinical names of every quantity, as physiotherapists write them. Data only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """What a quantity is called, on its positive side and, where that has a name, on its negative one.

    of: what a ratio is a share of.
    """

    name: str
    opposite: str = ""
    of: str = ""


TERMS: dict[str, Term] = {
    "hip_flexion": Term("hip flexion", "hip extension"),
    "hip_abduction": Term("hip abduction", "hip adduction"),
    "hip_rotation": Term("hip internal rotation", "hip external rotation"),
    "knee_flexion": Term("knee flexion"),
    "knee_inward": Term("knee valgus displacement", "knee varus displacement"),
    "ankle_dorsiflexion": Term("ankle dorsiflexion", "ankle plantar flexion"),
    "foot_turn_out": Term("foot toe-out angle", "foot toe-in angle"),
    "foot_height": Term("foot height"),
    "shoulder_elevation": Term("shoulder elevation"),
    "shoulder_flexion": Term("shoulder flexion", "shoulder extension"),
    "shoulder_abduction": Term("shoulder abduction", "shoulder adduction"),
    "shoulder_plane": Term("shoulder horizontal adduction", "shoulder horizontal abduction"),
    "shoulder_rotation": Term("shoulder internal rotation", "shoulder external rotation"),
    "elbow_flexion": Term("elbow flexion"),
    "wrist_height": Term("hand height"),
    "trunk_lean_forward": Term("forward trunk inclination", "backward trunk inclination"),
    "trunk_lean_sideways": Term(
        "lateral trunk inclination to the left", "lateral trunk inclination to the right"
    ),
    "trunk_rotation": Term("trunk rotation to the left", "trunk rotation to the right"),
    "neck_flexion": Term("neck flexion", "neck extension"),
    "neck_sideways": Term("lateral neck flexion to the left", "lateral neck flexion to the right"),
    "pelvis_drop": Term("pelvic hike on the left", "pelvic hike on the right"),
    "pelvis_rotation": Term("pelvic rotation to the left", "pelvic rotation to the right"),
    "pelvis_height": Term("pelvic height"),
    "pelvis_shift": Term("lateral pelvic shift to the left", "lateral pelvic shift to the right"),
    "stance_width": Term("stance width"),
    "stance_length": Term("step length"),
    "knees_over_ankles": Term("knee separation", of=" of your stance width"),
    "knee_asymmetry": Term(
        "excess of left over right knee flexion", "excess of right over left knee flexion"
    ),
    "hip_asymmetry": Term("excess of left over right hip flexion", "excess of right over left hip flexion"),
    "shoulder_asymmetry": Term(
        "excess of left over right shoulder elevation", "excess of right over left shoulder elevation"
    ),
    "speed": Term("speed of travel"),
    "tempo": Term("movement time", of=" of your coach's"),
}
