"""Planted: legs bent anew so that feet are where they should be, and standing feet stay in one place.

After Kovar, Schreiner and Gleicher (2002), Footskate cleanup for motion capture editing: each time that a
foot stands it has one place, on the way to the next one it is carried along; the pelvis comes down where a
leg would be too short; then each leg is bent at the knee until it is long enough, and turned about the hip.
"""

from dataclasses import replace

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from inference.errors import EditError
from inference.motion.body_frames import UP, dot, pelvis_heading_frame, unit, without
from inference.motion.contact import resting_height_m, runs
from inference.motion.motion import Motion
from inference.motion.rotations import shortest_rotation
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX

# A leg is not stretched further than this share of its length, if it was not so already.
STRAIGHT = 0.99
# The pelvis takes about this long to come down, 1 σ.
LOWERING_S = 0.15
# A standing foot that legs miss by more than this slides; then the edit is too large for them.
MISSED_M = 0.03
_ANKLES = {"left": 0, "right": 2}


def planted(motion: Motion, stands: np.ndarray, feet: np.ndarray | None = None) -> Motion:
    """The motion with each foot in one place for as long as it stands.

    stands (T, 4) bool: when ankles and balls do, in the order of contacts; feet (T, 4, 3) m: where they are
    on their way, as in the motion unless given. Trunk, arms and bones stay as they are. Raises EditError if
    legs are too short for it. Contacts are those asked for.
    """
    joints = motion.joints_in_world.astype(np.float64)
    goals = held(joints[:, CONTACT_JOINTS] if feet is None else feet.astype(np.float64), stands)
    least_m = np.minimum(resting_height_m(joints), joints[:, CONTACT_JOINTS, 1])
    goals[..., 1] = np.maximum(goals[..., 1], least_m)
    joints[..., 1] -= _lowered_m(joints, goals, stands, motion.fps)[:, None]
    for side, column in _ANKLES.items():
        _bend(joints, side, goals[:, column], goals[:, column + 1], stands[:, column : column + 2])
    missed = np.linalg.norm(joints[:, CONTACT_JOINTS] - goals, axis=-1)[stands]
    if missed.size and missed.max() > MISSED_M:
        raise EditError(
            "The legs are too short for this: standing feet would slide by "
            f"{100 * missed.max():.0f} cm. Ask for less."
        )
    return replace(motion, joints_in_world=joints, contacts=stands, view=None)


def held(paths: np.ndarray, stands: np.ndarray) -> np.ndarray:
    """Paths (T, K, 3) of feet that stay in one place while they stand (T, K), and are carried in between."""
    moved = np.zeros_like(paths)
    frames = np.arange(len(paths))
    for column in range(paths.shape[1]):
        on_floor = stands[:, column]
        for first, end in runs(on_floor):
            span = paths[first:end, column]
            moved[first:end, column] = span.mean(axis=0) - span
        if on_floor.any():
            for axis in range(3):
                here = moved[on_floor, column, axis]
                moved[:, column, axis] = np.interp(frames, frames[on_floor], here)
    return paths + moved


def _lowered_m(joints: np.ndarray, goals: np.ndarray, stands: np.ndarray, fps: float) -> np.ndarray:
    """How far the pelvis must come down for both legs to reach, (T,) m, coming and going softly."""
    needed = np.zeros(len(joints))
    for side, column in _ANKLES.items():
        hip, _, longest = _leg(joints, side)
        off = goals[:, column] - hip
        aside_m = np.linalg.norm(off[:, [0, 2]], axis=-1)
        lowest = np.sqrt(np.maximum(longest**2 - aside_m**2, 0))
        stays = stands[:, column : column + 2].any(axis=1)
        needed = np.maximum(needed, np.where(stays, -off[:, 1] - lowest, 0))
    if not (needed > 1e-6).any():
        return np.zeros(len(joints))
    width = LOWERING_S * fps
    return gaussian_filter1d(maximum_filter1d(needed, int(4 * width) | 1), width, mode="nearest")


def _leg(joints: np.ndarray, side: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hip and knee (T, 3) m, and how long the leg may be, (T,) m."""
    hip, knee, ankle = (joints[:, JOINT_INDEX[f"{side}_{name}"]] for name in ("hip", "knee", "ankle"))
    bones = np.linalg.norm(knee - hip, axis=-1) + np.linalg.norm(ankle - knee, axis=-1)
    return hip, knee, np.maximum(np.linalg.norm(ankle - hip, axis=-1), STRAIGHT * bones)


def _bend(
    joints: np.ndarray, side: str, ankle_goal: np.ndarray, ball_goal: np.ndarray, stands: np.ndarray
) -> None:
    """Put one leg's ankle and ball (T, 3) where they are to be, in place; the knee keeps its direction."""
    knee_at, ankle_at, ball_at = (JOINT_INDEX[f"{side}_{name}"] for name in ("knee", "ankle", "foot"))
    hip, knee, longest = _leg(joints, side)
    ankle, ball = joints[:, ankle_at].copy(), joints[:, ball_at].copy()
    foot_m = np.linalg.norm(ball - ankle, axis=-1, keepdims=True)
    thigh_m, shank_m = (np.linalg.norm(bone, axis=-1) for bone in (knee - hip, ankle - knee))
    # A foot on its ball turns about it.
    on_ball = (stands[:, 1] & ~stands[:, 0])[:, None]
    ankle_goal = np.where(on_ball, ball_goal + foot_m * unit(ankle_goal - ball_goal), ankle_goal)
    reach = ankle_goal - hip
    far_m = np.clip(np.linalg.norm(reach, axis=-1), np.abs(thigh_m - shank_m) + 1e-6, longest)
    new_ankle = hip + far_m[:, None] * unit(reach)
    ahead = _ahead(joints, hip, knee, ankle)
    ahead = shortest_rotation(ankle - hip, reach).apply(ahead)
    along = (thigh_m**2 - shank_m**2 + far_m**2) / (2 * far_m)
    out = np.sqrt(np.maximum(thigh_m**2 - along**2, 0))
    joints[:, knee_at] = hip + along[:, None] * unit(reach) + out[:, None] * without(ahead, unit(reach))
    joints[:, ankle_at] = new_ankle
    joints[:, ball_at] = new_ankle + foot_m * unit(ball_goal - new_ankle)


def _ahead(joints: np.ndarray, hip: np.ndarray, knee: np.ndarray, ankle: np.ndarray) -> np.ndarray:
    """Where the knee points, unit vectors (T, 3): to the front, where the leg is too straight to tell."""
    line = unit(ankle - hip)
    out = (knee - hip) - dot(knee - hip, line)[:, None] * line
    front = np.nan_to_num(pelvis_heading_frame(joints).forward)
    size = np.linalg.norm(out, axis=-1, keepdims=True)
    # Within 2 cm of the line it is more noise than direction.
    return unit(out + np.maximum(0.02 - size, 0) * (front - dot(front, UP)[:, None] * UP))
