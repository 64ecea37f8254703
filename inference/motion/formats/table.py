"""CSV for spreadsheets and statistics: one row per frame."""

from typing import IO

import numpy as np

from inference.motion.motion import Motion
from inference.motion.skeleton import JOINTS

COLUMNS = ("time_s", *(f"{joint}_{axis}_m" for joint in JOINTS for axis in "xyz"))


def write_csv(motion: Motion, file: IO[bytes]) -> None:
    """Write clip time and world positions: `time_s`, then x, y (up), z of the 22 joints in metres."""
    rows = np.column_stack([motion.time_s, motion.joints_in_world.reshape(len(motion), -1)])
    np.savetxt(file, rows, fmt="%.6f", delimiter=",", header=",".join(COLUMNS), comments="")
