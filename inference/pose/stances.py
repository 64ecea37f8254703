"""When each foot stands: from the network's probability, checked against how the foot moves."""

import numpy as np
from scipy.ndimage import binary_closing

from inference.motion.contact import runs
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX
from inference.pose.cues import State
from inference.pose.lifted import LIFTER_FPS

_ENTERS, _STAYS = 0.5, 0.3
# A foot that stands does not leave the floor for so short a time.
_GAP_FRAMES = 3
# What moves faster, or is so far from its height over the floor, does not stand on it.
_SPEED_M_S = 0.3
_OFF_M = 0.12
# Pelvis or neck of who stands on their feet is this share of their stature over the floor, or more.
_UPRIGHT = 0.4
_TRUNK = [JOINT_INDEX["pelvis"], JOINT_INDEX["neck"]]
# Standing longer tells no more of the floor.
_STANCE_FRAMES = LIFTER_FPS


def likely_contacts(probability: np.ndarray) -> np.ndarray:
    """Contacts (T, 4) bool of their probability (T, 4), with hysteresis and without short gaps."""
    contacts = np.empty(probability.shape, bool)
    standing = np.zeros(probability.shape[1], bool)
    for frame, likely in enumerate(probability):
        standing = (likely > _ENTERS) | (standing & (likely > _STAYS))
        contacts[frame] = standing
    ends = np.pad(contacts, ((_GAP_FRAMES, _GAP_FRAMES), (0, 0)))
    return binary_closing(ends, np.ones((_GAP_FRAMES + 1, 1)))[_GAP_FRAMES:-_GAP_FRAMES]


def checked(contacts: np.ndarray, state: State, height_m: float) -> np.ndarray:
    """Those of the contacts (T, 4) in which the foot hardly moves and is where it would stand on its sole.

    Feet of a person of stature height_m who kneels or lies rest on the floor in other ways.
    """
    step_m = np.linalg.norm(np.diff(state.joints[:, CONTACT_JOINTS], axis=0), axis=-1)
    slower_m = np.minimum(np.concatenate([step_m[:1], step_m]), np.concatenate([step_m, step_m[-1:]]))
    on_floor = (np.abs(over_rest_m(state)) < _OFF_M) | ~upright(state, height_m)
    return contacts & (slower_m * LIFTER_FPS < _SPEED_M_S) & on_floor


def upright(state: State, height_m: float) -> np.ndarray:
    """Frames (T, 1) in which a person of stature height_m can stand, be it bent or in a deep squat."""
    highest_m = state.heights_m()[:, _TRUNK].max(axis=1, keepdims=True)
    return highest_m > _UPRIGHT * height_m


def over_rest_m(state: State) -> np.ndarray:
    """How far ankles and balls (T, 4) are above where they rest when they stand."""
    return state.heights_m()[:, CONTACT_JOINTS] - np.tile(state.rest_m, 2)


def share_of_stance(contacts: np.ndarray) -> np.ndarray:
    """What each frame of contact (T, 4) counts, so that a stance counts once; 0 elsewhere."""
    share = np.zeros(contacts.shape)
    for channel, flags in enumerate(contacts.T):
        for first, end in runs(flags):
            share[first:end, channel] = 1 / max(end - first, _STANCE_FRAMES)
    return share
