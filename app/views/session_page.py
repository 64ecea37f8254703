"""Session page: two clips, the view over each other, the words and findings, on one clock."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.presenters.arrangement import Arrangement, Mode
from app.presenters.clip import Side
from app.presenters.drawings import Drawings
from app.presenters.measuring import Measuring
from app.presenters.notes import Notes
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.showing import Showing
from app.presenters.speech import Speech
from app.presenters.words import Words
from app.views.clip_pane import ClipPane
from app.views.clips_stage import HANDLE_PX, ClipsStage
from app.views.cue_card import CueAction
from app.views.measure_panel import MeasurePanel
from app.views.notes_panel import NotesPanel
from app.views.overlay_pane import OverlayPane
from app.views.review_bar import ReviewBar
from app.views.sync_panel import SyncPanel
from app.views.transport import Transport
from app.views.welcome import Welcome
from app.views.words_panel import WordsPanel

MARGIN_PX = 14
# Of the page's width: the clips, the view over each other, the words.
SHARES = {
    Mode.BESIDE: (0.47, 0.28, 0.25),
    Mode.STACKED: (0.32, 0.41, 0.27),
    Mode.SUPERPOSED: (0.42, 0.33, 0.25),
    Mode.SOLID: (0.0, 0.73, 0.27),
}


class SessionPage(QWidget):
    """Follows the session and the review, which know nothing of it."""

    def __init__(
        self,
        session: Session,
        review: Review,
        notes: Notes,
        words: Words,
        speech: Speech,
        measuring: Measuring,
        drawings: Drawings,
        try_samples: Callable[[], object],
    ) -> None:
        super().__init__()
        self._session, self._review, self._notes = session, review, notes
        self.welcome = Welcome(try_samples)
        self.panes = {side: ClipPane(side) for side in Side}
        self.arrangement = Arrangement(self)
        self.stage = ClipsStage(self.panes, self.arrangement)
        self.bar = ReviewBar(self.arrangement)
        self.overlay = OverlayPane(session, review)
        self.words_panel = WordsPanel(session, words, review, speech)
        self.notes_panel = NotesPanel(notes)
        self.measure = MeasurePanel(measuring, drawings, session, review)
        self.measure.draw_over({side: self.panes[side].video for side in Side}, self.overlay.viewport)
        self.transport = Transport(review.clock, review.loops)
        self.sync = SyncPanel(session, review)
        self.tabs = QTabWidget()
        self._mode: Mode | None = None
        self._lay_out()
        self._connect()
        self._arrange()
        self._on_chosen()

    def write_note(self) -> None:
        """Let the user write a note on this moment."""
        self.tabs.setCurrentWidget(self.notes_panel)
        self.notes_panel.line.setFocus()

    def show_measurements(self) -> None:
        """Let the user choose what to measure."""
        self.tabs.setCurrentWidget(self.measure)
        self.measure.chooser.search.setFocus()

    def add_strip(self, strip: QWidget) -> None:
        """Put a row above the transport."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.transport), strip)

    def offer_showing(self, showing: Showing) -> None:
        """Let each sentence be shown in 3-D, as the trainee's own movement would be."""
        made = CueAction(
            "show_me", self.tr("Show me"), showing.toggle, showing.shows, showing.why_not, wordy=True
        )
        self.words_panel.add_action(made)
        showing.changed.connect(lambda: self._on_showing(showing))

    def close_clips(self) -> None:
        """Give back what the clips and the 3-D view hold."""
        for pane in self.panes.values():
            pane.video.close_clip()
        self.overlay.close()

    def _make_room(self) -> None:
        """Only the tab in front asks for room: the drawer of another one needs it."""
        for page in (self.words_panel, self.notes_panel, self.measure):
            front = page is self.tabs.currentWidget()
            policy = QSizePolicy.Policy.Preferred if front else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def _lay_out(self) -> None:
        self.tabs.addTab(self.words_panel, self.tr("Words"))
        self.tabs.addTab(self.notes_panel, self.tr("Notes"))
        self.tabs.addTab(self.measure, self.tr("Measure"))
        self.tabs.setDocumentMode(True)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for column in (self.stage, self.overlay, self.tabs):
            self._columns.addWidget(column)
        self._columns.setHandleWidth(HANDLE_PX)
        self._columns.setChildrenCollapsible(False)
        self._rows = QSplitter(Qt.Orientation.Vertical)
        self._rows.setChildrenCollapsible(False)
        for row in (self._columns, self.measure.drawer):
            self._rows.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for section in (self.welcome, self.bar, self._rows, self.transport, self.sync):
            layout.addWidget(section)
        layout.setStretchFactor(self._rows, 1)

    def _connect(self) -> None:
        for pane in self.panes.values():
            pane.video.sized.connect(self._arrange)
        self.arrangement.changed.connect(self._arrange)
        self.bar.syncing.connect(self._review.sync.begin)
        self._review.sync.changed.connect(self._on_synced)
        self._session.clip_changed.connect(self._on_clip_changed)
        self._session.compared.connect(self._on_compared)
        self._review.chosen.connect(self._on_chosen)
        self._review.clock.moved.connect(self._on_moved)
        self._notes.changed.connect(self._on_noted)
        self.tabs.currentChanged.connect(lambda _: self._make_room())

    def _arrange(self) -> None:
        """Large drop zones until both clips are there; then they are laid out as the user likes it."""
        complete = self._session.complete
        self.welcome.setVisible(not complete)
        self.bar.setVisible(complete)
        margin_px = MARGIN_PX if complete else 4 * MARGIN_PX
        self.bar.setContentsMargins(margin_px, MARGIN_PX, margin_px, 0)
        self._columns.setContentsMargins(margin_px, MARGIN_PX, margin_px, margin_px)
        syncing = self._review.sync.active
        self.transport.setVisible(any(self._session.clips.values()) and not syncing)
        portrait = all(pane.video.portrait for pane in self.panes.values())
        mode = self.arrangement.mode(portrait=portrait) if complete else Mode.BESIDE
        mode = Mode.BESIDE if syncing and mode is Mode.SOLID else mode  # moments are found in pictures
        self.stage.arrange(mode)
        self.bar.show_mode(mode)
        if self._mode is not mode or self.overlay.isHidden() == complete:
            self._mode = mode
            self._columns.setSizes([round(share * self.width()) for share in SHARES[mode]])
            self._on_moved(self._review.clock.time_s)
        for part in (self.overlay, self.tabs):
            part.setVisible(complete)

    def _on_clip_changed(self, side: Side) -> None:
        self.panes[side].show_clip(self._session.clips[side])
        self._arrange()
        self._on_moved(self._review.clock.time_s)

    def _on_compared(self) -> None:
        self.overlay.show_motions()
        self.stage.register(self._session.result)
        self._arrange()
        self._on_moved(self._review.clock.time_s)

    def _on_chosen(self) -> None:
        self.overlay.show_lit()
        for pane in self.panes.values():
            pane.video.light(self._review.lit)
        self.transport.set_findings(self._review.spans, self._review.chosen_span)

    def _on_moved(self, time_s: float) -> None:
        if self._mode is not Mode.SOLID:
            for side, pane in self.panes.items():
                pane.video.show_time(self._review.clip_time_s(side, time_s))
        self.overlay.show_time()

    def _on_showing(self, showing: Showing) -> None:
        self.overlay.show_motions()
        self.overlay.feature(*(("trainee", "corrected") if showing.about else ()))
        self.words_panel.show_states()

    def _on_synced(self) -> None:
        self.bar.show_sync(self._review.sync.by_hand)
        self._arrange()
        self._on_moved(self._review.clock.time_s)

    def _on_noted(self) -> None:
        self.transport.line.set_notes(tuple(note.time_s for note in self._notes.notes))
