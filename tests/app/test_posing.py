from itertools import islice
from pathlib import Path

import av
import pytest
from motions import squat

from app.posing import posed
from capture.video import Footage, VideoWriter, read_frames
from inference.errors import Cancelled
from inference.motion.files import write_motion

SAMPLE = Path(__file__).resolve().parents[2] / "assets" / "samples" / "trainee.mp4"


@pytest.fixture(autouse=True)
def empty_store(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Two seconds of a person."""
    path = tmp_path_factory.mktemp("clips") / "clip.mp4"
    with VideoWriter(path, (360, 640), 30) as writer:
        for _, image in islice(read_frames(SAMPLE, longest_px=640), 60):
            writer.write(image)
    return path


def with_note(clip, target, **notes):
    """A copy of the clip with notes as phones write them."""
    with av.open(str(clip)) as source:
        options = {"movflags": "use_metadata_tags+faststart"}
        with av.open(str(target), "w", options=options) as copy:
            copy.metadata.update(notes)
            stream = copy.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = stream
                    copy.mux(packet)
    return target


def test_a_motion_file_is_read_as_it_is(tmp_path):
    write_motion(squat(), tmp_path / "motion.npz")
    result = posed(tmp_path / "motion.npz")
    assert len(result.take.motion) == len(squat())
    assert (result.take.video, result.quality, result.warnings) == (None, None, ())


def test_a_video_keeps_its_name_and_tells_how_far_it_is(clip):
    told = []
    result = posed(clip, quality="full", progress=told.append)
    assert (result.take.video, result.take.name, result.quality) == (Footage(clip), "clip.mp4", "full")
    assert told == sorted(told)
    assert len(told) == 60
    assert told[-1] == pytest.approx(1, abs=0.05)


def test_a_clip_that_breaks_off_is_used_as_far_as_it_goes_every_time(clip, tmp_path):
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(clip.read_bytes()[: clip.stat().st_size * 6 // 10])
    first, again = posed(cut, quality="full"), posed(cut, quality="full")
    assert 0.5 < first.take.motion.duration_s < 1.6
    assert any("cut off" in warning for warning in first.warnings)
    assert first.warnings == again.warnings, "a stored track must not hide what is wrong with the file"


def test_slow_motion_is_said_and_measured_at_real_speed(clip, tmp_path):
    slow = with_note(clip, tmp_path / "slow.mp4", **{"com.android.capture.fps": "120"})
    result = posed(slow, quality="full")
    assert any("slow motion" in warning for warning in result.warnings)
    assert result.take.video == Footage(slow, slowed=4.0)
    played_s = posed(clip, quality="full").take.motion.duration_s
    assert result.take.motion.duration_s == pytest.approx(played_s / 4, abs=1 / 60)


def test_posing_can_be_cancelled(clip):
    def stop(fraction):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        posed(clip, quality="full", progress=stop)
