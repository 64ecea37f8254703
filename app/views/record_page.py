"""Record page: see yourself, now or later, and record a take with one camera or two."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QStackedWidget, QWidget

from app.jobs import JobRunner
from app.presenters.clip import Side
from app.presenters.studio import Studio
from app.views import theme
from app.views.clip_pane import COLOURS
from app.views.controls import button, column, label, row
from app.views.live_view import LiveView
from app.views.record_settings import RecordSettings
from capture.live import Feed, Phase

SIZE_PX = 1120, 720
KEEP_S = (10, 20, 30, 60)
ICON_PX = 56
# The rates are told this often: ticks are too quick to read.
TICKS_PER_RATE = 15


def record_page(side: Side, jobs: JobRunner, parent: QWidget, folder: Path | None = None) -> "RecordPage":
    """The page that records that side's clip into folder; None: into the user's folder of films."""
    if folder is None:
        films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        folder = Path(films) / "Coach"
    page = RecordPage(Studio(jobs, folder, side.value.capitalize()), side, parent)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return page


class RecordPage(QDialog):
    """A window of its own above the main one.

    `recorded(Path)`: a take is complete; the page then closes, unless it has something to say about it.
    """

    recorded = Signal(Path)

    def __init__(self, studio: Studio, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("Record the {}").format(side)
        self.setWindowTitle(title)
        self.resize(*SIZE_PX)
        self._studio = studio
        studio.setParent(self)
        self._ticks = 0
        self.views = [LiveView(COLOURS[side]) for _ in studio.feeds]
        self._rates = [label("", "small") for _ in studio.feeds]
        self.settings = RecordSettings(studio)
        self.settings.delayed.connect(self._on_delay)
        self.settings.skeleton_wanted.connect(self._on_skeleton)
        self._lay_out(title)
        studio.cameras_changed.connect(self._show_cameras)
        studio.changed.connect(self._show_state)
        studio.ticked.connect(self._on_tick)
        studio.recorded.connect(self._on_recorded)
        studio.recorded.connect(self._close_if_well, Qt.ConnectionType.QueuedConnection)
        self._show_cameras()

    def open(self) -> None:
        """Show the page above its parent, and look for cameras."""
        super().open()
        self._studio.open()

    def press(self) -> None:
        """Begin the take, or end it."""
        self._studio.press()

    def _lay_out(self, title: str) -> None:
        self.state = label("", "heading")
        self.note = label("", "caution", wraps=True)
        self.button = button(self.tr("Record"), self._studio.press, "record", self.tr("R"))
        self.keep_s = QComboBox()
        for seconds in KEEP_S:
            self.keep_s.addItem(self.tr("{} seconds").format(seconds), seconds)
        self.keep_s.setAccessibleName(self.tr("How much to keep"))
        self.keep = button(self.tr("Keep the last"), lambda: self._studio.keep(self.keep_s.currentData()))
        self.button.setDefault(True)
        self.button.setFocus()
        self._panes = [QWidget() for _ in self.views]
        for pane, view, rate in zip(self._panes, self.views, self._rates, strict=True):
            layout = column(view, rate, gap=4)
            layout.setStretch(0, 1)
            pane.setLayout(layout)
        close = button(self.tr("Close"), self.close)
        bottom = row(self.keep, self.keep_s, None, self.state, self.button, None, close)
        stage = QWidget()
        pictures = column(row(*self._panes, gap=12), self.note, bottom, gap=12)
        pictures.setStretch(0, 1)
        sides = row(pictures, self.settings, gap=14)
        sides.setStretch(0, 1)
        stage.setLayout(sides)
        self._stack = QStackedWidget()
        self._stack.addWidget(stage)
        self._stack.addWidget(self._absence())
        outer = column(label(title, "heading"), self._stack, margin=18, gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def _absence(self) -> QWidget:
        """What is shown as long as there is no camera."""
        picture = QLabel()
        smooth = Qt.TransformationMode.SmoothTransformation
        picture.setPixmap(theme.drawn("clip", theme.current().muted).scaledToWidth(ICON_PX, smooth))
        self.absence, self._advice = label("", "heading"), label("", "muted", wraps=True)
        parts = (picture, self.absence, self._advice)
        close = button(self.tr("Close"), self.close)
        layout = column(None, *parts, row(None, close, None), None, gap=12)
        for part in parts:
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        page = QWidget()
        page.setLayout(layout)
        return page

    def _show_cameras(self) -> None:
        studio = self._studio
        there = any(studio.feeds)
        self._stack.setCurrentIndex(0 if there else 1)
        if studio.forbidden:
            self.absence.setText(self.tr("This program may not use the camera"))
            self._advice.setText(
                self.tr("Allow it in the system's settings, under privacy, and open this page again.")
            )
        elif studio.looked:
            self.absence.setText(self.tr("No camera found"))
            self._advice.setText(
                self.tr("Plug one in: it appears here by itself. Or close this and drop a clip you have.")
            )
        else:
            self.absence.setText(self.tr("Looking for cameras …"))
        for pane, view, feed in zip(self._panes, self.views, studio.feeds, strict=True):
            pane.setVisible(feed is not None)
            if view.feed is not feed:
                view.watch(feed)
                view.follow(self.settings.skeleton.isChecked())
        self._show_state()

    def _show_state(self) -> None:
        studio, phase = self._studio, self._studio.phase
        busy = phase in (Phase.COUNTDOWN, Phase.RECORDING)
        self.button.setText(self.tr("Stop") if busy else self.tr("Record"))
        self.button.setAccessibleName(self.button.text())
        self.button.setEnabled(busy or studio.ready)
        self.keep.setEnabled(phase is Phase.IDLE and studio.ready)
        self.note.setText(studio.said)
        self.note.setVisible(bool(studio.said))

    def _on_tick(self) -> None:
        studio = self._studio
        now_s = studio.now_s
        phase, count = studio.take.phase(now_s), studio.take.count(now_s)
        recording = phase is Phase.RECORDING
        seconds = int(studio.take.recorded_s(now_s))
        self.state.setText(f"{seconds // 60}:{seconds % 60:02}" if recording else "")
        for view, feed in zip(self.views, studio.feeds, strict=True):
            if feed is not None:
                view.show_take(count, recording, self._sentence(view, feed))
        if self._ticks % TICKS_PER_RATE == 0:
            self._show_rates()
            self._show_state()
        self._ticks += 1

    def _sentence(self, view: LiveView, feed: Feed) -> str:
        """What is to be said in place of a picture."""
        if feed.error is not None:
            return str(feed.error)
        if self._studio.stuck(feed):
            return self.tr("The camera shows nothing. Unplug it and plug it in again.")
        if feed.picture is None:
            return self.tr("Starting the camera …")
        first_s = feed.history.first_s
        missing_s = view.delay_s - (self._studio.now_s - first_s) if first_s is not None else 0.0
        return self.tr("The picture begins in {:.0f} s").format(missing_s) if missing_s > 0 else ""

    def _show_rates(self) -> None:
        for view, rate, feed in zip(self.views, self._rates, self._studio.feeds, strict=True):
            if feed is None:
                continue
            told = [feed.name, self.tr("{:.0f} pictures a second").format(feed.fps)]
            if view.skeleton is not None and view.skeleton.error is not None:
                told.append(str(view.skeleton.error))
            elif view.skeleton is not None:
                told.append(self.tr("skeleton {:.0f} a second").format(view.skeleton.fps))
            if feed.dropped_s:
                told.append(self.tr("{} missed").format(len(feed.dropped_s)))
            rate.setText(" · ".join(told))

    def _on_delay(self, seconds: float) -> None:
        for view in self.views:
            view.set_delay(seconds)

    def _on_skeleton(self, wanted: bool) -> None:
        for view in self.views:
            view.follow(wanted)

    def _on_recorded(self, paths: list[Path]) -> None:
        self.recorded.emit(paths[0])

    def _close_if_well(self) -> None:
        if not self._studio.said:
            self.close()

    def done(self, result: int) -> None:
        """However the page is closed, its cameras are, and a take that is under way is kept."""
        self._studio.close()
        for view in self.views:
            view.watch(None)
        super().done(result)
