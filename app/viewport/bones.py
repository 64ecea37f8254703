"""How bones lie in space, from joint positions alone: swing from the bone, twist from its neighbours.

Twist is read from the hip and shoulder lines, from the planes of knees and elbows, and from the feet. A
straight limb has no plane: there the least rotation from rest (arms) or the foot (legs) takes over, smoothly.
"""

import numpy as np

from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, JOINTS

# Sine of knee or elbow flexion below which the limb's plane is not used, and above which only it is.
STRAIGHT, BENT = 0.15, 0.5
# Height of the ball of the foot above where it stands: sole flat on the floor below, free above.
FLAT_M, FREE_M = 0.03, 0.12
# Widths of the chest differ less between people than between sources of motion.
CHEST_WIDTH_RANGE = (0.85, 1.15)
FOOT_RANGE = (0.5, 1.6)
LIMBS = (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist"))
# Each trunk joint and the span along which its part of the trunk lies.
TRUNK = {"spine1": ("spine1", "spine2"), "spine2": ("spine1", "spine3"), "spine3": ("spine3", "neck")}
SIDES = ("left", "right")
UP = np.array([0.0, 1.0, 0.0])
ANY_DIRECTION = np.array([0.48, 0.60, 0.64])


def _at(joints: np.ndarray, name: str) -> np.ndarray:
    return joints[..., JOINT_INDEX[name], :]


def _between(joints: np.ndarray, start: str, end: str) -> np.ndarray:
    return _at(joints, end) - _at(joints, start)


def _middle_of_hips(joints: np.ndarray) -> np.ndarray:
    return (_at(joints, "left_hip") + _at(joints, "right_hip")) / 2


def _length(vector: np.ndarray) -> np.ndarray:
    return np.linalg.norm(vector, axis=-1, keepdims=True)


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.maximum(_length(vector), 1e-9)


def _fade(value: np.ndarray, start: float, end: float) -> np.ndarray:
    x = np.clip((value - start) / (end - start), 0, 1)
    return x * x * (3 - 2 * x)


def neutral_joints(rest: np.ndarray, motion: Motion) -> np.ndarray:
    """The resting joints (22, 3) with this person's feet as they stand and neck as they look ahead.

    Sources of motion disagree by tens of degrees on both, so the inclination is taken from the motion itself.
    """
    joints = motion.joints_in_world
    neutral = rest.copy()
    for side, columns in zip(SIDES, ((0, 1), (2, 3)), strict=True):
        foot = _between(joints, f"{side}_ankle", f"{side}_foot")
        standing = motion.contacts[:, columns].all(1)
        drop = -np.median(foot[standing if standing.any() else slice(None), 1])
        reach = np.sqrt(max(np.median(_length(foot)) ** 2 - drop**2, 1e-6))
        ahead = _unit(_between(rest, f"{side}_ankle", f"{side}_foot") * [1, 0, 1])
        neutral[JOINT_INDEX[f"{side}_foot"]] = _at(rest, f"{side}_ankle") + reach * ahead - drop * UP
    neck = _between(joints, "neck", "head")
    ahead = np.cross(_between(joints, "right_shoulder", "left_shoulder"), UP)
    pitch = np.median(np.arctan2((neck * _unit(ahead)).sum(-1), neck[:, 1]))
    neutral[JOINT_INDEX["head"]] = _at(rest, "neck") + np.array([0, np.cos(pitch), np.sin(pitch)])
    return neutral


def bone_scales(rest: np.ndarray, neutral: np.ndarray, motion: Motion) -> np.ndarray:
    """Linear maps (T, 22, 3, 3) that give each part of the resting body the length and width of the person's.

    Limbs take the length of each frame, because measured ones vary by centimetres; all else takes the median.
    """
    girth = motion.height_m / Motion(rest[None], motion.fps).height_m
    scales = np.broadcast_to(girth * np.eye(3), (len(motion), len(JOINTS), 3, 3)).copy()
    for side in SIDES:
        for near, far in LIMBS:
            bone, own = (
                _between(x, f"{side}_{near}", f"{side}_{far}") for x in (rest, motion.joints_in_world)
            )
            stretch = (_length(own) / _length(bone) - girth)[..., None]
            scales[:, JOINT_INDEX[f"{side}_{near}"]] += stretch * np.outer(bone, bone) / (bone @ bone)
        foot, own = (_between(joints, f"{side}_ankle", f"{side}_foot") for joints in (rest, neutral))
        ahead = np.hypot(own[0], own[2]) / np.hypot(foot[0], foot[2])
        sizes = np.clip([ahead, own[1] / foot[1], ahead], *FOOT_RANGE)
        scales[:, [JOINT_INDEX[f"{side}_ankle"], JOINT_INDEX[f"{side}_foot"]]] = np.diag(sizes)
    hips = _ratio(rest, motion, "right_hip", "left_hip")
    chest = np.clip(_ratio(rest, motion, "right_shoulder", "left_shoulder"), *CHEST_WIDTH_RANGE)
    rise = _median_length(_at(motion.joints_in_world, "spine1") - _middle_of_hips(motion.joints_in_world))
    height = rise / _median_length(_at(rest, "spine1") - _middle_of_hips(rest))
    scales[:, JOINT_INDEX["pelvis"]] = np.diag([hips, height, girth])
    for share, (name, span) in zip((1 / 3, 2 / 3, 1), TRUNK.items(), strict=True):
        width = (1 - share) * np.clip(hips, *CHEST_WIDTH_RANGE) + share * chest
        scales[:, JOINT_INDEX[name]] = np.diag([width, _ratio(rest, motion, *span), girth])
    return scales


def _ratio(rest: np.ndarray, motion: Motion, start: str, end: str) -> float:
    lengths = (_median_length(_between(joints, start, end)) for joints in (motion.joints_in_world, rest))
    return next(lengths) / next(lengths)


def _median_length(vectors: np.ndarray) -> float:
    return float(np.median(_length(vectors)))


def with_carried_collars(
    joints: np.ndarray, rest: np.ndarray, neutral: np.ndarray, scales: np.ndarray
) -> np.ndarray:
    """Joints (T, 22, 3) with the inner ends of the collar bones where the chest carries those of the body.

    Sources of motion disagree about them by several centimetres, which folds the skin above the shoulders.
    """
    carried = joints.copy()
    turn = _chest(joints) @ _chest(neutral).T @ scales[:, JOINT_INDEX["spine3"]]
    for side in SIDES:
        collar = turn @ _between(rest, "spine3", f"{side}_collar")
        carried[:, JOINT_INDEX[f"{side}_collar"]] = _at(joints, "spine3") + collar
    return carried


def bone_rotations(joints: np.ndarray, neutral: np.ndarray) -> np.ndarray:
    """Rotations (T, 22, 3, 3) of what moves with each joint, from neutral (22, 3) to joints (T, 22, 3)."""
    return _frames(joints, neutral) @ np.swapaxes(_frames(neutral[None], neutral), -1, -2)


def _frames(joints: np.ndarray, neutral: np.ndarray) -> np.ndarray:
    """A right-handed frame (T, 22, 3, 3) for what moves with each joint, built alike in every pose."""
    hips = _unit(_between(joints, "right_hip", "left_hip"))
    shoulders = _unit(_between(joints, "right_shoulder", "left_shoulder"))
    frames = {"pelvis": _frame(hips, _at(joints, "spine1") - _middle_of_hips(joints))}
    for share, (name, span) in zip((1 / 3, 2 / 3, 1), TRUNK.items(), strict=True):
        frames[name] = _frame_along(_between(joints, *span), (1 - share) * hips + share * shoulders)
    for name in ("neck", "head"):
        frames[name] = _frame_along(_between(joints, "neck", "head"), shoulders)
    for side in SIDES:
        frames |= _leg(joints, side, hips, neutral) | _arm(joints, side, frames["spine3"], neutral)
    return np.stack([frames[name] for name in JOINTS], axis=1)


def _chest(joints: np.ndarray) -> np.ndarray:
    return _frame_along(
        _between(joints, *TRUNK["spine3"]), _between(joints, "right_shoulder", "left_shoulder")
    )


def _leg(joints: np.ndarray, side: str, hips: np.ndarray, neutral: np.ndarray) -> dict[str, np.ndarray]:
    thigh, shank, foot = (
        _unit(_between(joints, f"{side}_{near}", f"{side}_{far}"))
        for near, far in (("hip", "knee"), ("knee", "ankle"), ("ankle", "foot"))
    )
    knee_axis, bent = _plane(thigh, shank)
    # A pointed foot in line with the leg tells nothing; the hip line then decides.
    thigh_axis = _unit(bent * knee_axis + (1 - bent) * np.cross(foot, thigh) + 0.05 * hips)
    ball_height = _at(joints, f"{side}_foot")[:, 1:2]
    flat = 1 - _fade(ball_height - ball_height.min(), FLAT_M, FREE_M)
    left_of_foot = np.cross(flat * UP - (1 - flat) * shank, foot) + 0.05 * thigh_axis
    # When the heel rises the toes stay on the floor; in the air they follow the foot.
    sole = _unit(np.cross(foot, left_of_foot))
    drop = -_unit(_between(neutral, f"{side}_ankle", f"{side}_foot"))[1]
    toes = flat * _unit(np.cross(left_of_foot, UP)) + (1 - flat) * (np.sqrt(1 - drop**2) * foot + drop * sole)
    return {
        f"{side}_hip": _frame_along(thigh, thigh_axis),
        f"{side}_knee": _frame_along(shank, thigh_axis + np.cross(foot, shank)),
        f"{side}_ankle": _frame_along(foot, left_of_foot),
        f"{side}_foot": _frame_along(toes, left_of_foot),
    }


def _arm(joints: np.ndarray, side: str, chest: np.ndarray, neutral: np.ndarray) -> dict[str, np.ndarray]:
    upper = _unit(_between(joints, f"{side}_shoulder", f"{side}_elbow"))
    fore = _unit(_between(joints, f"{side}_elbow", f"{side}_wrist"))
    turn = chest @ _chest(neutral).T
    upper_at_rest, fore_at_rest = (
        turn @ _unit(_between(neutral, f"{side}_{near}", f"{side}_{far}"))
        for near, far in (("shoulder", "elbow"), ("elbow", "wrist"))
    )
    swung_axis = _least_rotation(_unit(np.cross(upper_at_rest, fore_at_rest)), upper_at_rest, upper)
    elbow_axis, bent = _plane(upper, fore)
    axis = _unit(bent * elbow_axis + (1 - bent) * swung_axis)
    return {
        f"{side}_collar": _frame_along(_between(joints, f"{side}_collar", f"{side}_shoulder"), chest[..., 1]),
        f"{side}_shoulder": _frame_along(upper, axis),
        f"{side}_elbow": _frame_along(fore, axis),
        f"{side}_wrist": _frame_along(fore, axis),
    }


def _least_rotation(vector: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The vector after the least rotation that takes the unit vector start to end (Rodrigues' formula)."""
    across = np.cross(start, end)
    once = np.cross(across, vector)
    # The bound keeps a bone turned right round finite.
    return vector + once + np.cross(across, once) / np.maximum(1 + (start * end).sum(-1, keepdims=True), 0.05)


def _plane(near: np.ndarray, far: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Axis (T, 3) about which the hinge of two unit bones bends, and how far to believe it (T, 1), 0..1."""
    axis = np.cross(near, far)
    return _unit(axis), _fade(_length(axis), STRAIGHT, BENT)


def _frame(left: np.ndarray, up: np.ndarray) -> np.ndarray:
    """Columns: left, up made orthogonal to it, ahead."""
    left = _unit(left)
    ahead = _unit(np.cross(left, up))
    return np.stack([left, np.cross(ahead, left), ahead], axis=-1)


def _frame_along(along: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Columns: left made orthogonal to `along`, along, and the direction that completes them."""
    along = _unit(along)
    ahead = np.cross(left, along)
    # Only when both point the same way, to a millionth, is any direction as good as another.
    ahead = _unit(np.where(_length(ahead) < 1e-6, np.cross(ANY_DIRECTION, along), ahead))
    return np.stack([np.cross(along, ahead), along, ahead], axis=-1)
