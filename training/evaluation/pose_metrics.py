"""What a motion seen by one camera misses of the truth: pose, angles, place, feet, smoothness.

Both motions carry their camera. Errors of the pose are measured in camera axes, which owe nothing to where
gravity and heading were taken to be; errors of the world in the world.
"""

from dataclasses import dataclass, replace

import numpy as np

from inference.motion.channels import CHANNELS
from inference.motion.interpolation import rows_between
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.rotations import turn
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, SOLE_OFFSET_M
from training.evaluation.tally import Tally

PELVIS = JOINT_INDEX["pelvis"]
SLIDE_FPS = 20.0
# Whose pelvis goes a longer way over the ground travels.
TRAVEL_M = 1.0
# A sole this far in the floor is seen to be.
DEEP_M = 0.01
# 90 % of three normal errors lie within this many σ (chi distribution).
WITHIN_90 = 2.5003
# Confidence of the truth: motion capture is sure of every joint, a triangulation knows some or not.
_KNOWN = 0.5
_SIDES = ("left", "right")
SAGITTAL = (
    "trunk_lean_forward",
    *(
        f"{side}_{name}"
        for name in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion", "shoulder_flexion", "elbow_flexion")
        for side in _SIDES
    ),
)
# An asymmetry is the difference of two of the others.
ANGLES = tuple(
    name for name, channel in CHANNELS.items() if channel.unit == "rad" and not name.endswith("_asymmetry")
)
ANGLE = "angle "

Tallies = dict[str, Tally]


@dataclass(frozen=True)
class Metric:
    """How a tally of `errors` is called and shown."""

    label: str
    digits: int
    aim: str = ""


METRICS = {
    "mpjpe": Metric("MPJPE, mm", 0, "≤ 80"),
    "mpjpe_scaled": Metric("MPJPE, scale-free, mm", 0),
    "pa_mpjpe": Metric("PA-MPJPE, mm", 0, "≤ 55"),
    "sagittal": Metric("sagittal angles, °", 1, "≤ 6"),
    "other_angles": Metric("other angles, °", 1, "≤ 10"),
    "world_mpjpe": Metric("world MPJPE, mm", 0),
    "drift": Metric("root error of who travels, % of the way", 1, "≤ 3"),
    "root_cm": Metric("root error of the others, cm", 1),
    "gravity": Metric("gravity, °", 1),
    "slide": Metric("foot slide, mm per frame at 20 fps", 1, "≤ 5"),
    "contact": Metric("contact F1", 2, "≥ 0.9"),
    "penetration": Metric("sole under the floor, mm", 1),
    "deep": Metric("frames with it deeper than 1 cm, %", 1),
    "acceleration": Metric("acceleration error, m/s²", 1),
    "acceleration_frame": Metric("acceleration error, mm/frame²", 1),
    "jitter": Metric("jitter, m/s³", 0),
    "coverage": Metric("truth in the 90 % interval, % of joints", 0, "85–95"),
    "posed": Metric("frames with a pose, %", 1),
}


def errors(estimate: Motion, truth: Motion) -> Tallies:
    """Tallies by the names of METRICS, and of each angle as ANGLE + name (left and right together), °.

    Both must have a view. The truth is interpolated at the estimate's frames; of pose and angles its joints
    without confidence do not count. "coverage" is there if the estimate knows its sigma_m.
    """
    whole_s = len(truth) / truth.fps
    posed_s = min(len(estimate) / estimate.fps, whole_s)
    truth = on_clock_of(estimate, truth)
    return {
        **_pose(estimate, truth),
        **_angles(estimate, truth),
        **_place(estimate, truth),
        **_feet(estimate, truth),
        **_smoothness(estimate, truth),
        "posed": Tally(100 * posed_s, whole_s),
    }


def poses_in_camera(motion: Motion) -> np.ndarray:
    """Joints (T, 22, 3) m from the pelvis, in the axes of the motion's camera."""
    assert motion.view is not None
    joints = _joints(motion)
    return (joints - joints[:, PELVIS, None]) @ motion.view.camera_from_world[:3, :3].T


def on_clock_of(estimate: Motion, truth: Motion) -> Motion:
    """The truth at the estimate's frames."""
    at = np.clip((estimate.time_s - truth.start_s) * truth.fps, 0, len(truth) - 1)
    return replace(
        truth,
        joints_in_world=rows_between(truth.joints_in_world, at),
        fps=estimate.fps,
        start_s=estimate.start_s,
        confidence=rows_between(truth.confidence, at),
        contacts=truth.contacts[np.rint(at).astype(int)],
    )


def procrustes(moving: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    """Poses `moving` (T, N, 3), each turned, shifted and scaled to lie as close to its `fixed` one as can be.

    Source: Umeyama, Least-squares estimation of transformation parameters, PAMI 1991.
    """
    middle = fixed.mean(axis=1, keepdims=True)
    start, end = moving - moving.mean(axis=1, keepdims=True), fixed - middle
    left, strength, right = np.linalg.svd(np.einsum("tni,tnj->tij", start, end))
    sign = np.sign(np.linalg.det(left @ right))
    left[..., 2] *= sign[:, None]
    strength[:, 2] *= sign
    scale = strength.sum(axis=1) / np.maximum((start**2).sum(axis=(1, 2)), 1e-12)
    return scale[:, None, None] * (start @ left @ right) + middle


def level_aligned(moving: np.ndarray, start: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """Points (..., 3) after the turn about the vertical and the shift that bring start (N, 3) to goal."""
    from_middle, to_middle = start.mean(axis=0), goal.mean(axis=0)
    before, after = (points[:, 2] + 1j * points[:, 0] for points in (start - from_middle, goal - to_middle))
    return turn(moving - from_middle, np.angle(np.vdot(before, after))) + to_middle


def _joints(motion: Motion) -> np.ndarray:
    return motion.joints_in_world.astype(np.float64)


def _pose(estimate: Motion, truth: Motion) -> Tallies:
    """The pelvis lies on the pelvis, so the other 21 joints count; in PA-MPJPE all do."""
    own, true = poses_in_camera(estimate), poses_in_camera(truth)
    known = _known(truth)
    others = known & (np.arange(known.shape[1]) != PELVIS)
    miss_m = np.linalg.norm(own - true, axis=-1)
    # One scale for the whole clip: what is not known is how tall the person is.
    scale = (own * true)[known].sum() / max((own[known] ** 2).sum(), 1e-12)
    scaled_m = np.linalg.norm(scale * own - true, axis=-1)
    aligned_m = np.linalg.norm(procrustes(own, true) - true, axis=-1)
    tallies = {
        "mpjpe": Tally.of(1000 * miss_m[others]),
        "mpjpe_scaled": Tally.of(1000 * scaled_m[others]),
        "pa_mpjpe": Tally.of(1000 * aligned_m[known]),
    }
    if estimate.sigma_m is not None:
        tallies["coverage"] = Tally.of(100.0 * (miss_m <= WITHIN_90 * estimate.sigma_m)[others])
    return tallies


def _known(truth: Motion) -> np.ndarray:
    """Which joints (T, 22) of the truth are known, in frames where its pelvis is."""
    known = truth.confidence > _KNOWN
    return known & known[:, PELVIS, None]


def _angles(estimate: Motion, truth: Motion) -> Tallies:
    """Mean absolute error of every angle where both know it; in the two summaries each angle counts alike."""
    own, true = measure(estimate), measure(truth)
    known = _known(truth)
    tallies = {"sagittal": Tally(0, 0), "other_angles": Tally(0, 0)}
    for name in ANGLES:
        told = known[:, [JOINT_INDEX[joint] for joint in CHANNELS[name].joints]].all(axis=1)
        miss = np.angle(np.exp(1j * (own[name] - true[name])[told]))
        tally = Tally.of(np.degrees(np.abs(miss)))
        either = ANGLE + name.removeprefix("left_").removeprefix("right_").replace("_", " ")
        tallies[either] = tallies.get(either, Tally(0, 0)) + tally
        if tally.weight:
            tallies["sagittal" if name in SAGITTAL else "other_angles"] += Tally(tally.mean, 1)
    return tallies


def _place(estimate: Motion, truth: Motion) -> Tallies:
    """Place in the world, laid over the truth in the first frame.

    Drift is for those who travel: how far the pelvis' path is from the true one, the whole paths laid over
    each other (WHAM's root translation error).
    """
    own, true = _joints(estimate), _joints(truth)
    world_m = np.linalg.norm(level_aligned(own, own[0], true[0]) - true, axis=-1)
    way_m = np.linalg.norm(np.diff(true[:, PELVIS, [0, 2]], axis=0), axis=-1).sum()
    tallies = {
        "world_mpjpe": Tally.of(1000 * world_m),
        "gravity": Tally(float(np.degrees(_gravity_error_rad(estimate, truth))), 1),
    }
    if way_m > TRAVEL_M:
        path = level_aligned(own[:, PELVIS], own[:, PELVIS], true[:, PELVIS])
        away_m = np.linalg.norm(path - true[:, PELVIS], axis=-1).mean()
        return {**tallies, "drift": Tally(float(100 * away_m / way_m), 1)}
    return {**tallies, "root_cm": Tally.of(100 * world_m[:, PELVIS])}


def _gravity_error_rad(estimate: Motion, truth: Motion) -> float:
    own, true = _up_in_camera(estimate), _up_in_camera(truth)
    return float(np.arctan2(np.linalg.norm(np.cross(own, true)), own @ true))


def _up_in_camera(motion: Motion) -> np.ndarray:
    assert motion.view is not None
    return motion.view.camera_from_world[:3, 1]


def _feet(estimate: Motion, truth: Motion) -> Tallies:
    """Slide of feet that truly stand, agreement about when they do, and how far they are in the floor."""
    at = np.arange(0, len(estimate) - 1 + 1e-6, estimate.fps / SLIDE_FPS)
    feet = rows_between(_joints(estimate)[:, CONTACT_JOINTS], at)
    stands = truth.contacts[np.rint(at).astype(int)]
    step_m = np.linalg.norm(np.diff(feet, axis=0), axis=-1)
    agreed = float((estimate.contacts & truth.contacts).sum())
    lowest_m = estimate.joints_in_world[..., 1].min(axis=1)
    under_m = np.maximum(SOLE_OFFSET_M - lowest_m, 0)
    return {
        "slide": Tally.of(1000 * step_m[stands[1:] & stands[:-1]]),
        "contact": Tally(2 * agreed, float(estimate.contacts.sum() + truth.contacts.sum())),
        "penetration": Tally.of(1000 * under_m),
        "deep": Tally.of(100.0 * (under_m > DEEP_M)),
    }


def _smoothness(estimate: Motion, truth: Motion) -> Tallies:
    """Acceleration from the pelvis against the truth's, and jitter (third derivative) in the world."""
    own, true = poses_in_camera(estimate), poses_in_camera(truth)
    miss_m = np.linalg.norm(np.diff(own - true, n=2, axis=0), axis=-1)
    jerk_m = np.linalg.norm(np.diff(_joints(estimate), n=3, axis=0), axis=-1)
    return {
        "acceleration": Tally.of(miss_m * estimate.fps**2),
        "acceleration_frame": Tally.of(1000 * miss_m),
        "jitter": Tally.of(jerk_m * estimate.fps**3),
    }
