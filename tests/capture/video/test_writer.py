import os
import subprocess
import sys
import textwrap

import av
import numpy as np
import pytest
from clips import number_in, picture

from capture.errors import VideoWriteError
from capture.video import VideoWriter, probe, read_frames


@pytest.mark.parametrize("size", [(320, 240), (321, 240), (320, 241), (333, 251)])
def test_what_is_written_is_read_again(tmp_path, size):
    clip = tmp_path / "clip.mp4"
    with VideoWriter(clip, size, 29.97) as writer:
        for number in range(30):
            writer.write(picture(number, size))
    frames = list(read_frames(clip))
    assert [number_in(image) for _, image in frames] == list(range(30))
    np.testing.assert_allclose([t for t, _ in frames], np.arange(30) / 29.97, atol=1e-4)
    even = tuple(side + side % 2 for side in size)
    assert probe(clip).size == even


@pytest.mark.parametrize("colour", [(220, 40, 40), (40, 200, 60), (30, 60, 220), (128, 128, 128)])
def test_colours_are_kept(tmp_path, colour):
    clip = tmp_path / "clip.mp4"
    with VideoWriter(clip, (64, 64), 30) as writer:
        writer.write(np.full((64, 64, 3), colour, np.uint8))
    _, image = next(read_frames(clip))
    np.testing.assert_allclose(image.mean((0, 1)), colour, atol=6)


def test_every_player_can_show_it(tmp_path):
    clip = tmp_path / "clip.mp4"
    with VideoWriter(clip, (64, 64), 30) as writer:
        writer.write(picture(1, (64, 64)))
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        assert (stream.codec.name, stream.pix_fmt) == ("h264", "yuv420p")
    content = clip.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "a browser must not need the end first"


def test_the_old_file_stays_until_the_new_one_is_complete(tmp_path):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"old")
    with VideoWriter(clip, (64, 64), 30) as writer:
        writer.write(picture(1, (64, 64)))
        assert clip.read_bytes() == b"old"
    assert probe(clip).size == (64, 64)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_leaves_the_folder_as_it_was(tmp_path, error):
    (tmp_path / "clip.mp4").write_bytes(b"old")

    def interrupted() -> None:
        with VideoWriter(tmp_path / "clip.mp4", (64, 64), 30) as writer:
            writer.write(picture(1, (64, 64)))
            raise error

    with pytest.raises(error):
        interrupted()
    assert [p.name for p in tmp_path.iterdir()] == ["clip.mp4"]
    assert (tmp_path / "clip.mp4").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path):
    """A limit on file sizes fails the same writes as a full disk does, halfway through a file."""
    program = """
        import resource, signal, sys
        import numpy as np
        from capture.errors import VideoWriteError
        from capture.video import VideoWriter
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        noise = np.random.default_rng(0).integers(0, 255, (60, 240, 320, 3), np.uint8)
        try:
            with VideoWriter(sys.argv[1], (320, 240), 30) as writer:
                for image in noise:
                    writer.write(image)
        except VideoWriteError as error:
            print(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(tmp_path / "clip.mp4")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert "no room" in done.stdout, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path):
    with (
        pytest.raises(VideoWriteError, match="No such"),
        VideoWriter(tmp_path / "none" / "a.mp4", (64, 64), 30) as writer,
    ):
        writer.write(picture(1, (64, 64)))


def test_a_place_that_is_taken_by_a_folder_is_said_and_leaves_nothing(tmp_path):
    (tmp_path / "clip.mp4").mkdir()
    with (
        pytest.raises(VideoWriteError, match=r"Cannot write “clip\.mp4”"),
        VideoWriter(tmp_path / "clip.mp4", (64, 64), 30) as writer,
    ):
        writer.write(picture(1, (64, 64)))
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]
