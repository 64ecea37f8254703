"""Numpy's npz archives, read from strangers: the arrays that are asked for, of a size that was announced."""

import io
import zipfile
import zlib
from collections.abc import Iterable

import numpy as np

from inference.errors import MotionFileError
from inference.motion.formats.arrays import array_from
from inference.motion.formats.limits import MAX_FILE_BYTES

# Every member of a zip archive has one entry that starts so.
_DIRECTORY_ENTRY = b"PK\x01\x02"
MAX_MEMBERS = 64
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def arrays_in(data: bytes, names: Iterable[str]) -> dict[str, np.ndarray]:
    """Those of the named arrays that an npz file holds, by name. Raises MotionFileError."""
    if data.count(_DIRECTORY_ENTRY) > MAX_MEMBERS:
        raise MotionFileError("It holds too many arrays to be a file of this program.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            present = set(archive.namelist())
            members = {n: archive.getinfo(f"{n}.npy") for n in names if f"{n}.npy" in present}
            if sum(member.file_size for member in members.values()) > MAX_FILE_BYTES:
                raise MotionFileError("It would unpack to an absurd size; it is damaged or hostile.")
            if any(member.compress_type not in _PACKINGS for member in members.values()):
                raise MotionFileError("It is packed in a way that numpy does not write; save it again.")
            return {name: array_from(_member(archive, member)) for name, member in members.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise MotionFileError("It is no npz archive, or it is cut off or damaged; copy it again.") from error
    except (RuntimeError, NotImplementedError) as error:
        raise MotionFileError("Its archive is encrypted or packed in an unknown way.") from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        # With a length, no more than the declared size is ever unpacked; read() alone unpacks 2 GB at once.
        return stream.read(member.file_size)
