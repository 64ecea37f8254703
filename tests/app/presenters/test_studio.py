import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from cameras import FPS, StagedCamera
from clips import number_in
from PySide6.QtMultimedia import QAudioFormat
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.beeps import COUNT, END, GO
from app.presenters.microphone import samples
from app.presenters.studio import Studio
from capture.live import Phase, recording
from capture.video import read_frames


@pytest.fixture
def camera() -> StagedCamera:
    return StagedCamera()


@pytest.fixture
def now(camera: StagedCamera, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the studio's clock to when the camera takes this picture."""
    clock = [camera.time_s(0)]
    monkeypatch.setattr(Studio, "now_s", property(lambda _: clock[0]))

    def set_now(number: float) -> None:
        clock[0] = camera.time_s(number)

    return set_now


@pytest.fixture
def studio(qtbot: QtBot, camera: StagedCamera, now: object, tmp_path: Path) -> Iterator[Studio]:
    """Running, with one camera that has shown picture 0; its time goes on by `tick` alone."""
    jobs = JobRunner()
    made = Studio(jobs, tmp_path / "films", "Trainee", lambda: [camera])
    made.open()
    qtbot.waitUntil(lambda: made.feeds[0] is not None, timeout=20_000)
    camera.show(made.feeds[0], [0])
    yield made
    camera.unplug()
    made.close()
    assert jobs.shutdown(5)
    assert not [thread for thread in threading.enumerate() if camera.name in thread.name]


def taken(qtbot: QtBot, studio: Studio, end: Callable[[], None]) -> list[list[int]]:
    """The numbers of the pictures in each file of the take that ends so."""
    with qtbot.waitSignal(studio.recorded, timeout=20_000) as recorded:
        end()
    return [[number_in(image) for _, image in read_frames(path)] for path in recorded.args[0]]


def test_a_take_is_counted_down_recorded_and_kept(
    studio: Studio, camera: StagedCamera, now: Callable[[float], None], qtbot: QtBot, tmp_path: Path
) -> None:
    played = []
    studio._beeps.play = played.append
    studio.set_countdown(3)
    studio.press()
    for number in range(1, 4 * FPS):
        now(number)
        camera.show(studio.feeds[0], [number])
        studio.tick()
        assert studio.phase is (Phase.COUNTDOWN if number < 3 * FPS else Phase.RECORDING)
    assert played == [COUNT, COUNT, COUNT, GO]
    (numbers,) = taken(qtbot, studio, studio.press)
    assert played[-1] is END
    assert 2.4 * FPS <= numbers[0] <= 3 * FPS
    assert numbers == list(range(numbers[0], 4 * FPS))
    (path,) = (tmp_path / "films").iterdir()
    assert path.name.startswith("Trainee 20")
    assert studio.phase is Phase.IDLE
    assert studio.said == ""
    assert studio.ready


def test_a_fixed_length_ends_by_itself(
    studio: Studio, camera: StagedCamera, now: Callable[[float], None], qtbot: QtBot
) -> None:
    studio.set_countdown(0)
    studio.set_duration(2)
    studio.press()

    def go_on() -> None:
        for number in range(1, 3 * FPS):
            now(number)
            camera.show(studio.feeds[0], [number])
            studio.tick()

    (numbers,) = taken(qtbot, studio, go_on)
    assert numbers[0] == 0
    assert 2 * FPS - 1 <= numbers[-1] <= 2 * FPS + 1


def test_pressing_in_the_countdown_calls_it_off(studio: Studio, tmp_path: Path) -> None:
    studio.press()
    assert studio.phase is Phase.COUNTDOWN
    studio.press()
    studio.tick()
    assert studio.phase is Phase.IDLE
    assert not studio.saving
    assert not (tmp_path / "films").exists()


def test_the_last_seconds_can_be_kept_afterwards(
    studio: Studio, camera: StagedCamera, now: Callable[[float], None], qtbot: QtBot
) -> None:
    camera.show(studio.feeds[0], range(1, 4 * FPS))
    now(4 * FPS)
    (numbers,) = taken(qtbot, studio, lambda: studio.keep(2))
    assert 1.4 * FPS <= numbers[0] <= 2 * FPS
    assert numbers[-1] == 4 * FPS - 1


def test_two_claps_begin_and_end_a_take(
    studio: Studio, camera: StagedCamera, now: Callable[[float], None], qtbot: QtBot
) -> None:
    camera.show(studio.feeds[0], range(1, 2 * FPS))
    now(2 * FPS)
    studio.microphone.clapped.emit(camera.time_s(1.5 * FPS))
    studio.tick()
    assert studio.phase is Phase.RECORDING
    camera.show(studio.feeds[0], range(2 * FPS, 3 * FPS))
    now(3 * FPS)
    (numbers,) = taken(qtbot, studio, lambda: studio.microphone.clapped.emit(camera.time_s(3 * FPS)))
    assert FPS <= numbers[0] <= 1.5 * FPS
    assert numbers[-1] == 3 * FPS - 1


def test_two_cameras_make_two_clips(
    studio: Studio, camera: StagedCamera, now: Callable[[float], None], qtbot: QtBot
) -> None:
    other = StagedCamera(camera.time_s(0))
    other.name = "Other"
    studio.choose(1, other)
    studio.set_countdown(0)
    other.show(studio.feeds[1], range(FPS))
    camera.show(studio.feeds[0], range(1, FPS))
    studio.press()
    studio.tick()
    now(FPS)
    first, second = taken(qtbot, studio, studio.press)
    assert first[-1] == second[-1] == FPS - 1
    other.unplug()


def test_an_unplugged_camera_ends_the_take_which_is_kept(
    studio: Studio, camera: StagedCamera, qtbot: QtBot
) -> None:
    studio.set_countdown(0)
    studio.press()
    studio.tick()
    camera.show(studio.feeds[0], range(1, FPS))
    (numbers,) = taken(qtbot, studio, camera.unplug)
    assert numbers == list(range(FPS))
    assert "is gone" in studio.said
    assert not studio.ready


def test_a_camera_that_comes_back_is_used_again(studio: Studio, camera: StagedCamera, qtbot: QtBot) -> None:
    gone = studio.feeds[0]
    camera.unplug()
    qtbot.waitUntil(lambda: not gone.running, timeout=20_000)
    with qtbot.waitSignal(studio.cameras_changed, timeout=20_000):
        studio._devices.videoInputsChanged.emit()
    assert studio.feeds[0] is not gone
    camera.show(studio.feeds[0], [1])
    assert studio.ready


def test_without_a_camera_nothing_can_be_recorded(qtbot: QtBot, tmp_path: Path) -> None:
    jobs = JobRunner()
    studio = Studio(jobs, tmp_path, "Trainee", list)
    with qtbot.waitSignal(studio.cameras_changed, timeout=20_000):
        studio.open()
    assert studio.looked
    assert not studio.ready
    studio.press()
    studio.keep(10)
    assert studio.phase is Phase.IDLE
    assert not studio.saving
    studio.close()
    jobs.shutdown(5)


def test_a_full_disk_is_said(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "LEAST_FREE_BYTES", 2**60)
    studio.set_countdown(0)
    studio.press()
    studio.tick()
    assert "nearly full" in studio.said
    assert studio.phase is Phase.IDLE
    assert not studio.saving


def test_closing_in_the_middle_keeps_the_take(
    studio: Studio, camera: StagedCamera, now: Callable[[float], None], qtbot: QtBot
) -> None:
    studio.set_countdown(0)
    studio.press()
    studio.tick()
    camera.show(studio.feeds[0], range(1, FPS))
    now(FPS)
    # The camera's thread ends with its next picture.
    threading.Timer(0.1, lambda: camera.show_at_once([FPS])).start()
    (numbers,) = taken(qtbot, studio, studio.close)
    assert numbers == list(range(FPS))


def test_the_camera_that_was_chosen_last_is_used_the_next_time(
    studio: Studio, camera: StagedCamera, qtbot: QtBot, tmp_path: Path
) -> None:
    other = StagedCamera()
    other.name = "Other"
    camera.unplug()
    studio.choose(0, other)
    again = Studio(studio._jobs, tmp_path, "Trainee", lambda: [camera, other])
    again.open()
    qtbot.waitUntil(lambda: again.feeds[0] is not None, timeout=20_000)
    assert again.feeds[0].name == "Other"
    for each in (other, other):
        each.unplug()
    again.close()


def test_a_silent_camera_is_stuck(
    studio: Studio, now: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = studio.feeds[0]
    monkeypatch.setattr(Studio, "now_s", property(lambda _: time.monotonic()))
    assert not studio.stuck(feed)
    monkeypatch.setattr(Studio, "now_s", property(lambda _: time.monotonic() + 10))
    assert studio.stuck(feed)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (QAudioFormat.SampleFormat.Int16, np.int16),
        (QAudioFormat.SampleFormat.Int32, np.int32),
        (QAudioFormat.SampleFormat.Float, np.float32),
    ],
)
@pytest.mark.parametrize("channels", [1, 2])
def test_sound_of_any_kind_is_understood(
    kind: QAudioFormat.SampleFormat, number: type[np.number], channels: int
) -> None:
    sound = np.sin(np.arange(100) / 7).astype(np.float32)
    form = QAudioFormat()
    form.setSampleFormat(kind)
    form.setChannelCount(channels)
    full_scale = 1.0 if number is np.float32 else np.iinfo(number).max
    stored = np.repeat(sound * full_scale * 0.99, channels).astype(number).tobytes()
    np.testing.assert_allclose(samples(stored, form), sound * 0.99, atol=1e-3)
