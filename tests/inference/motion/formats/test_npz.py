import contextlib
import io
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from motions import squat

from inference.errors import MotionFileError
from inference.motion.files import read_motion, write_motion
from inference.motion.formats.npz import read_npz
from inference.motion.motion import Motion, View

VIEW = View(
    keypoints_px=np.random.default_rng(0).uniform(0, 1, (40, 33, 3)),
    keypoint_time_s=np.arange(40) / 24,
    image_size=(1080, 1920),
    camera_matrix=np.array([[1500.0, 0, 540], [0, 1500, 960], [0, 0, 1]]),
    camera_from_world=np.diag([1.0, -1, -1, 1]),
    up_sigma_rad=0.04,
    height_sigma_m=0.1,
)


def npz(**arrays: Any) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def required(frames: int = 10, fps: float = 30.0) -> dict[str, Any]:
    joints = squat().joints_in_world[:frames]
    return {"joints_in_world": joints, "time_s": np.arange(frames) / fps, "fps": fps}


def test_everything_a_motion_holds_comes_back(tmp_path: Path) -> None:
    source = squat()
    confidence = np.linspace(0, 1, len(source) * 22).reshape(len(source), 22)
    contacts = np.arange(len(source) * 4).reshape(-1, 4) % 3 == 0
    motion = Motion(
        source.joints_in_world,
        29.97,
        confidence,
        contacts,
        1.83,
        2.5,
        person=3,
        view=VIEW,
        sigma_m=confidence,
    )
    write_motion(motion, tmp_path / "übung.npz")
    again = read_motion(tmp_path / "übung.npz")
    np.testing.assert_array_equal(again.joints_in_world, motion.joints_in_world)
    np.testing.assert_array_equal(again.confidence, motion.confidence)
    np.testing.assert_array_equal(again.contacts, contacts)
    np.testing.assert_array_equal(again.sigma_m, motion.sigma_m)
    np.testing.assert_allclose(again.time_s, motion.time_s, atol=1e-9)
    assert (again.fps, again.height_m, again.person) == (29.97, 1.83, 3)
    assert again.view is not None
    assert again.view.image_size == (1080, 1920)
    assert (again.view.up_sigma_rad, again.view.height_sigma_m) == (0.04, 0.1)
    for name in ("keypoints_px", "keypoint_time_s", "camera_matrix", "camera_from_world"):
        np.testing.assert_array_equal(getattr(again.view, name), getattr(VIEW, name))


def test_the_optional_arrays_may_be_absent() -> None:
    motion = read_npz(npz(**required()))
    assert len(motion) == 10
    assert motion.view is None
    assert motion.sigma_m is None
    assert motion.height_m == pytest.approx(squat().height_m, abs=1e-3)


def test_a_camera_whose_uncertainty_nobody_knows_comes_back(tmp_path: Path) -> None:
    view = replace(VIEW, up_sigma_rad=None, height_sigma_m=None)
    write_motion(replace(squat(), view=view), tmp_path / "motion.npz")
    again = read_motion(tmp_path / "motion.npz").view
    assert again is not None
    assert (again.up_sigma_rad, again.height_sigma_m) == (None, None)


@pytest.mark.parametrize(("fps", "expected", "step"), [(100.0, 50.0, 2), (120.0, 60.0, 2), (240.0, 60.0, 4)])
def test_fast_recordings_keep_every_nth_frame(fps: float, expected: float, step: int) -> None:
    arrays = required(60, fps)
    motion = read_npz(npz(**arrays))
    assert motion.fps == pytest.approx(expected)
    np.testing.assert_array_equal(motion.joints_in_world, arrays["joints_in_world"][::step])


def test_an_uneven_clock_is_made_even() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 0.4, 0.5, 0.6])
    joints = np.broadcast_to(time_s[:, None, None], (6, 22, 3))
    motion = read_npz(npz(joints_in_world=joints, time_s=time_s, fps=10.0))
    assert motion.fps == pytest.approx(10)
    np.testing.assert_allclose(motion.joint("head")[:, 0], np.arange(7) / 10, atol=1e-6)


def test_the_times_win_over_a_wrong_rate() -> None:
    assert read_npz(npz(**required(fps=25) | {"fps": 30.0})).fps == pytest.approx(25)


def nan_joints() -> np.ndarray:
    joints = squat().joints_in_world[:10].copy()
    joints[3, 4, 1] = np.nan
    return joints


BAD: dict[str, dict[str, Any]] = {
    "a joint that is not a number": {"joints_in_world": nan_joints()},
    "17 joints": {"joints_in_world": np.zeros((10, 17, 3))},
    "no frames": {"joints_in_world": np.zeros((0, 22, 3)), "time_s": np.zeros(0)},
    "the smallest integer": {"joints_in_world": np.full((10, 22, 3), np.iinfo(np.int64).min)},
    "half floats at infinity": {"joints_in_world": np.full((10, 22, 3), np.inf, np.float16)},
    "millimetres": {"joints_in_world": squat().joints_in_world[:10] * 1e6},
    "more times than frames": {"time_s": np.arange(11) / 30},
    "times that fall": {"time_s": np.arange(10)[::-1] / 30},
    "times across years": {"time_s": np.r_[np.arange(9) / 30, 1e9]},
    "a rate of zero": {"fps": 0.0},
    "a rate that is not a number": {"fps": np.nan},
    "several rates": {"fps": np.ones(3)},
    "too slow for a motion": {"fps": 0.1, "time_s": np.arange(10) * 10},
    "objects": {"joints_in_world": np.array([{}], object)},
    "text": {"joints_in_world": np.array(["squat"])},
    "imaginary joints": {"joints_in_world": np.zeros((10, 22, 3), complex)},
    "confidence in per cent": {"confidence": np.full((10, 22), 95.0)},
    "a giant": {"height_m": 190.0},
    "less than no uncertainty": {"sigma_m": np.full((10, 22), -0.01)},
    "the uncertainty of other joints": {"sigma_m": np.zeros((10, 17))},
    "a camera upside down, give or take": {"up_sigma_rad": 7.0},
    "an image of no size": {"image_size": np.array([0, 0])},
    "the wrong keypoints": {"keypoints_px": np.zeros((5, 17, 3))},
}


def refused(data: bytes, folder: Path) -> str:
    path = folder / "hostile.npz"
    path.write_bytes(data)
    with pytest.raises(MotionFileError) as caught:
        read_motion(path)
    return str(caught.value)


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_bad_contents_are_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    message = refused(npz(**required() | change), tmp_path)
    assert message.startswith("hostile.npz cannot be read. ")
    assert message.endswith(".")


@pytest.mark.parametrize("name", ["joints_in_world", "time_s", "fps"])
def test_what_is_missing_is_named(tmp_path: Path, name: str) -> None:
    arrays = required()
    del arrays[name]
    assert name in refused(npz(**arrays), tmp_path)


def archive_with(block: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A motion file whose joints are the npy block given."""
    buffer = io.BytesIO(npz(time_s=np.arange(10) / 30, fps=30.0))
    with zipfile.ZipFile(buffer, "a", compression) as archive:
        archive.writestr("joints_in_world.npy", block)
    return buffer.getvalue()


def npy_header(shape: str, descr: str = "'<f4'") -> bytes:
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}".encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


@pytest.mark.parametrize(
    "block",
    [
        npy_header("(1000000000000, 22, 3)"),
        npy_header("(-1, -22, -3)"),
        npy_header("(10, 22, 3)", "'|O'") + bytes(8 * 660),
        npy_header("(10, 22, 3)", "'<f3'"),
        npy_header("(" * 3000),
        npy_header("[" * 3000),
        npy_header("-" * 9000 + "1"),
        npy_header("-" * 400 + "1"),
        npy_header("1+" * 200 + "1"),
        npy_header("__import__('os').getcwd()"),
        b"\x93NUMPY\x09\x00",
        b"",
    ],
)
def test_a_header_that_lies_costs_nothing(tmp_path: Path, block: bytes) -> None:
    refused(archive_with(block), tmp_path)


def test_other_packings_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.save(buffer, required()["joints_in_world"])
    assert len(read_npz(archive_with(buffer.getvalue()))) == 10
    assert "packed" in refused(archive_with(buffer.getvalue(), zipfile.ZIP_LZMA), tmp_path)


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    bomb = archive_with(npy_header("(4000000, 22, 3)") + bytes(300 * 2**20))
    assert len(bomb) < 2**20
    assert "absurd" in refused(bomb, tmp_path)


def test_a_bomb_that_declares_itself_small_unpacks_only_what_it_declared(tmp_path: Path) -> None:
    true_size = 64 * 2**20
    bomb = archive_with(npy_header("(10, 22, 3)") + bytes(true_size - len(npy_header("(10, 22, 3)"))))
    modest = bomb.replace(struct.pack("<L", true_size), struct.pack("<L", 4096))
    assert modest != bomb
    tracemalloc.start()
    refused(modest, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20


def test_a_directory_of_thousands_is_refused(tmp_path: Path) -> None:
    refused(npz(**{f"clip{n}": np.zeros(1) for n in range(100)}), tmp_path)


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    whole = npz(**required())
    for length in range(0, len(whole), 97):
        refused(whole[:length], tmp_path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 10**6), value=st.integers(0, 255))
def test_a_flipped_byte_is_refused_or_harmless(tmp_path: Path, position: int, value: int) -> None:
    data = bytearray(npz(**required()))
    data[position % len(data)] = value
    path = tmp_path / "flipped.npz"
    path.write_bytes(data)
    with contextlib.suppress(MotionFileError):
        assert np.isfinite(read_motion(path).joints_in_world).all()


@given(st.binary(max_size=200))
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(MotionFileError):
        read_npz(data)
