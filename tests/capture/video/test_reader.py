import av
import numpy as np
import pytest
from clips import number_in, red_corner, write_clip

from capture.errors import VideoError
from capture.video import missing_pictures, probe, read_frames

STEADY_S = np.arange(40) / 30


def numbers(frames):
    return [number_in(image) for _, image in frames]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("plain.mp4", {}),
        ("with_sound.mp4", {"sound": True}),
        ("matroska.mkv", {}),
        ("old.avi", {"codec": "mpeg4"}),
        ("quicktime.mov", {}),
        ("hevc_10_bit.mp4", {"codec": "libx265", "pixel_format": "yuv420p10le"}),
        ("full_colour_10_bit.mkv", {"pixel_format": "yuv444p10le"}),
        ("Übung 深蹲 🏋.mp4", {}),
        ("100% of:this?.mp4", {}),
    ],
)
def test_every_frame_of_every_kind_comes_once_and_in_order(tmp_path, name, options):
    clip = write_clip(tmp_path / name, STEADY_S, **options)
    frames = list(read_frames(clip))
    assert numbers(frames) == list(range(40))
    np.testing.assert_allclose([time_s for time_s, _ in frames], STEADY_S, atol=0.001)
    assert all(image.dtype == np.uint8 and image.shape == (240, 320, 3) for _, image in frames)


@pytest.mark.parametrize("fps", [24, 60, 120, 240])
def test_times_follow_the_frame_rate(tmp_path, fps):
    clip = write_clip(tmp_path / "clip.mp4", np.arange(50) / fps)
    np.testing.assert_allclose([t for t, _ in read_frames(clip)], np.arange(50) / fps, atol=1e-4)
    info = probe(clip)
    assert info.fps == pytest.approx(fps, rel=0.01)
    assert info.duration_s == pytest.approx(50 / fps, abs=1.5 / fps)


def test_times_are_the_files_own_when_the_rate_varies(tmp_path):
    uneven_s = np.cumsum(np.random.default_rng(0).uniform(0.01, 0.2, 40))
    clip = write_clip(tmp_path / "clip.mp4", uneven_s)
    frames = list(read_frames(clip))
    assert numbers(frames) == list(range(40))
    np.testing.assert_allclose([t for t, _ in frames], uneven_s - uneven_s[0], atol=1e-4)


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_pictures_stand_upright_however_they_are_stored(tmp_path, turn):
    clip = write_clip(tmp_path / "clip.mp4", STEADY_S, stored_turn=turn)
    assert probe(clip).size == (320, 240)
    frames = list(read_frames(clip))
    assert numbers(frames) == list(range(40))
    assert {red_corner(image) for _, image in frames} == {("top", "left")}


@pytest.mark.parametrize(("suffix", "codec"), [(".mp4", "libx264"), (".ts", "mpeg2video")])
def test_only_the_wanted_span_is_read(tmp_path, suffix, codec):
    clip = write_clip(tmp_path / f"clip{suffix}", np.arange(120) / 30, codec=codec)
    assert numbers(read_frames(clip, 84.5 / 30, 90.5 / 30)) == list(range(85, 91))


def test_pictures_are_shrunk_on_demand_and_never_enlarged(tmp_path):
    clip = write_clip(tmp_path / "clip.mp4", STEADY_S)
    small = list(read_frames(clip, longest_px=160))
    assert small[0][1].shape == (120, 160, 3)
    assert numbers(small) == list(range(40))
    assert next(read_frames(clip, longest_px=1000))[1].shape == (240, 320, 3)


@pytest.mark.parametrize("key", ["com.android.capture.fps", "com.apple.quicktime.capture.fps"])
def test_slow_motion_is_told_from_the_phones_own_note(tmp_path, key):
    clip = write_clip(tmp_path / "clip.mp4", STEADY_S, metadata={key: "240.0"})
    info = probe(clip)
    assert (info.fps, info.capture_fps) == (pytest.approx(30), 240)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_clip_that_breaks_off_gives_what_is_there_and_a_warning(tmp_path, suffix):
    whole = write_clip(tmp_path / f"whole{suffix}", np.arange(120) / 30)
    cut = tmp_path / f"cut{suffix}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 6 // 10])
    frames = list(read_frames(cut))
    found = numbers(frames)
    # Pictures refer to later ones, so a gap may open just before the end.
    assert found[:20] == list(range(20))
    assert sorted(set(found)) == found
    assert 40 < len(found) < 110
    (sentence,) = missing_pictures(probe(cut), np.array([time_s for time_s, _ in frames]))
    assert "cut off" in sentence


def test_a_damaged_stretch_is_said_and_the_rest_is_used(tmp_path):
    clip = write_clip(tmp_path / "clip.mkv", np.arange(120) / 30)
    content = bytearray(clip.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 300] = bytes(300)
    clip.write_bytes(content)
    frames = list(read_frames(clip))
    found = numbers(frames)
    assert found[:30] == list(range(30))
    assert found[-10:] == list(range(110, 120))
    (sentence,) = missing_pictures(probe(clip), np.array([time_s for time_s, _ in frames]))
    assert "no pictures from" in sentence


def test_nothing_is_missing_in_a_whole_clip_of_uneven_rate(tmp_path):
    uneven_s = np.cumsum(np.random.default_rng(1).uniform(0.01, 0.2, 60))
    clip = write_clip(tmp_path / "clip.mp4", uneven_s)
    assert missing_pictures(probe(clip), uneven_s - uneven_s[0]) == []


def nothing(folder):
    return folder / "absent.mp4"


def folder_itself(folder):
    return folder


def empty_file(folder):
    (folder / "empty.mp4").touch()
    return folder / "empty.mp4"


def text_file(folder):
    (folder / "notes.txt").write_text("Squat, five repetitions.\n" * 100)
    return folder / "notes.txt"


def playlist(folder):
    """It names a real clip, and must not be followed: it could as well name an address."""
    write_clip(folder / "real.ts", STEADY_S, codec="mpeg2video")
    (folder / "list.mp4").write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nreal.ts\n#EXT-X-ENDLIST\n"
    )
    return folder / "list.mp4"


def sound_only(folder):
    return write_clip(folder / "sound.mp4", [], sound=True)


def no_index(folder):
    """A recording that was never finished: its index would have come last."""
    whole = write_clip(folder / "whole.mp4", STEADY_S).read_bytes()
    start = whole.index(b"mdat") - 4
    (folder / "cut.mp4").write_bytes(whole[:32] + whole[start : start + 2000])
    return folder / "cut.mp4"


def address(folder):
    return "http://example.org/clip.mp4"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (nothing, "no file"),
        (folder_itself, "folder"),
        (empty_file, "empty"),
        (text_file, "not a video"),
        (playlist, "not a video"),
        (sound_only, "no .*picture"),
        (no_index, "cut off"),
        (address, "no file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, make, said):
    path = make(tmp_path)
    for use in (probe, lambda path: list(read_frames(path))):
        with pytest.raises(VideoError, match=said) as error:
            use(path)
        assert str(error.value).endswith(".")


def test_reading_leaves_the_file_as_it_was(tmp_path):
    clip = write_clip(tmp_path / "clip.mp4", STEADY_S)
    before = clip.read_bytes()
    list(read_frames(clip))
    assert clip.read_bytes() == before


@pytest.mark.parametrize("note", ["fast", "", "nan", "-240"])
def test_a_note_that_is_no_rate_is_passed_over(tmp_path, note):
    clip = write_clip(tmp_path / "clip.mp4", STEADY_S, metadata={"com.android.capture.fps": note})
    info = probe(clip)
    assert info.capture_fps == info.fps


def test_times_rise_even_where_a_damaged_file_repeats_them(tmp_path):
    whole = write_clip(tmp_path / "whole.mkv", STEADY_S, codec="mpeg4")
    damaged, latest = tmp_path / "damaged.mkv", 0
    with av.open(str(whole)) as source, av.open(str(damaged), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for index, packet in enumerate(p for p in source.demux(video=0) if p.pts is not None):
            latest = packet.pts = packet.dts = latest if index % 4 == 3 else packet.pts
            packet.stream = stream
            target.mux(packet)
    frames = list(read_frames(damaged))
    assert (np.diff([time_s for time_s, _ in frames]) > 0).all()
    assert numbers(frames) == [number for number in range(40) if number % 4 != 3]
