import io
from pathlib import Path

import numpy as np
import pytest
from motions import squat, walk

from inference.motion import humanml3d
from inference.motion.files import read_motion, write_motion
from inference.motion.formats.npy import read_npy


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def test_joints_come_back_at_20_frames_a_second(tmp_path: Path) -> None:
    motion = walk(fps=60)
    write_motion(motion, tmp_path / "walk.npy")
    again = read_motion(tmp_path / "walk.npy")
    assert again.fps == 20
    np.testing.assert_allclose(again.joints_in_world, motion.joints_in_world[::3], atol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, ">f4"])
def test_vectors_are_decoded(dtype: str) -> None:
    joints = squat(fps=20).joints_in_world
    motion = read_npy(npy(humanml3d.encode(joints).astype(dtype)))
    np.testing.assert_allclose(motion.joints_in_world, joints[:-1], atol=2e-5)


@pytest.mark.shared
@pytest.mark.parametrize("clip", ["000000", "012314"])
def test_official_joints_and_vectors_are_the_same_motion(shared: Path, clip: str) -> None:
    folder = shared / "data/humanml3d"
    joints = read_motion(folder / f"new_joints/{clip}.npy").joints_in_world
    vectors = read_motion(folder / f"new_joint_vecs/{clip}.npy").joints_in_world
    np.testing.assert_allclose(vectors, joints, atol=1e-5)
