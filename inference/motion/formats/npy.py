"""HumanML3D arrays: joints (T, 22, 3) in metres or vectors (T, 263), both at 20 frames a second."""

from typing import IO

import numpy as np

from inference.errors import MotionFileError
from inference.motion import humanml3d
from inference.motion.formats.arrays import array_from
from inference.motion.formats.limits import MAX_FRAMES, check_distances
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINTS


def read_npy(data: bytes) -> Motion:
    """The motion in an npy file: joints or vectors, told apart by their shape. Raises MotionFileError."""
    array = array_from(data)
    if array.ndim == 0 or not 0 < len(array) <= MAX_FRAMES:
        raise MotionFileError(f"It has no frames, or more than {MAX_FRAMES}.")
    check_distances(array)
    if array.shape[1:] == (len(JOINTS), 3):
        return Motion(array, humanml3d.FPS)
    if array.shape[1:] == (humanml3d.WIDTH,):
        joints = humanml3d.decode(array)
        check_distances(joints)
        return Motion(joints, humanml3d.FPS)
    raise MotionFileError(f"Joints are (T, 22, 3) and vectors (T, 263), but this array is {array.shape}.")


def write_npy(motion: Motion, file: IO[bytes]) -> None:
    """Write the joints as they are in the world, at 20 frames a second."""
    np.save(file, motion.resampled(humanml3d.FPS).joints_in_world, allow_pickle=False)
