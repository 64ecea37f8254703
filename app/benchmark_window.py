"""Window benchmark: the main job done by a script in the real window, and how long it made the user wait."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from app.benchmark import SAMPLES, Row
from app.busyness import Busyness
from app.display import NO_DISPLAY, has_display
from app.main_window import MainWindow
from app.presenters.arrangement import Mode
from app.presenters.clip import Side
from app.presenters.studio import Studio
from app.views import theme
from app.views.record_page import RecordPage
from capture.library.library import Library
from capture.live import FileCamera
from inference.errors import CoachError

CLIPS = [SAMPLES / f"{side.value}.mp4" for side in Side]
PATIENCE_S = 600.0
SCRUBS, PLAYED_S, FILMED_S = 60, 3.0, 2.0
STEP_S = 0.005

# What goes on, and when it is over.
Scene = tuple[str, Callable[[], bool]]


class WindowError(CoachError):
    """The window did not come to the end of its script."""


def window_rows() -> Iterator[Row]:
    """Milliseconds at a stretch that the window's thread was busy: over all, and at most in each scene."""
    if not has_display():
        raise WindowError(NO_DISPLAY)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app)
    with tempfile.TemporaryDirectory() as folder:
        watch = Busyness()
        window = MainWindow(Library(Path(folder) / "library"))
        play(main_job(window, Path(folder), CLIPS, CLIPS[0]), watch)
        window.close()
    for name, percent in (("p50", 50), ("p99", 99), ("longest", 100)):
        yield Row(
            f"window busy at a stretch, {name}", 1e3 * float(np.percentile(watch.busy_s, percent)), "ms"
        )
    for doing, stretch_s in watch.worst().items():
        yield Row(f"longest while {doing}", 1e3 * stretch_s, "ms")


def play(scenes: Iterator[Scene], watch: Busyness) -> None:
    """Let the window live until each scene is over and was watched. Raises WindowError if one never is."""
    for doing, over in scenes:
        watch.doing, seen = doing, len(watch.stretches)
        end_s = time.monotonic() + PATIENCE_S
        while not over() or len(watch.stretches) == seen:
            if time.monotonic() > end_s:
                raise WindowError(f"The window is still busy {doing}; look into its log.")
            QApplication.processEvents()
            time.sleep(STEP_S)


def main_job(window: MainWindow, folder: Path, clips: Sequence[Path], filmed: Path) -> Iterator[Scene]:
    """From two clips to words, and all that is done with them; then `filmed` is recorded into folder."""
    session, page, clock = window.session, window.page, window.review.clock
    window.show()
    yield "showing the window", window.isVisible
    window.open(clips)
    yield "opening two clips", lambda: session.complete
    yield "following and comparing", lambda: session.result is not None
    yield "showing the result", later(3.0)
    for finding in session.findings:
        window.review.choose(finding)
        yield "choosing findings", later(0.4)
    for mode in (*Mode, Mode.BESIDE):
        page.arrangement.choose(mode)
        yield "arranging the clips", later(0.6)
    for at in np.random.default_rng(0).uniform(*clock.span, SCRUBS):
        clock.seek(float(at))
        yield "scrubbing", later(0.03)
    clock.seek(clock.span[0])
    clock.play()
    yield "playing", later(PLAYED_S)
    clock.pause()
    for index in (*range(page.tabs.count()), 0):
        page.tabs.setCurrentIndex(index)
        yield f"showing the tab {page.tabs.tabText(index)}", later(0.6)
    window.notes.add("Knees over the toes")
    yield "writing a note", later(1.0)
    window.show_library()
    yield "showing the library", later(1.0)
    window.show_session()
    yield "going back to the session", later(0.5)
    yield from _recording(window, folder, filmed)


def _recording(window: MainWindow, folder: Path, filmed: Path) -> Iterator[Scene]:
    camera = FileCamera(filmed, loops=True)
    studio = Studio(window.jobs, folder, "Take", lambda: [camera])
    record = RecordPage(studio, Side.TRAINEE, window)
    record.open()
    yield "opening the camera", lambda: studio.ready
    record.press()
    yield "recording", later(studio.take.countdown_s + FILMED_S)
    record.press()
    yield "ending the recording", lambda: not studio.saving
    record.close()
    yield "closing the camera", later(0.3)


def later(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds have passed from now on."""
    end_s = time.monotonic() + seconds
    return lambda: time.monotonic() > end_s
