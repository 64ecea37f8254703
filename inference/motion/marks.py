"""Marks: where on the body a channel shows, as arcs and lines to be drawn with its value.

The values are those of `kinematics.measure`; an arc lies in the plane in which the channel is defined there,
from where it is zero to where the limb points in that plane. Speed and tempo have no place and no mark.
"""

from dataclasses import dataclass

import numpy as np

from inference.motion.body_frames import UP, dot, trunk_axis, unit, without
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import (
    HAND,
    Body,
    ahead_of_thigh,
    inwards_of_leg,
    measure,
    zero_of_arm,
)
from inference.motion.motion import Motion

SIDES = ("left", "right")
# A difference of both sides shows as both sides' angles.
BOTH_SIDES = {
    "knee_asymmetry": "knee_flexion",
    "hip_asymmetry": "hip_flexion",
    "shoulder_asymmetry": "shoulder_elevation",
}


@dataclass(frozen=True, eq=False)
class Arc:
    """An angle: `value` rad (T,) around `centre` (T, 3) m, from `zero` towards `positive`.

    Both are unit vectors (T, 3) at right angles, in the world. NaN where the channel cannot be known.
    """

    centre: np.ndarray
    zero: np.ndarray
    positive: np.ndarray
    value: np.ndarray
    unit: str = "deg"

    def towards(self, frame: int, share: float | np.ndarray = 1.0) -> np.ndarray:
        """Unit vectors (..., 3) at shares (...) of the way from zero (0) to the limb (1)."""
        angle = np.asarray(share)[..., None] * self.value[frame]
        return np.cos(angle) * self.zero[frame] + np.sin(angle) * self.positive[frame]

    def shown(self, frame: int) -> float:
        """The value in `unit`."""
        return float(np.degrees(self.value[frame]))


@dataclass(frozen=True, eq=False)
class Line:
    """A length or ratio: from `start` to `end` (T, 3) m in the world, `value` (T,) in `unit` (m or ratio)."""

    start: np.ndarray
    end: np.ndarray
    value: np.ndarray
    unit: str = "m"

    def shown(self, frame: int) -> float:
        """The value in `unit`."""
        return float(self.value[frame])


Mark = Arc | Line
Axes = tuple[np.ndarray, np.ndarray, np.ndarray]


def marks(motion: Motion, channel: str) -> tuple[Mark, ...]:
    """What to draw for a channel of CHANNELS: one mark, two where the sides are compared, or none."""
    body, values = Body(motion), measure(motion)
    names = [f"{side}_{BOTH_SIDES[channel]}" for side in SIDES] if channel in BOTH_SIDES else [channel]
    return tuple(mark for name in names for mark in _mark(body, name, values.get(name)))


def _mark(body: Body, channel: str, value: np.ndarray | None) -> tuple[Mark, ...]:
    if value is None:
        return ()
    side, _, what = channel.partition("_")
    if CHANNELS[channel].unit != "rad":
        ends = _ends(body, side, what, value) if side in SIDES else _stance_ends(body, channel, value)
        unit_shown = CHANNELS[channel].shown_unit
        metres = value * body.leg_m if unit_shown == "m" else value
        return (Line(*ends, metres, unit_shown),) if ends else ()
    if side not in SIDES:
        axes = _midline(body)[channel]
    elif what.startswith(("shoulder", "elbow")):
        axes = _arm(body, side, what)
    else:
        axes = _leg(body, side, what, value)
    return (Arc(*axes, value),)


def _hinge(centre: np.ndarray, near: np.ndarray, far: np.ndarray) -> Axes:
    """The angle between two unit vectors, from the first."""
    return centre, near, without(far, near)


def _tilt(centre: np.ndarray, limb: np.ndarray, axis: np.ndarray) -> Axes:
    """How far a unit vector leans out of the plane across the axis."""
    return centre, without(limb, axis), axis


def _midline(body: Body) -> dict[str, Axes]:
    trunk, head = trunk_axis(body.joints), body.bone("neck", "head")
    hips, neck = body.at("left_hip", "right_hip"), body.at("neck")
    facing, pelvis, thorax, heading = body.facing, body.pelvis, body.thorax, body.pelvis_heading
    feet = body.bone("left_ankle", "left_foot") + body.bone("right_ankle", "right_foot")
    feet = unit(feet * (1 - UP))
    return {
        "trunk_lean_forward": (hips, np.broadcast_to(UP, trunk.shape), facing.forward),
        "trunk_lean_sideways": _tilt(hips, trunk, facing.left),
        "trunk_rotation": (body.at("left_shoulder", "right_shoulder"), pelvis.left, -pelvis.forward),
        "neck_flexion": (neck, thorax.up, thorax.forward),
        "neck_sideways": _tilt(neck, head, thorax.left),
        "pelvis_drop": _tilt(hips, body.bone("right_hip", "left_hip"), heading.up),
        "pelvis_rotation": (hips, feet, np.cross(UP, feet)),
    }


def _leg(body: Body, side: str, what: str, value: np.ndarray) -> Axes:
    hip, knee, ankle = (body.at(f"{side}_{name}") for name in ("hip", "knee", "ankle"))
    thigh, shank = unit(knee - hip), unit(ankle - knee)
    pelvis, heading = body.pelvis, body.pelvis_heading
    match what:
        case "hip_flexion":
            return hip, -pelvis.up, pelvis.forward
        case "hip_abduction":
            return _tilt(hip, thigh, pelvis.outward(side))
        case "hip_rotation":
            ahead = ahead_of_thigh(body, side)
            return knee, -ahead, HAND[side] * np.cross(-thigh, ahead)
        case "knee_flexion":
            return _hinge(knee, thigh, shank)
        case "foot_turn_out":
            return ankle, heading.forward, heading.outward(side)
        case _:
            # Ankle: zero lies where this person's foot is when it stands flat and the shin upright.
            foot = body.bone(f"{side}_ankle", f"{side}_foot")
            to_shin = without(-shank, foot)
            sine, cosine = np.sin(value)[:, None], np.cos(value)[:, None]
            return ankle, cosine * foot - sine * to_shin, sine * foot + cosine * to_shin


def _arm(body: Body, side: str, what: str) -> Axes:
    shoulder, elbow = body.at(f"{side}_shoulder"), body.at(f"{side}_elbow")
    arm, thorax = body.bone(f"{side}_shoulder", f"{side}_elbow"), body.thorax
    match what:
        case "elbow_flexion":
            return _hinge(elbow, arm, body.bone(f"{side}_elbow", f"{side}_wrist"))
        case "shoulder_elevation":
            return _hinge(shoulder, -thorax.up, arm)
        case "shoulder_plane":
            return shoulder, thorax.outward(side), thorax.forward
        case "shoulder_rotation":
            zero = zero_of_arm(body, side)
            return elbow, zero, HAND[side] * np.cross(arm, zero)
        case _:
            ahead = thorax.forward if what == "shoulder_flexion" else thorax.outward(side)
            return shoulder, -thorax.up, ahead


def _ends(body: Body, side: str, what: str, value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Heights stand on the floor; a knee is shown with where it would lie in line with hip and ankle."""
    if what == "knee_inward":
        knee = body.at(f"{side}_knee")
        return knee - (value * body.leg_m)[:, None] * inwards_of_leg(body, side), knee
    joint = body.at(f"{side}_{'ankle' if what == 'foot_height' else 'wrist'}")
    return joint * (1 - UP), joint


def _stance_ends(body: Body, channel: str, value: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    hips, heading = body.at("left_hip", "right_hip"), body.pelvis_heading
    length = (value * body.leg_m)[:, None]
    match channel:
        case "pelvis_height":
            return hips * (1 - UP), hips
        case "pelvis_shift":
            return hips - length * heading.left, hips
        case "stance_width":
            right = body.at("right_ankle")
            return right, right + length * heading.left
        case "stance_length":
            ankles = np.stack([body.at("left_ankle"), body.at("right_ankle")])
            behind = dot(ankles[0] - ankles[1], heading.forward) > 0
            start = np.where(behind[:, None], ankles[1], ankles[0])
            return start, start + length * heading.forward
        case "knees_over_ankles":
            return body.at("right_knee"), body.at("left_knee")
        case _:
            return None
