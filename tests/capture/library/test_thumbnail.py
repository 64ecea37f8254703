import cv2
import numpy as np
import pytest
from clips import picture

from capture.errors import VideoError
from capture.library.thumbnail import LONGEST_PX, thumbnail
from capture.video import VideoWriter


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.mp4"
    with VideoWriter(path, (480, 640), 30) as writer:
        for number in range(30):
            writer.write(
                picture(number, (480, 640))
                if number < 15
                else np.full((640, 480, 3), (220, 30, 30), np.uint8)
            )
    return path


def seen(jpeg: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)


def test_it_is_small_upright_and_of_that_time(clip):
    jpeg = thumbnail(clip, 0.8)
    image = seen(jpeg)
    assert image.shape == (LONGEST_PX, LONGEST_PX * 3 // 4, 3)
    np.testing.assert_allclose(image.mean((0, 1)), (220, 30, 30), atol=15)
    assert len(jpeg) < 20_000


def test_a_time_after_the_end_shows_the_beginning(clip):
    assert seen(thumbnail(clip, 99.0)).mean() != pytest.approx(seen(thumbnail(clip, 0.8)).mean(), abs=2)


def test_what_is_no_video_has_none(tmp_path):
    (tmp_path / "x.mp4").write_bytes(b"nothing" * 100)
    with pytest.raises(VideoError):
        thumbnail(tmp_path / "x.mp4", 0.0)
