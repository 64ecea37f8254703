"""Whatever a file holds, reading it ends soon in a motion or in a sentence, and never takes much memory."""

import contextlib
import io
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st
from motions import walk

from inference.errors import MotionError, MotionFileError
from inference.motion.files import read_motion
from inference.motion.formats.bvh_reader import read_bvh
from inference.motion.formats.bvh_writer import write_bvh
from inference.motion.formats.limits import MAX_LINES, MAX_TEXT_BYTES, lines_of
from inference.motion.formats.npy import read_npy, write_npy
from inference.motion.formats.npz import read_npz, write_npz
from inference.motion.formats.trc import read_trc, write_trc
from inference.motion.motion import Motion

CORPUS = sorted((Path(__file__).parents[3] / "corpus" / "hostile").iterdir())
TEXT = {"bvh": (read_bvh, write_bvh), "trc": (read_trc, write_trc)}
BINARY = {"npz": (read_npz, write_npz), "npy": (read_npy, write_npy)}


def whole(write: Callable[[Motion, io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    write(Motion(walk().joints_in_world[:3], 20), buffer)
    return buffer.getvalue()


def survives(read: Callable[[bytes], Motion], data: bytes) -> None:
    with contextlib.suppress(MotionFileError, MotionError):
        assert np.isfinite(read(data).joints_in_world).all()


def test_the_corpus_is_there() -> None:
    assert {path.suffix for path in CORPUS} == {".bvh", ".trc", ".npz", ".npy"}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_is_refused_quickly_in_a_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin = time.perf_counter()
    tracemalloc.start()
    with pytest.raises(MotionFileError) as caught:
        read_motion(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(caught.value).startswith(f"{path.name} cannot be read. ")
    assert str(caught.value).endswith(".")
    assert peak < 32 * 2**20
    assert time.perf_counter() - begin < 2
    assert capsys.readouterr().out == ""  # what the pickles print when they are opened


TOKENS = ["nan", "inf", "-1", "1e308", "99999999999999999999", "0x1F", "{", "}", "\0", "MOTION", "End Site",
          "CHANNELS 3", "OFFSET", "\n\n", "\t\t\t", "é", "", "Frames: 2", "1e-320"]  # fmt: skip


@pytest.mark.parametrize("kind", TEXT)
@examples(150)
@given(st.data())
def test_damaged_text_never_surprises(kind: str, data: st.DataObject) -> None:
    read, write = TEXT[kind]
    words = whole(write).decode().split(" " if kind == "bvh" else "\t")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(words) - 1))
        words[at : at + data.draw(st.integers(0, 4))] = [data.draw(st.sampled_from(TOKENS))]
    text = (" " if kind == "bvh" else "\t").join(words)
    survives(read, text[: data.draw(st.integers(len(text) // 2, len(text)))].encode())


@pytest.mark.parametrize("kind", TEXT | BINARY)
@examples(100)
@given(at=st.integers(0, 10**6), replacement=st.binary(max_size=8), end=st.integers(0, 10**6))
def test_damaged_bytes_never_surprise(kind: str, at: int, replacement: bytes, end: int) -> None:
    read, write = (TEXT | BINARY)[kind]
    content = whole(write)
    at %= len(content)
    damaged = content[:at] + replacement + content[at + len(replacement) :]
    survives(read, damaged)
    survives(read, damaged[: end % len(damaged)])


@pytest.mark.parametrize("kind", TEXT | BINARY)
@examples(50)
@given(content=st.binary(max_size=300))
def test_garbage_never_surprises(kind: str, content: bytes) -> None:
    survives((TEXT | BINARY)[kind][0], content)


def test_one_endless_line_takes_little_memory() -> None:
    content = whole(write_bvh) + b"0 " * (8 * 2**20)
    tracemalloc.start()
    with pytest.raises(MotionFileError):
        read_bvh(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * len(content)


@pytest.mark.parametrize("read", [read_bvh, read_trc])
@pytest.mark.parametrize("filler", [b"a ", b"{\n", b"\t", b"0 1\r", b"\v\f"])
def test_endless_filler_takes_little_memory(read: Callable[[bytes], Motion], filler: bytes) -> None:
    for start in (
        b"",
        b"HIERARCHY\nROOT a\n",
        b"PathFileType\nDataRate\t",
        b"PathFileType\nDataRate\n30\nFrame#",
    ):
        content = start + filler * (4 * 2**20 // len(filler)) + b"\nMOTION\n" * 5
        tracemalloc.start()
        with pytest.raises(MotionFileError):
            read(content)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10 * len(content)


def test_text_has_limits() -> None:
    with pytest.raises(MotionFileError, match="larger than 64 MB"):
        lines_of(bytes(MAX_TEXT_BYTES + 1))
    with pytest.raises(MotionFileError, match="lines"):
        lines_of(b"\n" * (MAX_LINES + 1))
