import numpy as np
import pytest
from clips import number_in, red_corner, write_clip

from capture.errors import VideoError, VideoWriteError
from capture.video import FrameSeeker, cut, probe, read_frames

# Uneven, as cameras are; key frames are every 12 frames.
TIMES_S = np.cumsum(np.random.default_rng(0).uniform(0.02, 0.05, 120))
CLOCK_S = TIMES_S - TIMES_S[0]


def pictures(path):
    return [(number_in(image), time_s) for time_s, image in read_frames(path)]


@pytest.mark.parametrize(
    ("suffix", "options", "first", "last"),
    [
        (".mp4", {}, 0, 20),
        (".mp4", {"sound": True}, 30, 70),
        (".mov", {"codec": "libx265"}, 30, 70),
        (".mkv", {}, 0, 20),
        (".mkv", {}, 100, 119),
    ],
)
def test_the_span_is_there_with_its_own_times(tmp_path, suffix, options, first, last):
    source = write_clip(tmp_path / f"source{suffix}", TIMES_S, **options)
    target = tmp_path / f"target{suffix}"
    began_s = cut(source, target, CLOCK_S[first] + 0.001, CLOCK_S[last] + 0.001)
    found = pictures(target)
    numbers = [number for number, _ in found]
    assert began_s == pytest.approx(CLOCK_S[numbers[0]], abs=0.001)
    assert first - 12 < numbers[0] <= first
    assert last <= numbers[-1] <= last + 4
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    np.testing.assert_allclose([s + began_s for _, s in found], CLOCK_S[numbers], atol=0.0011)


def test_pictures_are_the_same_to_the_last_bit(tmp_path):
    source = write_clip(tmp_path / "source.mp4", TIMES_S)
    cut(source, tmp_path / "target.mp4", CLOCK_S[36], CLOCK_S[60])
    whole = {number_in(image): image for _, image in read_frames(source)}
    for _, image in read_frames(tmp_path / "target.mp4"):
        np.testing.assert_array_equal(image, whole[number_in(image)])


def test_turned_pictures_and_notes_stay(tmp_path):
    note = {"com.android.capture.fps": "240.0", "coach.taken_s": "1000.5"}
    source = write_clip(tmp_path / "source.mp4", TIMES_S, stored_turn=1, metadata=note)
    began_s = cut(source, tmp_path / "target.mp4", CLOCK_S[50], CLOCK_S[80])
    info = probe(tmp_path / "target.mp4")
    assert info.size == (320, 240)
    assert info.capture_fps == 240
    assert info.taken_s == pytest.approx(1000.5 + began_s, abs=1e-5)
    with FrameSeeker(tmp_path / "target.mp4") as seeker:
        assert red_corner(seeker.frame_at(0)) == ("top", "left")


def test_the_source_stays_as_it_was(tmp_path):
    source = write_clip(tmp_path / "source.mp4", TIMES_S)
    before = source.read_bytes()
    cut(source, tmp_path / "target.mp4", 1.0, 2.0)
    assert source.read_bytes() == before


def test_what_cannot_be_cut_is_said_and_leaves_nothing(tmp_path):
    source = write_clip(tmp_path / "source.mp4", TIMES_S)
    with pytest.raises(VideoWriteError, match="cannot be cut"):
        cut(source, tmp_path / "target.webm", 1.0, 2.0)
    with pytest.raises(VideoError, match="no file"):
        cut(tmp_path / "none.mp4", tmp_path / "target.mp4", 1.0, 2.0)
    with pytest.raises(VideoWriteError, match="Choose another folder"):
        cut(source, tmp_path / "none" / "target.mp4", 1.0, 2.0)
    assert [path.name for path in tmp_path.iterdir()] == ["source.mp4"]
