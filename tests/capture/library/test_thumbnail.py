import cv2
import numpy as np
import pytest

from capture.errors import VideoError
from capture.library.thumbnail import LONGEST_PX, thumbnail
from capture.video import VideoWriter

RED, GREEN = (220, 30, 30), (30, 200, 60)
# The encoder's longest distance between key frames.
SECOND_KEY_FRAME = 250


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Red up to the second key frame, then green."""
    path = tmp_path_factory.mktemp("clips") / "clip.mp4"
    with VideoWriter(path, (240, 320), 25) as writer:
        for number in range(SECOND_KEY_FRAME + 10):
            writer.write(np.full((320, 240, 3), RED if number < SECOND_KEY_FRAME else GREEN, np.uint8))
    return path


def seen(jpeg: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)


@pytest.mark.parametrize(("time_s", "colour"), [(0.0, RED), (9.0, RED), (10.2, GREEN), (99.0, GREEN)])
def test_it_is_small_upright_and_of_about_that_time(clip, time_s, colour):
    jpeg = thumbnail(clip, time_s)
    image = seen(jpeg)
    assert image.shape == (LONGEST_PX, LONGEST_PX * 3 // 4, 3)
    np.testing.assert_allclose(image.mean((0, 1)), colour, atol=15)
    assert len(jpeg) < 20_000


def test_what_is_no_video_has_none(tmp_path):
    (tmp_path / "x.mp4").write_bytes(b"nothing" * 100)
    with pytest.raises(VideoError):
        thumbnail(tmp_path / "x.mp4", 0.0)
