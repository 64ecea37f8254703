import itertools
import os
import subprocess
import sys
import textwrap
import threading
import time

import numpy as np
import pytest
from cameras import FPS, StagedCamera, wait_until
from clips import number_in

from capture.errors import VideoWriteError
from capture.live.camera import FileCamera
from capture.live.feed import WAITING, Feed
from capture.live.recording import LEAST_FREE_BYTES, Recording
from capture.video import FrameSeeker, VideoWriter, probe, read_frames

# Key frames come twice a second.
GROUP = FPS // 2


@pytest.fixture
def camera():
    return StagedCamera()


@pytest.fixture
def feed(camera):
    made = Feed(camera)
    yield made
    camera.unplug()
    made.close()
    assert not made.running


def written(path):
    return [(number_in(image), time_s) for time_s, image in read_frames(path)]


def finish(recording, camera, last):
    recording.stop(camera.time_s(last + 0.5))
    recording.join()


def test_what_is_seen_from_start_to_stop_is_in_the_file(tmp_path, camera, feed):
    camera.show(feed, range(20))
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(20))
    recording.stop(camera.time_s(69.5))
    camera.show(feed, range(20, 80))
    recording.join()
    numbers = [number for number, _ in written(recording.path)]
    assert 20 - GROUP - 1 <= numbers[0] <= 20
    assert numbers == list(range(numbers[0], 70))
    assert (recording.pictures, recording.dropped, recording.problem) == (len(numbers), 0, "")
    assert recording.last_s == camera.kept_s(69)


def test_uneven_times_are_kept(tmp_path, camera, feed):
    uneven = np.cumsum(np.random.default_rng(0).integers(1, 5, 60)).tolist()
    camera.show(feed, uneven)
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(0))
    finish(recording, camera, uneven[-1])
    numbers, times_s = zip(*written(recording.path), strict=True)
    assert list(numbers) == uneven
    np.testing.assert_allclose(times_s, (np.array(uneven) - uneven[0]) / FPS, atol=1e-4)
    assert probe(recording.path).duration_s == pytest.approx((uneven[-1] - uneven[0] + 1) / FPS, abs=0.01)


def test_what_is_past_can_still_be_recorded(tmp_path, camera, feed):
    camera.show(feed, range(100))
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(40))
    finish(recording, camera, 99)
    numbers = [number for number, _ in written(recording.path)]
    assert 40 - GROUP - 1 <= numbers[0] <= 40
    assert numbers[-1] == 99


def test_two_cameras_tell_how_far_apart_they_began(tmp_path, camera, feed):
    other = StagedCamera()
    second = Feed(other)
    camera.show(feed, range(60))
    other.show(second, range(7, 60))
    from_s = camera.time_s(30)
    pair = [Recording(f, tmp_path / f"{i}.mp4", from_s) for i, f in enumerate((feed, second))]
    for recording in pair:
        finish(recording, camera, 59)
    began_s = [probe(recording.path).taken_s for recording in pair]
    assert began_s[1] - began_s[0] == pytest.approx(pair[1].first_s - pair[0].first_s, abs=1e-3)
    assert abs(began_s[0] - time.time()) < 600
    other.unplug()
    second.close()


def test_an_unplugged_camera_ends_the_recording_and_leaves_it_whole(tmp_path, camera, feed):
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(0))
    camera.show(feed, range(45))
    camera.unplug()
    recording.join()
    assert "gone" in recording.problem
    assert [number for number, _ in written(recording.path)] == list(range(45))
    again = Recording(feed, tmp_path / "again.mp4", camera.time_s(30))
    again.join()
    assert [number for number, _ in written(again.path)][-1] == 44


def test_a_file_can_be_read_while_it_is_written(tmp_path, camera, feed):
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(0))
    camera.show(feed, range(90))
    wait_until(lambda: recording.pictures >= 90)
    numbers = [number for number, _ in written(recording.path)]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) >= 90 - 2 * GROUP
    finish(recording, camera, 89)
    with FrameSeeker(recording.path) as seeker:
        assert [number_in(seeker.frame_at(n / FPS)) for n in (60, 5, 89)] == [60, 5, 89]


def test_a_full_disk_is_said_before_it_begins(tmp_path, feed):
    with pytest.raises(VideoWriteError, match="nearly full"):
        Recording(feed, tmp_path / "take.mp4", 0, lambda _: LEAST_FREE_BYTES - 1)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_ends_the_recording_in_time(tmp_path, camera, feed):
    room = itertools.chain([LEAST_FREE_BYTES] * 2, itertools.repeat(LEAST_FREE_BYTES - 1))
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(0), lambda _: next(room))
    for number in itertools.count():
        camera.show(feed, [number])
        if not recording.running:
            break
        time.sleep(0.02)
    assert "nearly full" in recording.problem
    assert [number for number, _ in written(recording.path)] == list(range(recording.pictures))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_a_write_that_fails_is_said_and_what_was_written_stays(tmp_path):
    """A limit on file sizes fails the same writes as a full disk does."""
    program = """
        import resource, signal, sys
        import numpy as np
        from cameras import StagedCamera
        from capture.live.feed import Feed
        from capture.live.recording import Recording
        import cameras
        rng = np.random.default_rng(0)
        cameras.picture = lambda number, size: rng.integers(0, 255, (120, 160, 3), np.uint8)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        camera = StagedCamera()
        feed = Feed(camera)
        recording = Recording(feed, __import__("pathlib").Path(sys.argv[1]), camera.time_s(0))
        camera.show(feed, range(120))
        recording.stop(camera.time_s(120))
        camera.show(feed, [121])
        recording.join()
        print(recording.problem)
        camera.unplug()
        feed.close()
    """
    path = tmp_path / "take.mp4"
    places = os.pathsep.join(map(str, [*sys.path]))
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": places},
    )
    assert "no room" in done.stdout, done.stderr
    assert len(list(read_frames(path))) > 10


def test_nothing_is_written_over(tmp_path, camera, feed):
    (tmp_path / "take.mp4").write_bytes(b"mine")
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(0))
    camera.show(feed, [0])
    recording.join()
    assert "already" in recording.problem
    assert (tmp_path / "take.mp4").read_bytes() == b"mine"


def test_a_missing_folder_is_said(tmp_path, feed):
    with pytest.raises(VideoWriteError, match="no folder"):
        Recording(feed, tmp_path / "none" / "take.mp4", 0)


def test_a_camera_that_shows_nothing_leaves_no_file(tmp_path, camera, feed):
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(0))
    camera.unplug()
    recording.join()
    assert "gave no picture" in recording.problem or "gone" in recording.problem
    assert list(tmp_path.iterdir()) == []


def test_pictures_that_come_too_fast_are_counted(tmp_path, camera, feed, monkeypatch):
    camera.show(feed, [0])
    encode, go_on = feed.encoder.encode, threading.Event()
    monkeypatch.setattr(feed.encoder, "encode", lambda *picture: go_on.wait() and encode(*picture))
    count = 3 * WAITING
    camera.show_at_once(range(1, count))
    wait_until(lambda: feed.picture[0] == camera.time_s(count - 1))
    go_on.set()
    wait_until(lambda: len(feed.history.since(0, 0)[1]) + len(feed.dropped_s) == count)
    camera.show(feed, [count])
    recording = Recording(feed, tmp_path / "take.mp4", camera.time_s(0))
    finish(recording, camera, count)
    assert recording.dropped == len(feed.dropped_s) > 0
    assert recording.pictures + recording.dropped == count + 1


def test_a_file_is_a_camera_in_real_time(tmp_path):
    clip = tmp_path / "clip.mp4"
    with VideoWriter(clip, (64, 48), 20) as writer:
        for _ in range(10):
            writer.write(np.zeros((48, 64, 3), np.uint8))
    frames = FileCamera(clip, loops=True).frames()
    began_s = time.monotonic()
    times_s = [next(frames)[0] for _ in range(15)]
    assert time.monotonic() >= times_s[-1]
    assert times_s[-1] >= began_s + 14 / 20
    assert np.diff(times_s).min() >= 0.05 - 1e-3
