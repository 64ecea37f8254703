"""The script of the main job in the real window: it comes to its end, and says what took long."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from motions import squat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import benchmark_window
from app.benchmark_window import Scene, WindowError, main_job, play
from app.busyness import Busyness
from app.main_window import MainWindow
from app.views import theme
from capture.library.library import Library
from inference.motion.files import write_motion

pytestmark = pytest.mark.window


@pytest.fixture
def watch(qtbot: QtBot) -> Busyness:
    return Busyness()


def test_what_holds_the_thread_is_measured_and_named(watch: Busyness) -> None:
    def busy() -> Iterator[Scene]:
        yield "resting", later(0.2)
        end_s = time.thread_time() + 0.15
        while time.thread_time() < end_s:
            pass
        yield "working", later(0.2)
        yield "over at once", lambda: True

    play(busy(), watch)
    worst = watch.worst()
    assert worst["working"] > 0.14
    assert worst["resting"] < 0.1
    assert "over at once" in worst


def test_a_script_that_never_ends_is_said(watch: Busyness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark_window, "PATIENCE_S", 0.1)
    with pytest.raises(WindowError, match="still busy waiting"):
        play(iter([("waiting", lambda: False)]), watch)


def test_the_main_job_runs_through(
    qapp: QApplication, watch: Busyness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for side, depth_rad in (("trainee", 1.1), ("coach", 1.75)):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), tmp_path / f"{side}.npz")
    monkeypatch.setattr(benchmark_window, "FILMED_S", 0.5)
    monkeypatch.setattr(benchmark_window, "SCRUBS", 5)
    theme.apply(qapp)
    window = MainWindow(Library(tmp_path / "library"))
    clips = [tmp_path / "trainee.npz", tmp_path / "coach.npz"]
    play(main_job(window, tmp_path, clips, benchmark_window.CLIPS[0]), watch)
    window.close()
    assert {"opening two clips", "choosing findings", "playing", "recording"} <= set(watch.worst())
    assert list(tmp_path.glob("Take*.mp4"))


def later(seconds: float) -> Callable[[], bool]:
    end_s = time.monotonic() + seconds
    return lambda: time.monotonic() > end_s
