import numpy as np
import pytest
from clips import number_in, write_clip
from hypothesis import given, settings
from hypothesis import strategies as st

from capture.errors import VideoError
from capture.video import FrameSeeker, read_frames

FRAMES = 150


@pytest.fixture(
    scope="module",
    params=[
        {"key_frame_every": 12},
        {"key_frame_every": 2},
        {"key_frame_every": 250},
        {"codec": "libx265", "key_frame_every": 24},
        {"codec": "mpeg4", "suffix": ".avi"},
        {"suffix": ".mkv", "stored_turn": 0},
        {"suffix": ".ts", "codec": "mpeg2video"},
    ],
    ids=lambda options: "-".join(str(value) for value in options.values()),
)
def clip(request, tmp_path_factory):
    options = dict(request.param)
    path = tmp_path_factory.mktemp("clip") / f"clip{options.pop('suffix', '.mp4')}"
    return write_clip(path, np.arange(FRAMES) / 30, **options)


@pytest.fixture(scope="module")
def seeker(clip):
    with FrameSeeker(clip) as seeker:
        yield seeker


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, FRAMES - 1), min_size=1, max_size=12))
def test_any_order_of_times_gives_the_exact_frames(seeker, order):
    assert [number_in(seeker.frame_at(number / 30 + 0.016)) for number in order] == order


def test_there_and_back_gives_every_frame(seeker):
    order = [*range(FRAMES), *reversed(range(FRAMES))]
    assert [number_in(seeker.frame_at(seeker.time_s[number])) for number in order] == order


def test_it_shows_what_reading_shows(clip, seeker):
    frames = list(read_frames(clip))
    np.testing.assert_allclose(seeker.time_s, [time_s for time_s, _ in frames], atol=1e-9)
    for time_s, image in frames[::17]:
        np.testing.assert_array_equal(seeker.frame_at(time_s), image)


def test_beyond_the_ends_the_first_and_last_frames_are_shown(seeker):
    assert number_in(seeker.frame_at(-5)) == 0
    assert number_in(seeker.frame_at(500)) == FRAMES - 1


def test_uneven_times_are_searched_by_time(tmp_path):
    uneven_s = np.cumsum(np.random.default_rng(0).uniform(0.01, 0.2, 60))
    with FrameSeeker(write_clip(tmp_path / "clip.mp4", uneven_s)) as seeker:
        middles_s = (uneven_s[:-1] + uneven_s[1:]) / 2 - uneven_s[0]
        assert [number_in(seeker.frame_at(t)) for t in middles_s[::-1]] == list(range(59))[::-1]


def test_a_clip_that_breaks_off_ends_with_its_last_readable_frame(tmp_path):
    whole = write_clip(tmp_path / "whole.mp4", np.arange(120) / 30).read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) * 6 // 10])
    with FrameSeeker(tmp_path / "cut.mp4") as seeker:
        last = number_in(seeker.frame_at(100))
        assert 20 < last < 110
        assert number_in(seeker.frame_at(0.5)) == 15
        assert number_in(seeker.frame_at(100)) == last


def test_a_clip_without_a_readable_key_frame_is_refused_in_a_sentence(tmp_path, monkeypatch):
    with FrameSeeker(write_clip(tmp_path / "clip.mp4", np.arange(2000) / 30)) as seeker:
        monkeypatch.setattr(seeker, "_keys", list(range(1, 2000)))
        monkeypatch.setattr(seeker, "_frames_from", lambda key: iter(()))
        for time_s in (0.0, 60.0):
            with pytest.raises(VideoError, match="no picture that can be read"):
                seeker.frame_at(time_s)


def test_what_is_kept_stays_small(tmp_path, monkeypatch):
    monkeypatch.setattr("capture.video.seeker.CACHE_BYTES", 0)
    with FrameSeeker(write_clip(tmp_path / "clip.mp4", np.arange(100) / 30)) as seeker:
        for number in (80, 3, 99, 50, 51, 52, 20):
            assert number_in(seeker.frame_at(number / 30)) == number
        assert len(seeker._cache) <= 8


def test_a_file_without_frames_is_refused(tmp_path):
    with pytest.raises(VideoError):
        FrameSeeker(tmp_path)
