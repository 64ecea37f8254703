"""Stored tracks: made once, made again when damaged, never in the way."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from capture.video import read_frames
from inference.pose.store import stored_track
from inference.pose.track import Track
from training.data.real_clips import real_clip

pytestmark = pytest.mark.clips


def frames() -> Iterator[tuple[float, np.ndarray]]:
    return read_frames(real_clip("sports2d_walk"), end_s=0.25)


def nothing_to_read() -> Iterator[tuple[float, np.ndarray]]:
    raise AssertionError("the track should have come from the store")
    yield


def same(one: Track, other: Track) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Track))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Track]:
    """An entry of the store, and the track it holds."""
    folder = tmp_path_factory.mktemp("tracks")
    track = stored_track("clip", frames(), quality="full", folder=folder)
    (entry,) = folder.iterdir()
    return entry, track


def test_a_track_is_found_again_without_reading_the_clip(made: tuple[Path, Track]) -> None:
    entry, track = made
    found = stored_track("clip", nothing_to_read(), quality="full", person=1, folder=entry.parent)
    assert same(track, found)
    assert isinstance(found.image_size, tuple)


def test_another_clip_quality_or_person_has_another_entry(made: tuple[Path, Track]) -> None:
    folder = made[0].parent
    for content, quality, person in (("other", "full", None), ("clip", "heavy", None), ("clip", "full", 2)):
        with pytest.raises(AssertionError, match="from the store"):
            stored_track(content, nothing_to_read(), quality=quality, person=person, folder=folder)


def pickled() -> bytes:
    return np.array([{"hostile": 1}], object).dumps()


def misshapen(good: bytes) -> bytes:
    with np.load(BytesIO(good)) as entries:
        changed = BytesIO()
        np.savez(changed, **{**entries, "landmarks_m": np.full((2, 33, 3), np.nan)})
    return changed.getvalue()


@pytest.mark.parametrize(
    "damage", [lambda good: good[: len(good) // 2], lambda good: b"", lambda good: pickled(), misshapen]
)
def test_a_damaged_entry_is_made_again(
    made: tuple[Path, Track],
    tmp_path: Path,
    damage: Callable[[bytes], bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    entry, track = made
    (tmp_path / entry.name).write_bytes(damage(entry.read_bytes()))
    assert same(stored_track("clip", frames(), quality="full", folder=tmp_path), track)
    assert "damaged" in caplog.text
    assert same(stored_track("clip", nothing_to_read(), quality="full", folder=tmp_path), track)


def test_a_store_that_cannot_be_written_does_not_lose_the_track(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert len(stored_track("clip", frames(), quality="full", folder=blocked)) > 5
    assert "could not be stored" in caplog.text
