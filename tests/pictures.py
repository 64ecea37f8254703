"""Pictures of every view in both themes, on the sample pair: python tests/pictures.py docs/pictures

Needs a display (xvfb-run). The first time the clips are followed, which takes a minute.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from sessions import many

from app.benchmark_window import later, play
from app.busyness import Busyness
from app.jobs import Failure
from app.main_window import SAMPLES, MainWindow
from app.presenters.clip import Side
from app.presenters.studio import Studio
from app.views import theme
from app.views.failure_dialog import FailureDialog
from app.views.record_page import RecordPage
from app.views.tour import Tour
from capture.live import FileCamera

SIZE = 1440, 900
SETTLED_S = 1.5
# So few that a picture of a window stays small, and so many that nobody sees it.
COLOURS = 256
THEMES = {"light": theme.LIGHT, "dark": theme.DARK}

# The name of a picture and what it shows; nothing: only wait until that is true.
View = tuple[str, QWidget | None, Callable[[], bool]]


def views(window: MainWindow, folder: Path) -> Iterator[View]:
    """Every view, one after the other."""
    session, page = window.session, window.page
    yield "welcome", window, later(0.5)
    window.open([SAMPLES[side] for side in Side])
    yield "", None, lambda: session.result is not None and not window.jobs.jobs
    page.overlay.viewport.show()
    window.review.choose(session.findings[0])
    yield "window", window, later(SETTLED_S)
    page.tabs.setCurrentWidget(page.measure)
    yield "measure", window, later(SETTLED_S)
    page.tabs.setCurrentIndex(0)
    tour = next(iter(_toured(window)))
    yield "tour", window, later(SETTLED_S)
    tour.leave()
    window.show_library()
    yield "library", window, later(SETTLED_S)
    window.show_session()
    window.jobs.failed.emit(
        Failure("Following the coach", "Nobody was found in the clip. Film the whole body.", "")
    )
    dialog = window.findChild(FailureDialog)
    yield "failure", dialog, later(0.5)
    dialog.reject()
    yield from _filming(window, folder)
    window.trying.show()
    window.setWindowState(Qt.WindowState.WindowNoState)
    yield "trainee", window, later(SETTLED_S)
    window.trying.leave()


def _toured(window: MainWindow) -> Iterator[Tour]:
    window.show_tour()
    tour = window.findChild(Tour)
    while tour.stop.target is not window.page.tabs:
        tour.go_on()
    yield tour


def _filming(window: MainWindow, folder: Path) -> Iterator[View]:
    camera = FileCamera(SAMPLES[Side.TRAINEE], loops=True)
    studio = Studio(window.jobs, folder, "Take", lambda: [camera])
    page = RecordPage(studio, Side.TRAINEE, window)
    page.open()
    yield "", None, lambda: studio.ready
    yield "record", page, later(SETTLED_S)
    page.close()


def save(shown: QWidget, path: Path) -> None:
    """Write what is shown as a small PNG."""
    image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = bytes(image.constBits())
    picture = Image.frombytes(
        "RGB", (image.width(), image.height()), rows, "raw", "RGB", image.bytesPerLine()
    )
    method = Image.Quantize.MAXCOVERAGE
    picture.quantize(COLOURS, method, kmeans=4, dither=Image.Dither.NONE).save(path, optimize=True)


def main(out: Path) -> None:
    """Take all pictures into the folder."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, name)
        theme.apply(app)
        window = MainWindow(many(folder / "library", 12))
        window.resize(*SIZE)
        window.show()
        watch = Busyness()
        for view, shown, over in views(window, folder):
            play(iter([(view, over)]), watch)
            for name, wanted in THEMES.items() if shown else ():
                # Without a desktop there is no system that could change its colours.
                theme.current = lambda wanted=wanted: wanted
                theme.dress()
                play(iter([(view, later(SETTLED_S))]), watch)
                save(shown, out / f"{view}-{name}.png")
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
