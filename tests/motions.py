"""Constructed movements for tests: known angles, constant bones, feet that truly stand."""

import numpy as np

from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX

THIGH_M, SHANK_M, UPPER_ARM_M, FOREARM_M = 0.42, 0.40, 0.28, 0.25
HIP_HALF_WIDTH_M, PELVIS_ABOVE_HIPS_M, ANKLE_HEIGHT_M = 0.09, 0.07, 0.08
SQUAT_STANCE_HALF_WIDTH_M = 0.15
FOOT_FROM_ANKLE_M = np.array([0.0, -0.06, 0.13])
UPPER_BODY_FROM_PELVIS_M = {
    "spine1": (0, 0.11, 0),
    "spine2": (0, 0.24, 0),
    "spine3": (0, 0.30, 0),
    "neck": (0, 0.51, 0),
    "head": (0, 0.61, 0.03),
    "left_collar": (0.05, 0.42, 0),
    "right_collar": (-0.05, 0.42, 0),
    "left_shoulder": (0.17, 0.45, 0),
    "right_shoulder": (-0.17, 0.45, 0),
}
SIDES = {"left": 1.0, "right": -1.0}
STILL_S, MOVING_S = 0.5, 2.0


def squat(
    repetitions: int = 1,
    depth_rad: float = 1.75,
    knee_inward_m: float = 0.0,
    trunk_lean_rad: float = 0.6,
    fps: float = 30.0,
    moving_s: float = MOVING_S,
) -> Motion:
    """Squats with arms forward: knee flexion `depth_rad`, each knee `knee_inward_m` inwards, at the bottom.

    Each repetition is `moving_s` of movement after half a second of stillness; half a second ends it.
    """
    phase = _phase(repetitions, fps, moving_s)
    flexion = depth_rad * phase
    hips_ahead = SHANK_M * np.sin(0.35 * flexion) - THIGH_M * np.sin(0.65 * flexion)
    hips_aside = SQUAT_STANCE_HALF_WIDTH_M - HIP_HALF_WIDTH_M
    hips_above_ankles = np.sqrt(_reach_m(flexion) ** 2 - hips_ahead**2 - hips_aside**2)
    pelvis = _vectors(0 * phase, ANKLE_HEIGHT_M + hips_above_ankles + PELVIS_ABOVE_HIPS_M, hips_ahead)
    out_of_line = THIGH_M * SHANK_M * np.sin(depth_rad) / _reach_m(depth_rad)
    inward_rad = np.arcsin(knee_inward_m / out_of_line)
    joints = _upper_body(pelvis, trunk_lean_rad * phase)
    for side, sign in SIDES.items():
        ankle = np.broadcast_to([sign * SQUAT_STANCE_HALF_WIDTH_M, ANKLE_HEIGHT_M, 0.0], pelvis.shape)
        _leg(joints, side, ankle, sign * inward_rad)
        _arm(joints, side, forward_rad=1.5 * phase, sideways_rad=0.1)
    return _motion(joints, fps)


def arm_raise(
    repetitions: int = 1,
    elevation_rad: float = 2.8,
    plane_rad: float = 0.0,
    sides: tuple[str, ...] = ("left", "right"),
    trunk_sideways_rad: float = 0.0,
    fps: float = 30.0,
    moving_s: float = MOVING_S,
) -> Motion:
    """Straight arms raised to `elevation_rad` from hanging; `plane_rad` 0 is sideways, π/2 is forward."""
    phase = _phase(repetitions, fps, moving_s)
    pelvis = np.broadcast_to([0.0, _standing_pelvis_height_m(), 0.0], (len(phase), 3))
    joints = _upper_body(pelvis, 0 * phase, trunk_sideways_rad * phase)
    for side, sign in SIDES.items():
        _leg(joints, side, np.broadcast_to([sign * 0.1, ANKLE_HEIGHT_M, 0.0], pelvis.shape))
        elevation = elevation_rad * phase if side in sides else 0 * phase
        direction = _vectors(
            sign * np.sin(elevation) * np.cos(plane_rad),
            -np.cos(elevation),
            np.sin(elevation) * np.sin(plane_rad),
        )
        _straight_arm(joints, side, direction)
    return _motion(joints, fps)


def walk(seconds: float = 4.0, speed_m_s: float = 1.1, step_s: float = 0.5, fps: float = 30.0) -> Motion:
    """Walking along +z: each foot stands for one step and swings, lifted, for the next."""
    time_s = np.arange(round(seconds * fps) + 1) / fps
    height = np.full(len(time_s), 0.93 * _standing_pelvis_height_m())
    joints = _upper_body(_vectors(0 * time_s, height, speed_m_s * time_s), 0 * time_s)
    step_m = speed_m_s * step_s
    for side, sign in SIDES.items():
        cycle = time_s / (2 * step_s) + (0.5 if side == "right" else 0.0)
        swing = np.clip(2 * (cycle % 1) - 1, 0, 1)
        eased = (1 - np.cos(np.pi * swing)) / 2
        ahead = step_m * (2 * np.floor(cycle) + 2 * eased + 0.5 * sign)
        height = ANKLE_HEIGHT_M + 0.12 * np.sin(np.pi * eased)
        _leg(joints, side, _vectors(np.full(len(time_s), sign * 0.08), height, ahead))
        _arm(joints, side, forward_rad=-0.4 * np.sin(2 * np.pi * (cycle + 0.25)), sideways_rad=0.1)
    return _motion(joints, fps)


def _phase(repetitions: int, fps: float, moving_s: float) -> np.ndarray:
    time_s = np.arange(round((repetitions * (STILL_S + moving_s) + STILL_S) * fps) + 1) / fps
    moving = np.clip(time_s % (STILL_S + moving_s) - STILL_S, 0, moving_s) / moving_s
    moving[time_s >= repetitions * (STILL_S + moving_s)] = 0
    return (1 - np.cos(2 * np.pi * moving)) / 2


def _vectors(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    return np.stack(np.broadcast_arrays(x, y, z), axis=-1)


def _reach_m(knee_flexion_rad: np.ndarray | float) -> np.ndarray:
    """Hip-to-ankle distance at a knee flexion."""
    return np.sqrt(THIGH_M**2 + SHANK_M**2 + 2 * THIGH_M * SHANK_M * np.cos(knee_flexion_rad))


def _standing_pelvis_height_m() -> float:
    return ANKLE_HEIGHT_M + SHANK_M + THIGH_M + PELVIS_ABOVE_HIPS_M


def _upper_body(
    pelvis: np.ndarray, forward_rad: np.ndarray, sideways_rad: np.ndarray | float = 0.0
) -> dict[str, np.ndarray]:
    """Pelvis, hips and a rigid trunk leaning forward (towards +z) and sideways (towards the left)."""
    joints = {"pelvis": pelvis}
    for side, sign in SIDES.items():
        joints[f"{side}_hip"] = pelvis + np.array([sign * HIP_HALF_WIDTH_M, -PELVIS_ABOVE_HIPS_M, 0])
    for name, (x, y, z) in UPPER_BODY_FROM_PELVIS_M.items():
        ahead = y * np.sin(forward_rad) + z * np.cos(forward_rad)
        up = y * np.cos(forward_rad) - z * np.sin(forward_rad)
        left = x * np.cos(sideways_rad) + up * np.sin(sideways_rad)
        joints[name] = pelvis + _vectors(left, up * np.cos(sideways_rad) - x * np.sin(sideways_rad), ahead)
    return joints


def _leg(
    joints: dict[str, np.ndarray], side: str, ankle: np.ndarray, inward_rad: np.ndarray | float = 0.0
) -> None:
    """Knee by the cosine rule, in the forward plane turned `inward_rad` about the hip-ankle line."""
    hip = joints[f"{side}_hip"]
    down = ankle - hip
    distance = np.linalg.norm(down, axis=-1, keepdims=True)
    down = down / distance
    along = (THIGH_M**2 - SHANK_M**2 + distance**2) / (2 * distance)
    out = np.sqrt(np.maximum(THIGH_M**2 - along**2, 0))
    ahead = np.array([0, 0, 1.0]) - down[..., 2:] * down
    ahead = ahead / np.linalg.norm(ahead, axis=-1, keepdims=True)
    across = np.cross(down, ahead)
    knee_out = np.cos(inward_rad) * ahead + np.sin(inward_rad) * across
    joints[f"{side}_knee"] = hip + along * down + out * knee_out
    joints[f"{side}_ankle"] = ankle
    joints[f"{side}_foot"] = ankle + FOOT_FROM_ANKLE_M


def _arm(joints: dict[str, np.ndarray], side: str, forward_rad: np.ndarray, sideways_rad: float) -> None:
    across = np.sin(sideways_rad) * SIDES[side]
    still = np.cos(sideways_rad)
    _straight_arm(joints, side, _vectors(across, -still * np.cos(forward_rad), still * np.sin(forward_rad)))


def _straight_arm(joints: dict[str, np.ndarray], side: str, direction: np.ndarray) -> None:
    shoulder = joints[f"{side}_shoulder"]
    joints[f"{side}_elbow"] = shoulder + UPPER_ARM_M * direction
    joints[f"{side}_wrist"] = shoulder + (UPPER_ARM_M + FOREARM_M) * direction


def _motion(joints: dict[str, np.ndarray], fps: float) -> Motion:
    return Motion(np.stack([joints[name] for name in JOINT_INDEX], axis=1), fps)
