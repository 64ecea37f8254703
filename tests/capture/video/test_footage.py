from pathlib import Path

import numpy as np
import pytest
from clips import number_in, red_corner, write_clip

from capture.video import Footage

TIMES_S = np.arange(40) / 30


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clips") / "clip.mp4", TIMES_S)


@pytest.mark.parametrize("slowed", [1.0, 4.0, 0.5])
def test_pictures_are_found_by_the_time_of_the_movement(clip: Path, slowed: float) -> None:
    with Footage(clip, slowed).seeker() as seeker:
        np.testing.assert_allclose(seeker.time_s, TIMES_S / slowed, atol=1e-3)
        for number in (0, 7, 39):
            assert number_in(seeker.frame_at(TIMES_S[number] / slowed)) == number


@pytest.mark.parametrize(("mirrored", "side"), [(False, "left"), (True, "right")])
def test_a_mirrored_picture_is_turned_back(clip: Path, mirrored: bool, side: str) -> None:
    with Footage(clip, mirrored=mirrored).seeker(160) as seeker:
        image = seeker.frame_at(0.5)
    assert red_corner(image) == ("top", side)
    assert image.shape == (120, 160, 3)
    assert image.flags.c_contiguous, "OpenCV and Qt draw only on such"
