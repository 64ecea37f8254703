"""Selfie: what a file says of having been filmed with the camera on a phone's front, often as in a mirror."""

import struct
from pathlib import Path

# Apple's cameras name themselves: "iPhone 16 Pro front TrueDepth camera 2.69mm f/1.9".
LENS = b"com.apple.quicktime.camera.lens_model"
FRONT = b" front "
# Sample tables of hours of video are smaller.
MAX_MOOV_BYTES = 64_000_000
_HEADER, _LONG = struct.Struct(">I4s"), struct.Struct(">Q")


def names_front_camera(path: Path) -> bool:
    """Whether a QuickTime or MP4 file names a front camera; False for all other files.

    The name is among the notes of the track, which libav does not give out. Raises OSError. ISO 14496-12;
    Apple, AVFoundation: quickTimeMetadataKeyCameraLensModel.
    """
    moov = _moov(path)
    return LENS in moov and FRONT in moov


def _moov(path: Path) -> bytes:
    """The box that describes the file, b"" if there is none."""
    with path.open("rb") as file:
        end = path.stat().st_size
        while len(head := file.read(_HEADER.size)) == _HEADER.size:
            size, kind = _HEADER.unpack(head)
            header = _HEADER.size
            if size == 1 and len(longer := file.read(_LONG.size)) == _LONG.size:
                (size,), header = _LONG.unpack(longer), header + _LONG.size
            if kind == b"moov":
                return file.read(min(size, MAX_MOOV_BYTES))
            after = file.tell() - header + size
            if size < header or after > end or not kind.isalnum():
                break
            file.seek(after)
    return b""
