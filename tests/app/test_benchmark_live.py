import time
from pathlib import Path

import numpy as np
import pytest
from clips import number_in, write_clip

from app import benchmark_live
from app.benchmark_live import PlayedClip, live_rows
from capture.errors import VideoError
from inference.errors import PoseError


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten numbered pictures without a person."""
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", np.arange(10) / 30)


def test_a_camera_that_waits_gives_every_picture_and_plays_over_and_over(clip: Path) -> None:
    camera = PlayedClip(clip, None, 25)
    numbers = []
    for _, rgb in camera:
        time.sleep(0.005)
        numbers.append(number_in(rgb))
    assert numbers == [*range(10), *range(10), *range(5)]
    assert (camera.filmed, camera.dropped) == (25, 0)


def test_a_camera_that_does_not_wait_gives_the_newest_picture(clip: Path) -> None:
    camera = PlayedClip(clip, 100, 10)
    numbers = []
    for _, rgb in camera:
        numbers.append(number_in(rgb))
        while camera.filmed < 10:
            time.sleep(0.001)
    assert numbers[1:] in ([9], [])
    assert numbers[-1] == 9
    assert camera.dropped == 10 - len(numbers)


def test_its_pictures_come_no_faster_than_it_films(clip: Path) -> None:
    begin_s = time.monotonic()
    for captured_s, rgb in PlayedClip(clip, 50, 10):
        assert captured_s - begin_s >= number_in(rgb) / 50


def test_a_camera_may_be_left_running(clip: Path) -> None:
    for fps in (None, 1000):
        camera = PlayedClip(clip, fps, 10**9)
        frames = iter(camera)
        next(frames)
        frames.close()
        assert camera.filmed < 1000


def test_a_missing_clip_is_said(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="no file"):
        list(PlayedClip(tmp_path / "absent.mp4", 30, 5))


def test_every_number_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark_live, "LIVE_S", 0.8)
    told: list[float] = []
    values = {row.name: row.value for row in live_rows(None, told.append)}
    assert 0 < values["frames done"] <= values["camera"]
    assert 0 <= values["frames dropped"] < 100
    median, p95 = (values[f"latency from capture to result, {which}"] for which in ("median", "p95"))
    assert 0 < median <= p95
    assert values["frames done, unpaced"] > 0
    assert told[-1] == 1
    assert (np.diff(told) >= 0).all()


def test_a_clip_without_a_person_is_refused(monkeypatch: pytest.MonkeyPatch, clip: Path) -> None:
    monkeypatch.setattr(benchmark_live, "LIVE_S", 0.3)
    with pytest.raises(PoseError, match="Nobody"):
        list(live_rows(clip, lambda _: None))
