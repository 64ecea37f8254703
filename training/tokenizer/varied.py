"""Varied clips: people's movements with joints turned away from where they held them.

Few people were recorded, and few of them with one arm bent more than usual. A tokenizer that has seen no more
takes a single limb's change for noise and leaves it out, but that is what a coach's correction is about.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter1d

from inference.editing.pose_chain import turned
from inference.motion.motion import Motion
from inference.motion.retarget import heading_rad, mirrored
from inference.motion.rotations import turn
from training.data.clips import FPS
from training.data.vectors import Vectors, encoded

# 1 σ in degrees of turns about the body's left, the vertical and forward, for each side by itself.
SPREAD_DEG = {
    "hip": (14, 6, 7), "knee": (16, 3, 3), "ankle": (9, 4, 4), "spine1": (9, 6, 5), "neck": (8, 4, 5),
    "shoulder": (18, 14, 18), "elbow": (20, 12, 12),
}  # fmt: skip
JOINTS_TURNED = [
    name
    for joint in SPREAD_DEG
    for name in ([joint] if joint in ("spine1", "neck") else [f"left_{joint}", f"right_{joint}"])
]
# How often a joint is turned at all, and how much of its turn comes and goes.
TURNS, DRIFTS, DRIFT_S = 0.4, 0.5, 1.0
COPIES = 2


def varied_vectors(clips: list[Vectors], data: Path) -> list[Vectors]:
    """COPIES variations of every clip of a split, half of them mirrored; made once and kept in runs/data."""
    plain = [view for view in clips if not view.mirrored] * COPIES
    chance = np.random.default_rng(0)
    seen = chance.random(len(plain)) < 0.5
    motions = (view.clip.motion() for view in plain)
    turned_motions = (
        varied(mirrored(motion) if mirror else motion, chance)
        for motion, mirror in zip(motions, seen, strict=True)
    )
    values = encoded(f"varied-{plain[0].clip.split}", data, turned_motions, sys.modules[__name__])
    return [replace(view, mirrored=bool(m), values=v) for view, m, v in zip(plain, seen, values, strict=True)]


def varied(motion: Motion, chance: np.random.Generator) -> Motion:
    """The motion with some joints turned, all along and for a while; the lowest joint keeps its height."""
    spread = np.radians([SPREAD_DEG[name.split("_")[-1]] for name in JOINTS_TURNED])
    spread = spread * (chance.random((len(JOINTS_TURNED), 1)) < TURNS)
    steady = chance.normal(size=spread.shape)
    noise = chance.normal(size=(len(motion), *spread.shape))
    drift = gaussian_filter1d(noise, DRIFT_S * FPS, axis=0, mode="nearest")
    drift *= np.sqrt(2 * DRIFT_S * FPS * np.sqrt(np.pi))  # to a variance of 1 again
    in_body = (np.sqrt(1 - DRIFTS) * steady + np.sqrt(DRIFTS) * drift) * spread
    joints = motion.joints_in_world
    in_world = turn(in_body, heading_rad(joints)[:, None])
    result = turned(joints, JOINTS_TURNED, in_world, np.zeros((len(motion), 3)))
    result[..., 1] += (joints[..., 1].min(axis=1) - result[..., 1].min(axis=1))[:, None]
    return Motion(result, motion.fps)
