"""Kinematics: every channel measured from a motion, frame by frame, independent of heading and body size.

Angles follow clinical convention: zero in upright standing with hanging arms and feet ahead, flexion,
abduction and inward rotation positive; sideways quantities are positive to the person's left. An angle never
jumps by 360°: its circle is cut open outside the declared range, and it is NaN outside that range and close
to its own singularity (each is named where it is computed). What 22 joints cannot show is not measured:
pelvic tilt against the trunk, turning of the head, forearm and foot pronation.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.ndimage import gaussian_filter1d

from inference.motion.body_frames import (
    UP,
    Frame,
    cross,
    dot,
    facing_frame,
    pelvis_frame,
    pelvis_heading_frame,
    point,
    thorax_frame,
    trunk_axis,
    unit,
)
from inference.motion.channels import CHANNELS
from inference.motion.motion import Motion

# A direction is projected onto a plane only while it lies within 60° of that plane.
MIN_IN_PLANE = 0.5
# Upper arm within 45° of the plane: shoulders move freely, so their projections need more room.
MIN_ARM_IN_PLANE = np.sqrt(0.5)
# Axial rotation of a limb shows only in the direction of the bent joint below it.
MIN_BEND = np.sin(np.radians(30))
# Feet closer together than this give no stable ratio of knee to ankle distance (about 8 cm).
MIN_FEET_APART_LEG = 0.1
# Slope of the line from ankle joint to ball of a foot that stands flat, where no frame shows it.
FLAT_FOOT_SLOPE_RAD = np.radians(27)
SPEED_SMOOTHING_S = 0.1
# An upper arm closer than 30° to the trunk's axis has no plane, and overhead no rotation.
MAX_ALONG_TRUNK = np.cos(np.radians(30))
# What is medial for the left side is lateral for the right.
HAND = {"left": 1, "right": -1}

Measured = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Body:
    """A motion with its body frames, each computed once."""

    motion: Motion

    @cached_property
    def joints(self) -> np.ndarray:
        """As 64-bit numbers, (T, 22, 3) m."""
        return self.motion.joints_in_world.astype(np.float64)

    @cached_property
    def leg_m(self) -> float:
        """Thigh plus shank, m."""
        return leg_length_m(self.motion)

    @cached_property
    def facing(self) -> Frame:
        """Where the body faces, upright."""
        return facing_frame(self.joints)

    @cached_property
    def pelvis_heading(self) -> Frame:
        """Where the pelvis faces, upright."""
        return pelvis_heading_frame(self.joints)

    @cached_property
    def pelvis(self) -> Frame:
        """The pelvis as it is tilted."""
        return pelvis_frame(self.joints)

    @cached_property
    def thorax(self) -> Frame:
        """The thorax as it is tilted."""
        return thorax_frame(self.joints)

    def at(self, *names: str) -> np.ndarray:
        """Midpoint (T, 3) of the named joints, m."""
        return point(self.joints, *names)

    def bone(self, start: str, end: str) -> np.ndarray:
        """Unit vectors (T, 3) from joint to joint."""
        return unit(self.at(end) - self.at(start))


def measure(motion: Motion) -> Measured:
    """Every channel of CHANNELS but tempo, each (T,) in the channel's unit; NaN where it cannot be known."""
    body = Body(motion)
    values = _trunk(body) | _stance(body)
    for side in ("left", "right"):
        values |= _leg(body, side) | _foot(body, side) | _arm(body, side)
    values |= {
        "knee_asymmetry": values["left_knee_flexion"] - values["right_knee_flexion"],
        "hip_asymmetry": values["left_hip_flexion"] - values["right_hip_flexion"],
        "shoulder_asymmetry": values["left_shoulder_elevation"] - values["right_shoulder_elevation"],
    }
    return {name: _within_range(name, value) for name, value in values.items()}


def leg_length_m(motion: Motion) -> float:
    """Thigh plus shank, median over frames and sides, m: the unit `leg`."""
    joints = motion.joints_in_world.astype(np.float64)
    chains = [
        [point(joints, f"{side}_{name}") for name in ("hip", "knee", "ankle")] for side in ("left", "right")
    ]
    lengths = [np.linalg.norm(np.diff(chain, axis=0), axis=-1).sum(axis=0) for chain in chains]
    return float(np.median(lengths))


def ahead_of_thigh(body: Body, side: str) -> np.ndarray:
    """Unit vectors (T, 3) across thigh and hip line; NaN while the thigh lies along the line of the hips."""
    return _in_plane(cross(body.pelvis.left, body.bone(f"{side}_knee", f"{side}_hip")))


def inwards_of_leg(body: Body, side: str) -> np.ndarray:
    """Medial unit vectors (T, 3) across the line from hip to ankle; NaN while it points at the viewer."""
    leg = body.bone(f"{side}_hip", f"{side}_ankle")
    return _in_plane(HAND[side] * cross(leg, body.pelvis_heading.forward))


def zero_of_arm(body: Body, side: str) -> np.ndarray:
    """Where the forearm points (T, 3) at no rotation of the bent arm.

    That is forward, carried along the shortest way from the hanging to the actual arm.
    """
    arm, thorax = body.bone(f"{side}_shoulder", f"{side}_elbow"), body.thorax
    swing = dot(arm, thorax.forward) / np.maximum(1 - dot(arm, thorax.up), 1e-9)
    return thorax.forward - swing[:, None] * (arm - thorax.up)


def _in_plane(vectors: np.ndarray) -> np.ndarray:
    long_enough = np.linalg.norm(vectors, axis=-1, keepdims=True) >= MIN_IN_PLANE
    return np.where(long_enough, unit(vectors), np.nan)


def _within_range(name: str, value: np.ndarray) -> np.ndarray:
    channel = CHANNELS[name]
    return np.where((value >= channel.low) & (value <= channel.high), value, np.nan)


def _turn(
    sine: np.ndarray, cosine: np.ndarray, centre_deg: float = 0, least: float = MIN_IN_PLANE
) -> np.ndarray:
    """Angle within ±180° of centre_deg, rad; NaN where (cosine, sine) is shorter than `least`."""
    centre = np.radians(centre_deg)
    angle = (np.arctan2(sine, cosine) - centre + np.pi) % (2 * np.pi) - np.pi + centre
    return np.where(np.hypot(sine, cosine) >= least, angle, np.nan)


def _between(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Angle 0..π between unit vectors, accurate near both ends."""
    return np.arctan2(np.linalg.norm(cross(a, b), axis=-1), dot(a, b))


def _tilt(sine: np.ndarray) -> np.ndarray:
    """Angle out of a plane, ±π/2, from a unit vector's component across it."""
    return np.arcsin(np.clip(sine, -1, 1))


def _axial(shorter: np.ndarray, long_axis: np.ndarray, zero: np.ndarray, inward: np.ndarray) -> np.ndarray:
    """Rotation of a limb about its long axis, rad, told by the direction of the bone below the bent joint.

    Zero where that bone points along `zero`, positive towards `inward`; NaN while it is bent less than 30°.
    """
    across = shorter - dot(shorter, long_axis)[..., None] * long_axis
    return _turn(dot(across, inward), dot(across, zero), least=MIN_BEND)


def _trunk(body: Body) -> Measured:
    """Lean against gravity (unknown while lying on a side), shoulders against hips, head against trunk.

    The neck reads a constant of each person's own when upright: the head's joint lies ahead of the neck's.
    """
    trunk = trunk_axis(body.joints)
    shoulders = unit(body.at("left_shoulder") - body.at("right_shoulder"))
    head = body.bone("neck", "head")
    facing, pelvis, thorax = body.facing, body.pelvis, body.thorax
    return {
        "trunk_lean_forward": _turn(dot(trunk, facing.forward), dot(trunk, facing.up), 30),
        "trunk_lean_sideways": _tilt(dot(trunk, facing.left)),
        "trunk_rotation": _turn(-dot(shoulders, pelvis.forward), dot(shoulders, pelvis.left)),
        "neck_flexion": _turn(dot(head, thorax.forward), dot(head, thorax.up)),
        "neck_sideways": _tilt(dot(head, thorax.left)),
    }


def _stance(body: Body) -> Measured:
    """Pelvis over the feet, the feet to each other, and speed over the ground.

    The pelvis' rotation is unknown while the feet point backwards or apart.
    """
    hips = body.at("left_hip", "right_hip")
    heading = body.pelvis_heading
    feet_apart = (body.at("left_ankle") - body.at("right_ankle")) / body.leg_m
    knees_apart = (body.at("left_knee") - body.at("right_knee")) / body.leg_m
    width, knee_width = dot(feet_apart, heading.left), dot(knees_apart, heading.left)
    # The sum of both feet points where they point together.
    feet = body.bone("left_ankle", "left_foot") + body.bone("right_ankle", "right_foot")
    feet_ahead = dot(feet, heading.forward)
    step = np.gradient(hips * (1 - UP), axis=0) if len(hips) > 1 else np.zeros_like(hips)
    speed = gaussian_filter1d(step, SPEED_SMOOTHING_S * body.motion.fps, axis=0) * body.motion.fps
    with np.errstate(divide="ignore", invalid="ignore"):
        knees_over_ankles = np.where(width >= MIN_FEET_APART_LEG, knee_width / width, np.nan)
    return {
        "pelvis_drop": _tilt(dot(body.bone("right_hip", "left_hip"), UP)),
        "pelvis_rotation": np.where(feet_ahead > 0, _turn(-dot(feet, heading.left), feet_ahead), np.nan),
        "pelvis_height": hips[:, 1] / body.leg_m,
        "pelvis_shift": dot(hips - body.at("left_ankle", "right_ankle"), heading.left) / body.leg_m,
        "stance_width": width,
        "stance_length": np.abs(dot(feet_apart, heading.forward)),
        "knees_over_ankles": knees_over_ankles,
        "speed": np.linalg.norm(speed, axis=-1) / body.leg_m,
    }


def _leg(body: Body, side: str) -> Measured:
    """Hip against the trunk (Grood and Suntay's order: flexion, abduction, rotation) and knee.

    The knee is inward when it lies medial of the line from hip to ankle as seen from the front. Unknown are
    flexion and rotation while the thigh lies along the line of the hips, rotation also while the knee is
    straight, and the knee's place while the leg points forward at the viewer.
    """
    hip, knee, ankle = (body.at(f"{side}_{name}") for name in ("hip", "knee", "ankle"))
    thigh, shank = unit(knee - hip), unit(ankle - knee)
    pelvis, outward = body.pelvis, body.pelvis.outward(side)
    ahead = ahead_of_thigh(body, side)
    sideways = HAND[side] * cross(-thigh, ahead)
    inwards = inwards_of_leg(body, side)
    return {
        f"{side}_hip_flexion": _turn(dot(thigh, pelvis.forward), -dot(thigh, pelvis.up), 50),
        f"{side}_hip_abduction": _tilt(dot(thigh, outward)),
        f"{side}_hip_rotation": _axial(shank, thigh, -ahead, sideways),
        f"{side}_knee_flexion": _between(thigh, shank),
        f"{side}_knee_inward": dot(knee - hip, inwards) / body.leg_m,
    }


def _foot(body: Body, side: str) -> Measured:
    """Ankle against the person's own flat foot, height, and turn-out against the pelvis.

    Turn-out is unknown while the foot points down or backwards, as a lifted one does.
    """
    foot = body.bone(f"{side}_ankle", f"{side}_foot")
    shin = body.bone(f"{side}_ankle", f"{side}_knee")
    heading = body.pelvis_heading
    ahead, out = dot(foot, heading.forward), dot(foot, heading.outward(side))
    return {
        f"{side}_ankle_dorsiflexion": np.pi / 2 + _flat_slope(body, side) - _between(shin, foot),
        f"{side}_foot_turn_out": np.where(ahead > 0, _turn(out, ahead), np.nan),
        f"{side}_foot_height": body.at(f"{side}_ankle")[:, 1] / body.leg_m,
    }


def _flat_slope(body: Body, side: str) -> float:
    """Slope of ankle → ball while the whole foot stands, rad: people and marker sets differ in it by 10°."""
    columns = [0, 1] if side == "left" else [2, 3]
    standing = body.motion.contacts[:, columns].all(axis=1)
    if not standing.any():
        return float(FLAT_FOOT_SLOPE_RAD)
    return float(np.median(_tilt(-body.bone(f"{side}_ankle", f"{side}_foot")[standing, 1])))


def _arm(body: Body, side: str) -> Measured:
    """Shoulder against the thorax, and elbow.

    Flexion is unknown while the arm points out sideways, abduction while it points forward, the plane while
    it hangs or points up (within 30°), rotation while the elbow is straight or the arm points up.
    """
    arm = body.bone(f"{side}_shoulder", f"{side}_elbow")
    forearm = body.bone(f"{side}_elbow", f"{side}_wrist")
    thorax, outward = body.thorax, body.thorax.outward(side)
    out, ahead, down = dot(arm, outward), dot(arm, thorax.forward), -dot(arm, thorax.up)
    zero = zero_of_arm(body, side)
    rotation = _axial(forearm, arm, zero, HAND[side] * cross(arm, zero))
    off_axis = np.where(np.abs(down) <= MAX_ALONG_TRUNK, out, np.nan)
    return {
        f"{side}_shoulder_elevation": _between(arm, -thorax.up),
        f"{side}_shoulder_flexion": _turn(ahead, down, 90, MIN_ARM_IN_PLANE),
        f"{side}_shoulder_abduction": _turn(out, down, 90, MIN_ARM_IN_PLANE),
        f"{side}_shoulder_plane": _turn(ahead, off_axis, 15),
        f"{side}_shoulder_rotation": np.where(down >= -MAX_ALONG_TRUNK, rotation, np.nan),
        f"{side}_elbow_flexion": _between(arm, forearm),
        f"{side}_wrist_height": body.at(f"{side}_wrist")[:, 1] / body.leg_m,
    }
