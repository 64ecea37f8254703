"""Tracks in files of their own, and all that is stored of a clip forgotten."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from inference.pose import store
from inference.pose.keypoints import LANDMARKS
from inference.pose.store import forget, read_track, stored_track, write_track
from inference.pose.track import Track


@pytest.fixture
def track() -> Track:
    body = np.random.default_rng(0).normal(size=(20, len(LANDMARKS), 3)).astype(np.float32)
    given = {"time_s": np.arange(20) / 30, "present": np.ones(20, bool), "keypoints_px": body}
    return Track(**given, landmarks_m=body, image_size=(640, 480), person=1, people=2)


def test_a_track_is_read_as_it_was_written(track: Track, tmp_path: Path) -> None:
    write_track(track, tmp_path / "a.npz")
    again = read_track(tmp_path / "a.npz")
    assert again is not None
    for field in fields(Track):
        np.testing.assert_array_equal(getattr(again, field.name), getattr(track, field.name))


def test_no_file_and_a_torn_file_are_no_track(
    track: Track, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "a.npz"
    assert read_track(file) is None
    assert caplog.text == ""
    write_track(track, file)
    file.write_bytes(file.read_bytes()[:500])
    assert read_track(file) is None
    assert "damaged" in caplog.text


def test_forgetting_a_clip_leaves_others(
    track: Track, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "track_person", lambda frames, **options: track)
    for content in ("hers", "his"):
        for quality in ("full", "heavy"):
            for person in (None, 2):
                stored_track(content, [], quality=quality, person=person, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 8
    assert forget("hers", tmp_path) == 4
    assert forget("hers", tmp_path) == 0
    monkeypatch.setattr(store, "track_person", lambda frames, **options: pytest.fail("it was kept"))
    stored_track("his", [], quality="heavy", person=2, folder=tmp_path)
