from pathlib import Path

import pytest
from motions import squat

from inference.errors import MotionFileError
from inference.motion.files import read_motion, write_motion


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MotionFileError, match=r"squat\.npz cannot be read.*No such file"):
        read_motion(tmp_path / "squat.npz")


def test_a_folder_is_no_motion(tmp_path: Path) -> None:
    (tmp_path / "folder.npz").mkdir()
    with pytest.raises(MotionFileError):
        read_motion(tmp_path / "folder.npz")


def test_unknown_kinds_name_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(MotionFileError, match=r"\.npz"):
        read_motion(tmp_path / "squat.fbx")
    with pytest.raises(MotionFileError, match=r"\.npz"):
        write_motion(squat(), tmp_path / "squat.fbx")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MotionFileError, match="cannot be written"):
        write_motion(squat(), tmp_path / "absent" / "squat.npz")


def test_a_full_disk_is_said_and_leaves_the_old_file(tmp_path: Path) -> None:
    import resource  # not on Windows

    target = tmp_path / "squat.npz"
    write_motion(squat(), target)
    before = target.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(MotionFileError, match="no room left"):
            write_motion(squat(repetitions=5), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]
