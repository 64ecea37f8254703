"""Tracks in files of their own, and all that is stored of a clip forgotten."""

import io
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import pytest
from fuzzing import damaged, ends_well, examples
from hypothesis import given
from hypothesis import strategies as st

from inference.pose import store
from inference.pose.keypoints import LANDMARKS
from inference.pose.store import forget, read_track, stored_track, write_track
from inference.pose.track import Track

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "tracks").iterdir())


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tracks") / "a.npz"


@examples(60)
@given(data=st.data())
def test_a_damaged_track_is_none_or_a_sound_one(track: Track, file: Path, data: st.DataObject) -> None:
    # Packed, nearly every damage is caught by the archive's own sums.
    plain = io.BytesIO()
    np.savez(plain, **asdict(track))
    file.write_bytes(data.draw(damaged(plain.getvalue())))
    check_sound(ends_well(lambda: read_track(file)))


NUMBERS = (np.nan, np.inf, -1.0, 0.0, 1e300, 2.5)


@examples(60)
@given(
    name=st.sampled_from([each.name for each in fields(Track)]),
    number=st.sampled_from(NUMBERS),
    at=st.integers(0, 19),
)
def test_numbers_that_no_tracker_writes_are_no_track(
    track: Track, file: Path, name: str, number: float, at: int
) -> None:
    array = np.array(getattr(track, name), float)
    array.flat[at % array.size] = number
    write_track(replace(track, **{name: array}), file)
    check_sound(read_track(file))


def check_sound(track: Track | None) -> None:
    if track is not None:
        assert all("nan" not in sentence for sentence in track.warnings())
        assert (np.diff(track.time_s) > 0).all()
        assert track.present.dtype == bool
        assert 1 <= track.person <= track.people


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_holds_no_track(
    path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert ends_well(lambda: read_track(path)) is None
    assert "damaged" in caplog.text
    assert capsys.readouterr().out == ""  # what the pickle prints when it is opened
