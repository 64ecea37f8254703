"""Channels: the quantities that are compared, each with its unit, range, tolerance and uncertainty.

Tolerances are the sizes a coach would mention, fixed from the literature before any outcome was looked at:
at least the minimal detectable change of a careful observer, and no finer than an eye sees.

* Sagittal angles of hip, knee, elbow and ankle, 10°: optical motion capture repeats to 2–5° (McGinley et al.
  2009, Gait & Posture 29), goniometers have minimal detectable changes of 5–10°, and the eye is no finer.
* Trunk forward 8°, sideways and pelvic drop 5°: the trunk is long, so it is measured and seen more finely.
* Shoulder 12°, its plane and the axial rotations 15°: rotations about a long bone repeat only to 5–10°
  (McGinley et al. 2009; Kolber & Hanney 2012 for the shoulder).
* Head 20° forward, 12° sideways: the bone from neck to head is 10 cm long, and where bodies and marker sets
  have its ends differs by 2 cm forward and 1 cm sideways.
* Lengths 4–10 % of a leg, 3 to 8 cm: a knee that visibly leaves the line of hip and ankle,
  a stance that is a foot's width off.
* Tempo 25 %: a count of four taken in three.

`sigma` is 1 σ of a value from optical motion capture. `video_sigma` is 1 σ of what two clips from video do
not share, measured: training people filmed as skinned bodies by 150 cameras, through landmarks and lift; root
mean square error of the difference of two clips about 50° apart, over √2 (see vantage.py).
"""

from dataclasses import dataclass
from math import degrees, radians
from typing import Literal

Unit = Literal["rad", "leg", "leg/s", "ratio"]
_SHOWN_UNIT = {"rad": "deg", "leg": "m", "leg/s": "m/s", "ratio": "ratio"}


@dataclass(frozen=True)
class Channel:
    """One measured quantity; values, range, tolerance and 1 σ are in `unit`.

    `unit`: rad, leg (lengths per leg length), leg/s, ratio. `positive` says what a larger value means.
    `part` and `side` (left, right, both, none) are a Finding's; `joints` are to be lit; outside low..high the
    channel does not describe the posture and is NaN.
    """

    name: str
    part: str
    side: str
    unit: Unit
    positive: str
    low: float
    high: float
    tolerance: float
    sigma: float
    video_sigma: float
    joints: tuple[str, ...]

    @property
    def shown_unit(self) -> str:
        """The unit a Finding carries: deg, m, m/s or ratio."""
        return _SHOWN_UNIT[self.unit]

    def shown(self, value: float, leg_length_m: float) -> float:
        """A value of this channel in `shown_unit`, lengths for a person with legs of leg_length_m."""
        if self.unit == "rad":
            return degrees(value)
        return value * leg_length_m if self.unit.startswith("leg") else value

    def measured(self, shown: float, leg_length_m: float) -> float:
        """The value, in this channel's unit, that `shown` shows."""
        return shown / self.shown(1.0, leg_length_m)


def _angle(
    name: str,
    part: str,
    positive: str,
    span_deg: tuple[float, float],
    precision_deg: tuple[float, float, float],
    joints: str,
    side: str = "none",
) -> Channel:
    low, high = map(radians, span_deg)
    tolerance, sigma, video_sigma = map(radians, precision_deg)
    names = tuple(joints.split())
    return Channel(name, part, side, "rad", positive, low, high, tolerance, sigma, video_sigma, names)


def _size(
    name: str,
    part: str,
    positive: str,
    span: tuple[float, float],
    precision: tuple[float, float, float],
    joints: str,
    side: str = "none",
    unit: Unit = "leg",
) -> Channel:
    return Channel(name, part, side, unit, positive, *span, *precision, tuple(joints.split()))


def _leg(side: str) -> list[Channel]:
    part, hip, knee = f"{side}_leg", f"{side}_hip", f"{side}_knee"
    ankle, foot = f"{side}_ankle", f"{side}_foot"
    thigh, limb = f"{hip} {knee}", f"{hip} {knee} {ankle}"
    sole = f"{ankle} {foot}"
    return [
        _angle(f"{hip}_flexion", part, "thigh forward of the trunk", (-60, 160), (10, 3, 5.5), thigh, side),
        _angle(f"{hip}_abduction", part, "thigh out to the side", (-60, 90), (8, 3, 3), thigh, side),
        _angle(f"{hip}_rotation", part, "thigh turned inwards", (-90, 90), (15, 6, 7.5), limb, side),
        _angle(f"{knee}_flexion", part, "knee bent", (0, 180), (10, 3, 5), limb, side),
        _size(f"{knee}_inward", part, "knee fallen inwards", (-1, 1), (0.05, 0.012, 0.02), limb, side),
        _angle(f"{ankle}_dorsiflexion", part, "toes towards the shin", (-80, 60), (10, 4, 4), sole, side),
        _angle(f"{foot}_turn_out", part, "toes pointing outwards", (-90, 90), (10, 4, 5.5), sole, side),
        _size(f"{foot}_height", part, "ankle higher", (-0.5, 2.5), (0.06, 0.01, 0.03), sole, side),
    ]


def _arm(side: str) -> list[Channel]:
    part, shoulder, elbow, wrist = f"{side}_arm", f"{side}_shoulder", f"{side}_elbow", f"{side}_wrist"
    upper, limb = f"{shoulder} {elbow}", f"{shoulder} {elbow} {wrist}"
    return [
        _angle(f"{shoulder}_elevation", part, "upper arm raised", (0, 180), (12, 4, 4.5), upper, side),
        _angle(f"{shoulder}_flexion", part, "arm forward and up", (-80, 210), (12, 4, 6), upper, side),
        _angle(f"{shoulder}_abduction", part, "arm out and up", (-80, 210), (12, 4, 5), upper, side),
        _angle(f"{shoulder}_plane", part, "raised further forward", (-150, 180), (15, 5, 15.5), upper, side),
        _angle(f"{shoulder}_rotation", part, "arm turned inwards", (-120, 120), (15, 6, 12.5), limb, side),
        _angle(f"{elbow}_flexion", part, "elbow bent", (0, 180), (10, 3, 10), limb, side),
        _size(f"{wrist}_height", part, "hand higher", (-0.5, 4), (0.08, 0.01, 0.025), wrist, side),
    ]


_HIPS, _KNEES, _ANKLES = (f"left_{joint} right_{joint}" for joint in ("hip", "knee", "ankle"))
_SHOULDERS = "left_shoulder right_shoulder"
_SPINE = "spine1 spine2 spine3 neck"

_MIDLINE = [
    _angle("trunk_lean_forward", "torso", "leaning forward", (-90, 150), (8, 2, 2.5), _SPINE),
    _angle("trunk_lean_sideways", "torso", "leaning to the left", (-90, 90), (5, 1.5, 2), _SPINE),
    _angle("trunk_rotation", "torso", "shoulders turned to the left", (-100, 100), (10, 3, 5.5), _SHOULDERS),
    _angle("neck_flexion", "head", "head forward of the trunk", (-90, 110), (20, 10, 12), "neck head"),
    _angle("neck_sideways", "head", "head tilted to the left", (-90, 90), (12, 6, 7), "neck head"),
    _angle("pelvis_drop", "lower_body", "left hip above the right", (-60, 60), (5, 2, 2), _HIPS),
    _angle("pelvis_rotation", "lower_body", "hips turned to the left", (-90, 90), (10, 4, 6), _HIPS),
    _size("pelvis_height", "lower_body", "hips higher", (-0.5, 3), (0.06, 0.012, 0.02), _HIPS),
    _size("pelvis_shift", "lower_body", "hips to the left", (-1.5, 1.5), (0.04, 0.01, 0.023), _HIPS),
    _size("stance_width", "lower_body", "feet apart", (-1, 2), (0.08, 0.01, 0.021), _ANKLES, "both"),
    _size("stance_length", "lower_body", "one foot ahead", (0, 2), (0.1, 0.01, 0.05), _ANKLES, "both"),
    _size(
        "knees_over_ankles", "lower_body", "knees apart", (-1, 3), (0.15, 0.04, 0.1), _KNEES, "both", "ratio"
    ),
    _angle("knee_asymmetry", "lower_body", "left knee bent more", (-180, 180), (10, 3, 5), _KNEES, "both"),
    _angle("hip_asymmetry", "lower_body", "left hip bent more", (-180, 180), (10, 3, 4.5), _HIPS, "both"),
    _angle(
        "shoulder_asymmetry", "upper_body", "left arm higher", (-180, 180), (12, 4, 6.5), _SHOULDERS, "both"
    ),
    _size("speed", "whole_body", "travelling faster", (0, 20), (0.2, 0.02, 0.11), "pelvis", unit="leg/s"),
    # Phase duration, trainee over coach: the comparison fills it in, `measure` does not.
    _size("tempo", "whole_body", "taking longer", (0, 20), (0.25, 0.05, 0.07), "pelvis", unit="ratio"),
]

CHANNELS: dict[str, Channel] = {
    channel.name: channel
    for channel in (*_leg("left"), *_leg("right"), *_arm("left"), *_arm("right"), *_MIDLINE)
}


def quantity(channel: str) -> str:
    """A channel's name without its side."""
    return channel.removeprefix("left_").removeprefix("right_")
