import random
from itertools import pairwise

import pytest
from clips import number_in, picture
from crashes import lost_s

from capture.live.encoder import Encoder
from capture.live.packet_file import PacketFile
from capture.video import VideoWriter, read_frames

MOST_LOST_S = 2.0


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("clips") / "camera.mp4"
    with VideoWriter(path, (160, 120), 30) as writer:
        for number in range(300):
            writer.write(picture(number, (160, 120)))
    return path


def test_a_file_cut_between_any_two_pictures_opens(tmp_path):
    """What a kill leaves is the beginning of the file, since nothing is ever written but at its end."""
    path = tmp_path / "growing.mp4"
    encoder = Encoder((160, 120))
    grown = []
    with PacketFile(path, encoder.stream) as file:
        for number in range(90):
            for packet in encoder.encode(100 + number / 30, picture(number, (160, 120))):
                file.write(packet)
            if path.exists():
                grown.append(path.read_bytes())
    for earlier, later in pairwise(grown):
        assert later.startswith(earlier)
    for number, content in enumerate(grown, 90 - len(grown)):
        if number > MOST_LOST_S * 30:
            path.write_bytes(content)
            found = [number_in(image) for _, image in read_frames(path)]
            assert found == list(range(len(found)))
            assert number - len(found) <= 20


@pytest.mark.parametrize("_kill", range(3))
def test_a_kill_at_any_moment_costs_two_seconds_at_most(tmp_path, clip, _kill):
    assert lost_s(clip, tmp_path / "take.mp4", random.uniform(0, 4)) <= MOST_LOST_S
