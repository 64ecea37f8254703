import random

import pytest
from clips import picture
from crashes import lost_s

from capture.video import VideoWriter

MOST_LOST_S = 2.0


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("clips") / "camera.mp4"
    with VideoWriter(path, (160, 120), 30) as writer:
        for number in range(300):
            writer.write(picture(number, (160, 120)))
    return path


@pytest.mark.parametrize("_kill", range(3))
def test_a_kill_at_any_moment_costs_two_seconds_at_most(tmp_path, clip, _kill):
    # From so early that nothing may be there yet there is nothing to read.
    assert lost_s(clip, tmp_path / "take.mp4", random.uniform(1, 3)) <= MOST_LOST_S
