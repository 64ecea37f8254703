import struct
from pathlib import Path

import numpy as np
import pytest
from clips import write_clip

from capture.video import probe
from capture.video.selfie import names_front_camera

LENS = "com.apple.quicktime.camera.lens_model"
ONE = 1 << 16


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a phone leaves it: the description after the pictures."""
    path = tmp_path_factory.mktemp("clips") / "clip.m4v"
    return write_clip(path, np.arange(12) / 30)


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def with_lens(clip: Path, target: Path, lens: str) -> Path:
    """The clip with the name of its lens among the notes of the track, where Apple's cameras write it."""
    data = clip.read_bytes()
    key, value = LENS.encode(), lens.encode()
    keys = box(b"keys", struct.pack(">II", 0, 1), box(b"mdta", key))
    entry = box(struct.pack(">I", 1), box(b"data", struct.pack(">II", 1, 0), value))
    notes = box(b"meta", box(b"hdlr", struct.pack(">II4s13x", 0, 0, b"mdta")), keys, box(b"ilst", entry))
    for kind in (b"trak", b"moov"):
        at = data.index(kind) - 4
        size = struct.unpack(">I", data[at : at + 4])[0]
        if kind == b"trak":
            data = data[: at + size] + notes + data[at + size :]
        data = data[:at] + struct.pack(">I", size + len(notes)) + data[at + 4 :]
    target.write_bytes(data)
    return target


def with_matrix(clip: Path, target: Path, *, mirrored: bool, upside_down: bool) -> Path:
    """The clip with another display matrix in its track header."""
    data = bytearray(clip.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    struct.pack_into(">i", data, at, -ONE if mirrored else ONE)
    struct.pack_into(">i", data, at + 16, -ONE if upside_down else ONE)
    target.write_bytes(data)
    return target


@pytest.mark.parametrize(
    ("lens", "selfie"),
    [
        ("iPhone 16 front camera 2.69mm f/1.9", True),
        ("iPhone 16 Pro front TrueDepth camera 2.69mm f/1.9", True),
        ("iPhone 16 Pro back camera 6.765mm f/1.78", False),
    ],
)
def test_the_lens_says_which_camera_it_was(clip: Path, tmp_path: Path, lens: str, selfie: bool) -> None:
    noted = with_lens(clip, tmp_path / "noted.mov", lens)
    assert probe(noted).selfie is selfie


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("upside_down", [False, True])
def test_a_file_that_is_shown_as_in_a_mirror_is_a_selfie(
    clip: Path, tmp_path: Path, mirrored: bool, upside_down: bool
) -> None:
    turned = with_matrix(clip, tmp_path / "turned.mp4", mirrored=mirrored, upside_down=upside_down)
    assert probe(turned).selfie is (mirrored != upside_down)


def test_an_ordinary_clip_is_none(clip: Path) -> None:
    assert not probe(clip).selfie


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"no boxes at all" * 9,
        struct.pack(">I4s", 0, b"ftyp"),
        struct.pack(">I4s", 3, b"ftyp") + b"front",
        struct.pack(">I4sQ", 1, b"mdat", 1 << 63),
        struct.pack(">I4sQ", 1, b"mdat", 16) + LENS.encode() + b" front ",
    ],
)
def test_anything_else_says_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "anything"
    path.write_bytes(content)
    assert not names_front_camera(path)
