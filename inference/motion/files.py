"""The door for motion files: read and written by their suffix, whole or not at all."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

from inference.atomic import atomic_path
from inference.errors import MotionError, MotionFileError
from inference.motion.formats.bvh_reader import read_bvh
from inference.motion.formats.bvh_writer import write_bvh
from inference.motion.formats.limits import MAX_FILE_BYTES
from inference.motion.formats.npy import read_npy, write_npy
from inference.motion.formats.npz import read_npz, write_npz
from inference.motion.formats.table import write_csv
from inference.motion.formats.trc import read_trc, write_trc
from inference.motion.motion import Motion

Format = TypeVar("Format")

_READERS: dict[str, Callable[[bytes], Motion]] = {
    ".npz": read_npz,
    ".npy": read_npy,
    ".bvh": read_bvh,
    ".trc": read_trc,
}
_WRITERS: dict[str, Callable[[Motion, IO[bytes]], None]] = {
    ".npz": write_npz,
    ".npy": write_npy,
    ".bvh": write_bvh,
    ".trc": write_trc,
    ".csv": write_csv,
}


def read_motion(path: Path | str) -> Motion:
    """The motion in an npz, npy (HumanML3D), BVH, or TRC file.

    Raises MotionFileError if the file is missing, damaged, hostile, or of an unknown kind.
    """
    path = Path(path)
    read = _by_suffix(_READERS, path, "read")
    try:
        return read(_bytes_of(path))
    except (MotionFileError, MotionError) as error:
        raise MotionFileError(f"{path.name} cannot be read. {error}") from error


def write_motion(motion: Motion, path: Path | str) -> None:
    """Write a motion as npz, npy (HumanML3D joints), BVH, TRC, or CSV.

    Raises MotionFileError if the file cannot be written; what was there before is then untouched.
    """
    path = Path(path)
    write = _by_suffix(_WRITERS, path, "written")
    try:
        with atomic_path(path) as temporary, temporary.open("wb") as file:
            write(motion, file)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise MotionFileError(f"There is no room left to write {path.name}. Free some space.") from error
        raise MotionFileError(f"{path.name} cannot be written: {error.strerror or error}.") from error


def _by_suffix(formats: dict[str, Format], path: Path, done: str) -> Format:
    if path.suffix.lower() not in formats:
        kinds = ", ".join(formats)
        raise MotionFileError(f"{path.name} is no kind of motion file that can be {done}; use {kinds}.")
    return formats[path.suffix.lower()]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise MotionFileError("It is a folder or a device; choose a file.")
        # The size is asked first: read(limit) would reserve the whole limit for the smallest file.
        if path.stat().st_size > MAX_FILE_BYTES:
            raise MotionFileError(f"It is larger than {MAX_FILE_BYTES // 2**20} MB; cut it into pieces.")
        return path.read_bytes()
    except OSError as error:
        raise MotionFileError(f"The file cannot be opened: {error.strerror}.") from error
