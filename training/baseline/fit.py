"""The pose that agrees best with what was seen: pixels, landmark network and bones in one least squares."""

import numpy as np

from inference.motion.skeleton import BONES, JOINTS

# What each cue is worth (1 σ in metres).
_SIGHT_SIGMA_M = 0.012
_LENGTH_SIGMA_M = 0.02
_BONE_SIGMA_M = 0.08
_DEPTH_SIGMA_M = 0.005
_ROBUST_M = 0.05
_STEPS = 5
_CHUNK = 512


def fit_poses(start: np.ndarray, rays: np.ndarray, weight: np.ndarray, bones_m: np.ndarray) -> np.ndarray:
    """Joints (T, 22, 3) m in the camera from a first guess `start` of the same shape.

    Gauss-Newton on four cues: each joint lies on its ray (rays (T, 22, 2), weight (T, 22)); each bone points
    as in `start`; each bone is bones_m (21,) long; the pelvis keeps its depth.
    """
    chunks = range(0, len(start), _CHUNK)
    parts = [slice(first, first + _CHUNK) for first in chunks]
    return np.concatenate([_fit(start[part], rays[part], weight[part], bones_m) for part in parts])


def _fit(start: np.ndarray, rays: np.ndarray, weight: np.ndarray, bones_m: np.ndarray) -> np.ndarray:
    sight_rows = np.zeros((*rays.shape[:2], 2, 3))
    sight_rows[..., 0, 0] = sight_rows[..., 1, 1] = 1
    sight_rows[..., 2] = -rays
    joints = start.copy()
    frames, count = len(start), len(JOINTS)
    for _ in range(_STEPS):
        normal = np.zeros((frames, count, 3, count, 3))
        slope = np.zeros((frames, count, 3))
        miss = np.einsum("tjra,tja->tjr", sight_rows, joints)
        trust = weight / _SIGHT_SIGMA_M**2 / (1 + (miss**2).sum(-1) / _ROBUST_M**2)
        every = np.arange(count)
        normal[:, every, :, every, :] += np.einsum("tj,tjra,tjrb->jtab", trust, sight_rows, sight_rows)
        slope += np.einsum("tj,tjra,tjr->tja", trust, sight_rows, miss)
        normal[:, 0, 2, 0, 2] += 1 / _DEPTH_SIGMA_M**2
        slope[:, 0, 2] += (joints[:, 0, 2] - start[:, 0, 2]) / _DEPTH_SIGMA_M**2
        for (parent, child), length_m in zip(BONES, bones_m, strict=True):
            bone = joints[:, child] - joints[:, parent]
            length = np.linalg.norm(bone, axis=-1, keepdims=True)
            along = bone / length
            stiffness = along[:, :, None] * along[:, None] / _LENGTH_SIGMA_M**2 + np.eye(3) / _BONE_SIGMA_M**2
            turn = (bone - (start[:, child] - start[:, parent])) / _BONE_SIGMA_M**2
            pull = turn + (length - length_m) * along / _LENGTH_SIGMA_M**2
            normal[:, child, :, child] += stiffness
            normal[:, parent, :, parent] += stiffness
            normal[:, child, :, parent] -= stiffness
            normal[:, parent, :, child] -= stiffness
            slope[:, child] += pull
            slope[:, parent] -= pull
        step = np.linalg.solve(normal.reshape(frames, 3 * count, -1), slope.reshape(frames, -1, 1))
        joints -= step.reshape(joints.shape)
    return joints
