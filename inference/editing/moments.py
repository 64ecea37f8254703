"""Moments: a motion at other moments than its frames', with bones as long as they are."""

from dataclasses import replace

import numpy as np
from scipy.interpolate import CubicSpline

from inference.motion.contact import detect_contacts
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from inference.motion.skeleton import bone_lengths, with_bone_lengths


def poses_at(motion: Motion, at: np.ndarray) -> np.ndarray:
    """Joints (N, 22, 3) m at fractional frames `at` (N,); before and after the motion it stands still.

    Cubic, so that nothing jerks at the frames that were there; bones are as long as in the frames around.
    """
    joints = motion.joints_in_world.astype(np.float64)
    at = np.clip(at, 0, len(motion) - 1)
    if len(motion) < 2:
        return np.repeat(joints, len(at), axis=0)
    poses = CubicSpline(np.arange(len(motion)), joints.reshape(len(motion), -1))(at).reshape(
        -1, *joints.shape[1:]
    )
    return with_bone_lengths(poses, rows_between(bone_lengths(joints), at).T[..., None])


def at_moments(motion: Motion, at: np.ndarray) -> Motion:
    """The motion whose frames are these moments, fractional frames `at` (N,); contacts are found anew."""
    at = np.clip(at, 0, len(motion) - 1)
    poses = poses_at(motion, at)
    return replace(
        motion,
        joints_in_world=poses,
        confidence=rows_between(motion.confidence, at),
        contacts=detect_contacts(poses, motion.fps),
        sigma_m=None if motion.sigma_m is None else rows_between(motion.sigma_m, at),
        view=None,
    )
