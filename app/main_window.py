"""Main window: two clips, the view over each other, the words and findings, on one clock."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QFrame,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.display import NO_DISPLAY, has_display
from app.garbage import GarbageCollector
from app.jobs import Failure, JobRunner
from app.posing import MOTION_SUFFIXES
from app.presenters.clip import Side
from app.presenters.review import Review
from app.presenters.session import Session
from app.views import theme
from app.views.activity_bar import ActivityBar
from app.views.clip_pane import ClipPane
from app.views.controls import button, label, row
from app.views.failure_dialog import FailureDialog
from app.views.overlay_pane import OverlayPane
from app.views.result_panel import ResultPanel
from app.views.transport import Transport
from app.views.welcome import Welcome

SAMPLES = {side: theme.ASSETS / "samples" / f"{side.value}.mp4" for side in Side}
VIDEO_SUFFIXES = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".3gp")
CLOSE_TIMEOUT_S = 4.0
ARROW_S = 1.0
MARGIN_PX = 14
# Of the window's width: the clips, the view over each other, the words.
SHARES_PORTRAIT, SHARES_LANDSCAPE = (0.47, 0.28, 0.25), (0.32, 0.41, 0.27)


class MainWindow(QMainWindow):
    """The window: views on the left follow the session and the review, which know nothing of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Coach")
        self.resize(1440, 900)
        self.jobs = JobRunner(self)
        self.session = Session(self.jobs, self)
        self.review = Review(self.session, self)
        self._garbage = GarbageCollector(self)
        self.panes = {side: ClipPane(side) for side in Side}
        self.overlay = OverlayPane(self.session, self.review)
        self.result = ResultPanel(self.session)
        self.transport = Transport(self.review.clock)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self._arrange()
        self._on_chosen()

    def open(self, paths: Sequence[Path]) -> None:
        """Open the trainee's clip, then the coach's."""
        for side, path in zip(Side, paths, strict=False):
            self.session.open(side, path)

    def _lay_out(self) -> None:
        self._clips = QSplitter(Qt.Orientation.Horizontal)
        for pane in self.panes.values():
            self._clips.addWidget(pane)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for part in (self._clips, self.overlay, self.result):
            self._columns.addWidget(part)
        for splitter in (self._clips, self._columns):
            splitter.setHandleWidth(12)
            splitter.setChildrenCollapsible(False)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._welcome = Welcome(self._open_samples)
        for section in (self._top_bar(), self._welcome, self._columns, self.transport):
            layout.addWidget(section)
        layout.setStretch(2, 1)
        self.setCentralWidget(page)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        self._save = button("Save report…", self._save_report, tip="Words, pictures and curves in a folder")
        self._export = button("Export motions…", self._export_motions, tip="Both motions, as npz and BVH")
        activity = ActivityBar(self.jobs, self.session)
        bar.setLayout(row(label("Coach", "brand"), None, activity, self._save, self._export, margin=10))
        bar.layout().setContentsMargins(20, 10, 14, 10)  # type: ignore[union-attr]
        return bar

    def _connect(self) -> None:
        for side, pane in self.panes.items():
            pane.choosing.connect(partial(self._choose_file, side))
            pane.dropped.connect(partial(self.session.open, side))
            pane.wrong_person.connect(partial(self.session.follow_next_person, side))
            pane.sides_swapped.connect(partial(self.session.swap_sides, side))
            pane.height_changed.connect(partial(self.session.set_height, side))
            pane.video.sized.connect(self._arrange)
        self.session.clip_changed.connect(self._on_clip_changed)
        self.session.compared.connect(self._on_compared)
        self.review.chosen.connect(self._on_chosen)
        self.review.clock.moved.connect(self._on_moved)
        self.result.findings.chosen.connect(self.review.choose)
        self.jobs.failed.connect(self._on_failed)

    def _add_shortcuts(self) -> None:
        clock = self.review.clock
        actions: dict[str, Callable[[], None]] = {
            "Space": self._press_or_play,
            "K": clock.pause,
            "L": clock.play,
            "J": partial(clock.play, -1),
            ",": partial(clock.step, -1),
            ".": partial(clock.step, 1),
            "Left": partial(clock.skip, -ARROW_S),
            "Right": partial(clock.skip, ARROW_S),
            "Up": partial(self.result.findings.choose_next, -1),
            "Down": partial(self.result.findings.choose_next, 1),
            "Ctrl+O": partial(self._choose_file, Side.TRAINEE),
            "Ctrl+Shift+O": partial(self._choose_file, Side.COACH),
            "Ctrl+S": self._save.click,
        }
        for keys, action in actions.items():
            QShortcut(QKeySequence(keys), self, action)

    def _press_or_play(self) -> None:
        """Space presses the button that the keyboard has chosen, and plays otherwise."""
        chosen = QApplication.focusWidget()
        if isinstance(chosen, QAbstractButton):
            chosen.click()
        else:
            self.review.clock.toggle()

    def _arrange(self) -> None:
        """Large drop zones until both clips are there; portrait clips beside each other, others below."""
        complete = self.session.complete
        self._welcome.setVisible(not complete)
        margin_px = MARGIN_PX if complete else 4 * MARGIN_PX
        self._columns.setContentsMargins(margin_px, MARGIN_PX, margin_px, margin_px)
        self.transport.setVisible(any(self.session.clips.values()))
        portrait = all(pane.video.portrait for pane in self.panes.values())
        beside = portrait or not complete
        orientation = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._clips.orientation() != orientation or self.overlay.isHidden() == complete:
            self._clips.setOrientation(orientation)
            shares = SHARES_PORTRAIT if portrait else SHARES_LANDSCAPE
            self._columns.setSizes([round(share * self.width()) for share in shares])
        for part in (self.overlay, self.result):
            part.setVisible(complete)
        self._save.setEnabled(self.session.result is not None)
        self._export.setEnabled(any(clip and clip.motion for clip in self.session.clips.values()))

    def _open_samples(self) -> None:
        self.open([SAMPLES[side] for side in Side])

    def _on_clip_changed(self, side: Side) -> None:
        self.panes[side].show_clip(self.session.clips[side])
        self._arrange()
        self._on_moved(self.review.clock.time_s)

    def _on_compared(self) -> None:
        self.overlay.show_motions()
        self._arrange()
        self._on_moved(self.review.clock.time_s)

    def _on_chosen(self) -> None:
        self.overlay.show_lit()
        for pane in self.panes.values():
            pane.video.light(self.review.lit)
        self.result.show_result(self.review.finding)
        self.transport.set_findings(self.review.spans, self.review.chosen_span)

    def _on_moved(self, time_s: float) -> None:
        for side, pane in self.panes.items():
            pane.video.show_time(self.review.clip_time_s(side, time_s))
        self.overlay.show_time()

    def _on_failed(self, failure: Failure) -> None:
        FailureDialog(failure, self).open()

    def _choose_file(self, side: Side) -> None:
        endings = " ".join(f"*{suffix}" for suffix in VIDEO_SUFFIXES + MOTION_SUFFIXES)
        name, _ = QFileDialog.getOpenFileName(
            self, f"Choose the {side}'s clip", filter=f"Videos and motions ({endings});;All files (*)"
        )
        if name:
            self.session.open(side, Path(name))

    def _save_report(self) -> None:
        if folder := self._chosen_folder("Save the report in"):
            self.session.save_report(folder)

    def _export_motions(self) -> None:
        if folder := self._chosen_folder("Export the motions to"):
            self.session.export_motions(folder)

    def _chosen_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self, title)
        return Path(name) if name else None

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Everything that runs comes to its end, in order, and none may hold the window for long."""
        self.review.clock.pause()
        self.session.cancel()
        self.jobs.shutdown(CLOSE_TIMEOUT_S)
        for pane in self.panes.values():
            pane.video.close_clip()
        self.overlay.close()
        self._garbage.stop()
        super().closeEvent(event)


def run(paths: Sequence[Path] = ()) -> int:
    """Open the window, with the trainee's and the coach's clip if given; the program's exit code."""
    if not has_display():
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return 1
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Coach")
    theme.apply(app)
    window = MainWindow()
    # What goes wrong on the window's own thread is shown like everything else.
    sys.excepthook = lambda _, error, __: window.jobs.failed.emit(Failure.of(error, "Coach"))
    window.open(paths)
    window.show()
    return app.exec()
