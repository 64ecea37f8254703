import csv
from pathlib import Path

import numpy as np
from motions import walk

from inference.motion.files import write_motion


def test_every_frame_is_a_row_of_time_and_positions(tmp_path: Path) -> None:
    motion = walk().cut(1.0, 2.0)
    write_motion(motion, tmp_path / "walk.csv")
    with (tmp_path / "walk.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(motion)
    assert len(rows[0]) == 1 + 22 * 3
    np.testing.assert_allclose([float(row["time_s"]) for row in rows], motion.time_s, atol=1e-6)
    wrist = [[float(row[f"left_wrist_{axis}_m"]) for axis in "xyz"] for row in rows]
    np.testing.assert_allclose(wrist, motion.joint("left_wrist"), atol=1e-6)
