"""When a foot stands: it is low and slow, and stays so until it is clearly lifted."""

import numpy as np

from inference.motion.skeleton import CONTACT_JOINTS

HEIGHT_LIMIT_M = 0.04
SPEED_LIMIT_M_S = 0.2
# Hysteresis: a foot that stands may twitch this much before it counts as lifted.
RELEASE_FACTOR = 1.5
RESTING_PERCENTILE = 5


def resting_height_m(joints_in_world: np.ndarray) -> np.ndarray:
    """Height of each contact joint when it stands, (4,) m, from joints (T, 22, 3) m, y up."""
    return np.percentile(joints_in_world[:, CONTACT_JOINTS, 1], RESTING_PERCENTILE, axis=0)


def detect_contacts(
    joints_in_world: np.ndarray, fps: float, speed_limit_m_s: float = SPEED_LIMIT_M_S
) -> np.ndarray:
    """Contact of left ankle, left foot, right ankle, right foot, (T, 4) bool, from joints (T, 22, 3) m.

    speed_limit_m_s: what a standing foot may seem to move at; more than usual where joints are uncertain.
    """
    feet = np.asarray(joints_in_world, np.float64)[:, CONTACT_JOINTS]
    height = feet[..., 1] - resting_height_m(joints_in_world)
    step = np.linalg.norm(np.diff(feet, axis=0, prepend=feet[:1]), axis=-1) * fps
    speed = np.maximum(step, np.roll(step, -1, axis=0)) if len(feet) > 1 else step
    speed[-1:] = step[-1:]
    enters = (height < HEIGHT_LIMIT_M) & (speed < speed_limit_m_s)
    stays = (height < HEIGHT_LIMIT_M * RELEASE_FACTOR) & (speed < speed_limit_m_s * RELEASE_FACTOR)
    contacts = np.empty(enters.shape, bool)
    standing = enters[0]
    for frame in range(len(feet)):
        standing = enters[frame] | (standing & stays[frame])
        contacts[frame] = standing
    return contacts


def runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """The half-open spans (first, end) in which flags (T,) hold."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]


def bridged(spans: list[tuple[int, int]], gap: float) -> list[tuple[int, int]]:
    """Half-open spans (first, end) in rising order, joined where less than `gap` parts them."""
    joined: list[tuple[int, int]] = []
    for first, end in spans:
        if joined and first - joined[-1][1] < gap:
            first = joined.pop()[0]
        joined.append((first, end))
    return joined
