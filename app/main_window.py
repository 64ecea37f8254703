"""Main window: the pages, what the menus and keys do, and a closing that loses nothing."""

import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QFrame,
    QMainWindow,
    QMessageBox,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from app import text_size
from app.display import NO_DISPLAY, has_display
from app.garbage import GarbageCollector, leave_alone
from app.jobs import Failure, JobRunner
from app.posing import MOTION_SUFFIXES
from app.preferences import preferences
from app.presenters.arrangement import Mode
from app.presenters.clip import Side
from app.presenters.drawings import Drawings
from app.presenters.keeping import Keeper
from app.presenters.keys import Keys
from app.presenters.library import Catalogue
from app.presenters.measuring import Measuring
from app.presenters.notes import Notes
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.showing import Showing
from app.presenters.speech import Speech
from app.presenters.wording import who
from app.presenters.words import Words
from app.presenters.writing import Writing
from app.recent_log import RecentLog
from app.trying import Trying
from app.views import theme
from app.views.about_dialog import AboutDialog
from app.views.activity_bar import ActivityBar
from app.views.controls import button, column, label, row, tool
from app.views.failure_dialog import FailureDialog
from app.views.key_hint import KeyHint
from app.views.keys_dialog import KeysDialog
from app.views.library_page import LibraryPage
from app.views.session_page import SessionPage
from app.views.tour import Tour
from app.views.tour_stops import stops
from app.views.window_drops import WindowDrops
from capture.library.library import Library
from capture.library.record import Record
from inference.correction.language_model import NAME
from inference.correction.writer import Writer
from inference.models import shipped

SAMPLES = {side: theme.ASSETS / "samples" / f"{side.value}.mp4" for side in Side}
VIDEO_SUFFIXES = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".3gp")
CLOSE_TIMEOUT_S = 4.0
TOUR_SEEN = "tour_seen"
ARROW_S = 1.0
BLEND_STEP = 0.1
SPACE = QKeySequence(Qt.Key.Key_Space)


class MainWindow(QMainWindow):
    """The window: the session page and, where there is a library, its page.

    library: where sessions are kept; None keeps nothing. log: lines that are copied with an error's details.
    """

    def __init__(self, library: Library | None = None, log: Iterable[str] = ()) -> None:
        super().__init__()
        self.setWindowTitle("Coach")
        self.resize(1440, 900)
        self.jobs = JobRunner(self)
        self.session = Session(self.jobs, self)
        self.review = Review(self.session, self)
        self.notes = Notes(self.review.clock, self)
        self.measuring = Measuring(self.session, self.review, self)
        self.drawings = Drawings(self.session, self)
        self._garbage = GarbageCollector(self)
        self._failures = FailureDialog(log, self)
        writing = Writing(self.session, Writer.shipped if shipped(NAME) else None, self)
        self.words, self.speech = Words(self.session, writing, self), Speech(self)
        self.showing = Showing(self.session, self.review, self.words, self)
        shown = self.session, self.review, self.notes, self.words, self.speech, self.measuring, self.drawings
        self.page = SessionPage(*shown, self._open_samples)
        self.page.offer_showing(self.showing)
        self._lay_out()
        self._connect()
        self.keys = Keys(self)
        self._bind_keys()
        self.keeper = Keeper(library, self.session, self.review, self.notes, self) if library else None
        if self.keeper:
            self._add_library(self.keeper)
            self.measuring.keep_in(self.keeper)
            self.drawings.keep_in(self.keeper)
            self.words.keep_in(self.keeper)
        self.trying = self._add_attempts(self.keeper) if self.keeper else None
        self._update_actions()

    def open(self, paths: Sequence[Path]) -> None:
        """Open the trainee's clip, then the coach's."""
        for side, path in zip(Side, paths, strict=False):
            self.session.open(side, path)

    def show_tour(self) -> None:
        """Show around, on the sample pair if nothing is open."""
        self.show_session()
        if not any(self.session.clips.values()):
            self._open_samples()
        library = self._shelves.itemAt(0)
        parts = self._activity, library.widget() if library else None, self._help
        Tour(stops(self.page, *parts), self).ended.connect(lambda: preferences().setValue(TOUR_SEEN, "yes"))

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        central = QWidget()
        self._bar = self._top_bar()
        central.setLayout(column(self._bar, self._pages, gap=0))
        # On a small screen, or with large writing, what does not fit is scrolled to.
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(central)
        self.setCentralWidget(scroll)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        tip = self.tr("Words, pictures and curves in a folder")
        self._save = button(self.tr("Save report…"), self._save_report, tip=tip)
        tip = self.tr("All motions, as npz and BVH")
        self._export = button(self.tr("Export motions…"), self._export_motions, tip=tip)
        self._activity = ActivityBar(self.jobs, self.session)
        self._shelves = row()
        brand = label("Coach", "brand")
        keys = tool("keyboard", self.tr("Keys"), self._show_keys)
        self._help = tool("help", self.tr("Show me around"), self.show_tour)
        about = tool("about", self.tr("About Coach: its use, licences"), self._show_about)
        work = None, self._activity, self._save, self._export
        bar.setLayout(row(brand, self._shelves, *work, keys, self._help, about, margin=10))
        bar.layout().setContentsMargins(20, 10, 14, 10)  # type: ignore[union-attr]
        return bar

    def _connect(self) -> None:
        for side, pane in self.page.panes.items():
            pane.choosing.connect(partial(self._choose_file, side))
            pane.recording.connect(partial(self._record, side))
            pane.dropped.connect(partial(self.session.open, side))
            pane.steer(self.session)
        WindowDrops(self, self.session).taken.connect(self.show_session)
        self.session.clip_changed.connect(self._update_actions)
        self.session.compared.connect(self._update_actions)
        self.jobs.failed.connect(self._failures.add)

    def _add_library(self, keeper: Keeper) -> None:
        self.library_page = LibraryPage(Catalogue(keeper, self.jobs, self))
        self._pages.addWidget(self.library_page)
        self._shelves.addWidget(
            button(self.tr("Library"), self.show_library, tip=self.tr("All sessions (Ctrl+L)"))
        )
        self._shelves.addWidget(button(self.tr("New session"), self._begin, tip=self.tr("Ctrl+N")))
        self._bind_library_keys()
        self.library_page.left.connect(self.show_session)
        keeper.offered.connect(self._on_offered)
        keeper.changed.connect(self.page.welcome.offered.hide)
        self.page.welcome.taken_up.connect(keeper.take_up)
        keeper.look_for_unfinished()

    def _add_attempts(self, keeper: Keeper) -> Trying:
        window = self, self._pages, self._bar
        trying = Trying(*window, self.session, self.review, keeper, self.speech, self.keys)
        self.page.add_strip(trying.strip)
        self.keys.bind("try_again", self.page, trying.begin)
        self.keys.bind("trainee_view", self.page, trying.show)
        self.keys.bind("remove_attempt", trying.strip, trying.strip.remove, focused=True)
        return trying

    def _bind_keys(self) -> None:
        """The keys of the session, which rest while its page is hidden."""
        clock, loops, notes = self.review.clock, self.review.loops, self.page.notes_panel
        arrangement, sync = self.page.arrangement, self.review.sync
        actions: dict[str, Callable[[], object]] = {
            "play_or_pause": self._press_or_play,
            "pause": clock.pause,
            "play": partial(clock.shuttle, 1),
            "play_back": partial(clock.shuttle, -1),
            "frame_back": partial(clock.step, -1),
            "frame_forward": partial(clock.step, 1),
            "second_back": partial(clock.skip, -ARROW_S),
            "second_forward": partial(clock.skip, ARROW_S),
            "loop_start": loops.mark_start,
            "loop_end": loops.mark_end,
            "loop_everything": loops.clear,
            "repetition_before": partial(loops.choose_repetition, -1),
            "repetition_after": partial(loops.choose_repetition, 1),
            "same_moment": sync.begin_or_set,
            "coach_back": partial(sync.step, -1),
            "coach_on": partial(sync.step, 1),
            **{mode.value: partial(arrangement.choose, mode) for mode in Mode},
            "blend_less": lambda: arrangement.set_blend(arrangement.blend - BLEND_STEP),
            "blend_more": lambda: arrangement.set_blend(arrangement.blend + BLEND_STEP),
            "finding_before": partial(self.page.words_panel.findings.choose_next, -1),
            "finding_after": partial(self.page.words_panel.findings.choose_next, 1),
            "show_me": self.showing.toggle_chosen,
            "open_trainee": partial(self._choose_file, Side.TRAINEE),
            "open_coach": partial(self._choose_file, Side.COACH),
            "save_report": self._save.click,
            "note": self.page.write_note,
            "measure": self.page.show_measurements,
            **self.page.overlay.key_actions,
        }
        for name, action in actions.items():
            self.keys.bind(name, self.page, action)
        self.keys.bind("keys", self, self._show_keys)
        self._hint_at_keys()
        self.keys.bind("tour", self, self.show_tour)
        self.keys.bind("larger_text", self, partial(self._size_text, 1))
        self.keys.bind("smaller_text", self, partial(self._size_text, -1))
        self.keys.bind("usual_text", self, partial(self._size_text, 0))
        self.keys.bind("undo_words", self.page.words_panel, self.words.undo_stack.undo)
        self.keys.bind("redo_words", self.page.words_panel, self.words.undo_stack.redo)
        self.keys.bind("remove_note", notes.list, notes.remove, focused=True)

    def _hint_at_keys(self) -> None:
        transport, bar = self.page.transport, self.page.bar
        KeyHint(self.keys, "play_or_pause", transport.play)
        KeyHint(self.keys, "frame_back", transport.back)
        KeyHint(self.keys, "frame_forward", transport.forward)
        KeyHint(self.keys, "same_moment", bar.sync)
        for mode, chooser in bar.modes.items():
            KeyHint(self.keys, mode.value, chooser)

    def _bind_library_keys(self) -> None:
        page = self.library_page
        self.keys.bind("library", self, self.show_library)
        self.keys.bind("new_session", self, self._begin)
        self.keys.bind("leave_library", page, page.left.emit)
        self.keys.bind("search_library", page, page.search.setFocus)
        self.keys.bind("delete_session", page.sessions, page.delete, focused=True)

    def _show_about(self) -> None:
        AboutDialog(self).open()

    def _show_keys(self) -> None:
        dialog = KeysDialog(self.keys, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_library(self) -> None:
        """Show all sessions."""
        self.review.clock.pause()
        self._pages.setCurrentWidget(self.library_page)
        self.library_page.open()

    def show_session(self) -> None:
        """Show the clips and what was found."""
        self._pages.setCurrentWidget(self.page)

    def _begin(self) -> None:
        """A new session; the one that is open is in the library."""
        assert self.keeper is not None
        self.keeper.new()
        self.show_session()

    def _on_offered(self, record: Record) -> None:
        who = record.person.name if record.person else record.title or record.exercise
        self.page.welcome.offer(who)

    def _press_or_play(self) -> None:
        """Space presses the button that the keyboard has chosen, and plays otherwise."""
        chosen = QApplication.focusWidget()
        if isinstance(chosen, QAbstractButton) and SPACE in self.keys.of("play_or_pause"):
            chosen.click()
        else:
            self.review.clock.toggle()

    def _update_actions(self) -> None:
        self._save.setEnabled(self.session.result is not None)
        self._export.setEnabled(any(clip and clip.motion for clip in self.session.clips.values()))

    def _open_samples(self) -> None:
        self.open([SAMPLES[side] for side in Side])

    def _size_text(self, steps: int) -> None:
        text_size.step(steps)
        theme.dress()

    def _choose_file(self, side: Side) -> None:
        endings = " ".join(f"*{suffix}" for suffix in VIDEO_SUFFIXES + MOTION_SUFFIXES)
        kinds = self.tr("Videos and motions ({});;All files (*)").format(endings)
        title = self.tr("Choose the {}'s clip").format(who(side))
        name, _ = QFileDialog.getOpenFileName(self, title, filter=kinds)
        if name:
            self.session.open(side, Path(name))

    def _record(self, side: Side) -> None:
        # Loading Qt's multimedia takes a while.
        from app.views.record_page import record_page

        folder = self.keeper.clips_folder() if self.keeper else None
        page = record_page(side, self.jobs, self, folder)
        page.recorded.connect(partial(self.session.open, side))
        self.keys.bind("record", page, page.press)
        page.open()

    def _save_report(self) -> None:
        if folder := self._chosen_folder(self.tr("Save the report in")):
            self.session.save_report(folder, self.words.correction)

    def _export_motions(self) -> None:
        if folder := self._chosen_folder(self.tr("Export the motions to")):
            self.session.export_motions(folder, self.showing.said)

    def _chosen_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self, title)
        return Path(name) if name else None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the system when it changes its writing or colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            theme.dress()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Everything that runs comes to its end, in order, and none may hold the window for long."""
        self.review.clock.pause()
        if self.keeper and not self.keeper.save() and not self._lose_changes():
            event.ignore()
            return
        if self.trying:
            self.trying.close()
        self.session.cancel()
        self.jobs.shutdown(CLOSE_TIMEOUT_S)
        if self.keeper:
            self.keeper.close()
        self.page.close_clips()
        self._garbage.stop()
        super().closeEvent(event)

    def _lose_changes(self) -> bool:
        """Ask whether to close although the session could not be saved."""
        question = self.tr("The last changes of this session could not be saved. Close all the same?")
        return QMessageBox.question(self, self.windowTitle(), question) == QMessageBox.StandardButton.Yes


def run(paths: Sequence[Path] = ()) -> int:
    """Open the window, with the trainee's and the coach's clip if given; the program's exit code."""
    if not has_display():
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return 1
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Coach")
    theme.apply(app)
    leave_alone()
    window = MainWindow(Library(platformdirs.user_data_path("coach") / "library"), RecentLog().lines)

    # What goes wrong on the window's own thread, or on one without an owner, is shown like everything else.
    def say(error: BaseException | None) -> None:
        if error is not None:
            window.jobs.failed.emit(Failure.of(error, "Coach"))

    sys.excepthook = lambda _, error, __: say(error)
    threading.excepthook = lambda gone: say(gone.exc_value)
    window.open(paths)
    window.show()
    if not paths and preferences().value(TOUR_SEEN) is None:
        window.show_tour()
    return app.exec()
