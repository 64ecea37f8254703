import platform
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.errors import CameraError
from capture.live.device import Device, DeviceCamera, StampClock, devices

# libavfilter's test picture takes the same way through libavdevice as a camera does.
TEST_PICTURE = "testsrc2=size=160x120:rate=20:duration=0.5"
ARRIVALS_S = 5000 + np.arange(100) / 30
DELAYS_S = 0.02 + np.random.default_rng(0).exponential(0.01, 100)


def test_pictures_come_with_the_drivers_times_until_the_camera_is_gone():
    pictures = []

    def watch():
        for taken in DeviceCamera(Device(TEST_PICTURE, "Test picture"), "lavfi").frames():
            pictures.append(taken)

    with pytest.raises(CameraError, match=r"“Test picture” is gone. What was recorded .* is kept"):
        watch()
    times_s, images = zip(*pictures, strict=True)
    assert len(times_s) == 10
    assert (np.diff(times_s) > 0).all()
    assert all(image.shape == (120, 160, 3) and image.dtype == np.uint8 for image in images)
    assert not np.array_equal(images[0], images[9])


def test_a_camera_that_cannot_be_opened_is_said():
    with pytest.raises(CameraError, match=r"“Shy” cannot be opened\. Close other programs .* settings"):
        next(DeviceCamera(Device("/dev/there is no such camera", "Shy")).frames())


def test_listing_cameras_needs_none():
    assert all(device.address and device.name for device in devices())


@pytest.mark.skipif(platform.system() != "Linux", reason="the file is Linux's")
def test_what_is_no_camera_is_no_camera(tmp_path):
    (tmp_path / "video0").write_bytes(b"nothing")
    with pytest.raises(CameraError):
        next(DeviceCamera(Device(str(tmp_path / "video0"), "File")).frames())


def test_stamps_of_the_same_clock_are_taken_as_they_are():
    clock = StampClock()
    taken_s = [clock.monotonic_s(a - d, a) for a, d in zip(ARRIVALS_S, DELAYS_S, strict=True)]
    np.testing.assert_allclose(taken_s, np.maximum.accumulate(ARRIVALS_S - DELAYS_S), atol=1e-3)


@pytest.mark.parametrize("offset_s", [-4990.0, 1.7e9])
def test_stamps_of_another_clock_keep_their_distances(offset_s):
    stamps_s = ARRIVALS_S + offset_s
    clock = StampClock()
    taken_s = np.array(
        [clock.monotonic_s(s, a + d) for s, a, d in zip(stamps_s, ARRIVALS_S, DELAYS_S, strict=True)]
    )
    # From when the least delay has been seen, to within the rounding of numbers this large.
    np.testing.assert_allclose(np.diff(taken_s)[30:], 1 / 30, atol=2e-3)
    np.testing.assert_allclose(taken_s[30:], ARRIVALS_S[30:] + DELAYS_S.min(), atol=3e-3)


def test_without_stamps_the_arrival_counts():
    clock = StampClock()
    assert [clock.monotonic_s(None, a) for a in (1.0, 2.0)] == [1.0, 2.0]


@given(st.lists(st.tuples(st.none() | st.floats(0, 1e6), st.floats(0, 1e6)), min_size=2))
def test_times_always_rise(stamps):
    clock = StampClock()
    taken_s = [clock.monotonic_s(stamp_s, arrived_s) for stamp_s, arrived_s in stamps]
    assert all(later > earlier for earlier, later in pairwise(taken_s))
