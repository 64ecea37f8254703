"""Clean-up of tracks: sides, jumps, gaps, and a filter that does not lag."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inference.pose.clean import CUT_OFF_HZ, clean, smoothed, swapped, with_sides_repaired
from inference.pose.keypoints import LANDMARK_INDEX, LANDMARKS, MIRRORED_LANDMARK
from inference.pose.track import Track

FPS, FRAMES = 30.0, 120
GROUPS = {"body": range(33), "legs": range(25, 33), "arms": range(13, 23)}


def walker(heading_rad: float = 0.6) -> Track:
    """Somebody who walks on the spot, turned by heading_rad from the camera, drawn 200 px to the metre."""
    time_s = np.arange(FRAMES) / FPS
    body = np.zeros((FRAMES, len(LANDMARKS), 3))
    for index, name in enumerate(LANDMARKS):
        side = (
            name.startswith("left")
            - name.startswith("right")
            + (name == "mouth_left")
            - (name == "mouth_right")
        )
        level, width, swing = _place(name)
        phase = np.sin(2 * np.pi * 0.9 * time_s) * (side or 0)
        body[:, index] = np.stack(
            [np.full(FRAMES, side * width), np.full(FRAMES, level), -0.1 * (index < 11) + swing * phase],
            axis=1,
        )
    cos, sin = np.cos(heading_rad), np.sin(heading_rad)
    landmarks = (body @ np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]])).astype(np.float32)
    keypoints = np.concatenate([landmarks[..., :2] * 200 + (320, 240), np.ones((FRAMES, 33, 1))], axis=-1)
    return Track(time_s, keypoints.astype(np.float32), landmarks, np.ones(FRAMES, bool), (640, 480), 1, 1)


def _place(name: str) -> tuple[float, float, float]:
    """Height below the hips (m), half width (m), swing forward (m) of a landmark."""
    places = {
        "shoulder": (-0.5, 0.18, 0.03), "elbow": (-0.25, 0.24, -0.12), "wrist": (-0.02, 0.25, -0.25),
        "pinky": (0.05, 0.25, -0.28), "index": (0.06, 0.24, -0.3), "thumb": (0.03, 0.22, -0.27),
        "hip": (0.0, 0.12, 0.0), "knee": (0.42, 0.11, 0.2), "ankle": (0.82, 0.1, 0.35),
        "heel": (0.86, 0.1, 0.32), "foot_index": (0.88, 0.12, 0.45),
    }  # fmt: skip
    part = name.split("_", 1)[-1]
    return places.get(part, (-0.7, 0.05, 0.0))


def exchanged(track: Track, group: str, frames: slice) -> Track:
    """What a network that mixes up left and right for a while would have given."""
    other = swapped(track) if group == "body" else track
    keypoints, landmarks = track.keypoints_px.copy(), track.landmarks_m.copy()
    for index in GROUPS[group]:
        source = index if group == "body" else MIRRORED_LANDMARK[index]
        keypoints[frames, index] = other.keypoints_px[frames, source]
        landmarks[frames, index] = other.landmarks_m[frames, source]
    return replace(track, keypoints_px=keypoints, landmarks_m=landmarks)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(GROUPS)), st.integers(0, 100), st.integers(1, 20), st.floats(-0.9, 0.9))
def test_sides_mixed_up_for_a_while_are_repaired(group: str, first: int, count: int, heading: float) -> None:
    track = walker(heading)
    # While the legs pass each other nobody can tell; the swap begins and ends with the feet apart.
    apart = np.flatnonzero(np.abs(np.sin(2 * np.pi * 0.9 * track.time_s)) > 0.5)
    first, last = (apart[np.searchsorted(apart, i).clip(max=len(apart) - 1)] for i in (first, first + count))
    repaired = with_sides_repaired(exchanged(track, group, slice(first, last)))
    np.testing.assert_array_equal(repaired.keypoints_px, track.keypoints_px)
    np.testing.assert_array_equal(repaired.landmarks_m, track.landmarks_m)


@given(st.floats(-np.pi, np.pi))
@settings(deadline=None, max_examples=20)
def test_sides_that_are_right_are_left_alone(heading: float) -> None:
    track = walker(heading)
    np.testing.assert_array_equal(with_sides_repaired(track).keypoints_px, track.keypoints_px)


def test_swapping_twice_changes_nothing_and_once_keeps_the_picture() -> None:
    track = walker()
    np.testing.assert_array_equal(swapped(swapped(track)).landmarks_m, track.landmarks_m)
    left, right = LANDMARK_INDEX["left_knee"], LANDMARK_INDEX["right_knee"]
    np.testing.assert_array_equal(swapped(track).keypoints_px[:, left], track.keypoints_px[:, right])


def gain_and_lag(frequency_hz: float, time_s: np.ndarray) -> tuple[float, float]:
    """Amplitude and delay (s) of a sine that went through the filter, away from the ends."""
    wave = np.sin(2 * np.pi * frequency_hz * time_s)
    middle = slice(len(time_s) // 4, -len(time_s) // 4)
    basis = np.exp(2j * np.pi * frequency_hz * time_s)[middle]
    design = np.column_stack([basis.real, basis.imag])
    (cosine, sine), *_ = np.linalg.lstsq(design, smoothed(time_s, wave)[middle], rcond=None)
    return float(np.hypot(sine, cosine)), float(np.arctan2(-cosine, sine) / (2 * np.pi * frequency_hz))


@pytest.mark.parametrize("fps", [30.0, 60.0, 240.0])
def test_filter_has_the_stated_cut_off_and_no_lag(fps: float) -> None:
    time_s = 7.0 + np.arange(0, 8, 1 / fps)
    for frequency_hz, low, high in (
        (1.0, 0.99, 1.01),
        (CUT_OFF_HZ, 0.69, 0.725),
        (3 * CUT_OFF_HZ, 0.0, 0.03),
    ):
        if frequency_hz < fps / 2:
            gain, lag_s = gain_and_lag(frequency_hz, time_s)
            assert low <= gain <= high
            assert abs(lag_s) < 1e-3 or gain < 0.05


def test_filter_honours_uneven_timestamps() -> None:
    rng = np.random.default_rng(0)
    time_s = np.cumsum(rng.choice([1 / 60, 1 / 30, 1 / 20], 300))
    gain, lag_s = gain_and_lag(1.0, time_s)
    assert gain == pytest.approx(1, abs=0.03)
    assert abs(lag_s) < 3e-3


def test_a_jump_is_taken_out_and_marked() -> None:
    track = walker()
    wrist = LANDMARK_INDEX["left_wrist"]
    keypoints, landmarks = track.keypoints_px.copy(), track.landmarks_m.copy()
    keypoints[60:62, wrist, :2] += 150
    landmarks[60:62, wrist] += 0.8
    cleaned, good = clean(replace(track, keypoints_px=keypoints, landmarks_m=landmarks)), clean(track)
    np.testing.assert_allclose(cleaned.landmarks_m[:, wrist], good.landmarks_m[:, wrist], atol=0.02)
    np.testing.assert_allclose(cleaned.keypoints_px[:, wrist, :2], good.keypoints_px[:, wrist, :2], atol=4)
    assert (cleaned.keypoints_px[60:62, wrist, 2] == 0).all()
    assert (np.delete(cleaned.keypoints_px[..., 2], [60, 61], axis=0) == 1).all()


def test_a_gap_is_bridged_and_marked() -> None:
    track = walker()
    present = track.present.copy()
    present[50:56] = False
    keypoints = track.keypoints_px.copy()
    keypoints[50:56] = 0
    bridged = clean(replace(track, present=present, keypoints_px=keypoints))
    np.testing.assert_allclose(bridged.keypoints_px[..., :2], track.keypoints_px[..., :2], atol=8)
    assert (bridged.keypoints_px[50:56, :, 2] == 0).all()


def test_a_very_short_track_can_be_cleaned() -> None:
    track = walker()
    fields = ("time_s", "keypoints_px", "landmarks_m", "present")
    short = replace(track, **{name: getattr(track, name)[:5] for name in fields})
    assert np.isfinite(clean(short).landmarks_m).all()
