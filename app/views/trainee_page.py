"""Trainee page: the avatar, the words and one button, to be read from three metres."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStackedWidget, QWidget

from app.colours import PERFORMERS, TRAINEE
from app.presenters.again import BY_CLAPS, COUNTDOWNS_S, Again, Stage
from app.presenters.attempts import Attempts
from app.presenters.review import Review
from app.presenters.session import Session
from app.viewport.widget import Viewport
from app.views.attempts_strip import points
from app.views.big_words import LEAST_ARC_MIN, BigWords, type_px
from app.views.controls import button, column, label, row
from app.views.live_view import LiveView

# Of the page's width: what is seen, and what is said.
SEEN, SAID = 5, 6


class TraineePage(QWidget):
    """Fills the screen. `left`: back to the session.

    While it is shown, the loop (Again) may speak and listen; hidden, camera and microphone are off.
    """

    left = Signal()

    def __init__(self, session: Session, review: Review, attempts: Attempts, again: Again) -> None:
        super().__init__()
        self.again = again
        self._session, self._review, self._attempts = session, review, attempts
        self.viewport, self.live = Viewport(), LiveView(TRAINEE)
        self.viewport.setAccessibleName(self.tr("3-D view of trainee and coach"))
        self.live.setAccessibleName(self.tr("Camera"))
        self._seen = QStackedWidget()
        for view in (self.viewport, self.live):
            self._seen.addWidget(view)
        self.words, self.hint, self.score = BigWords(), label(""), label("")
        self.button = button("", again.press, "primary")
        self._shown: tuple[str, ...] = ()
        self._stage: Stage | None = None
        self._lay_out()
        again.changed.connect(self._show_state)
        again.ticked.connect(self._on_tick)
        attempts.changed.connect(self._show_state)
        session.jobs.changed.connect(self._show_state)
        session.compared.connect(self._show_motions)
        review.clock.moved.connect(self._show_time)

    def _lay_out(self) -> None:
        self.hands_free = QCheckBox(self.tr("Hands-free: voice, and two claps to begin"))
        self.hands_free.setChecked(self.again.hands_free)
        self.hands_free.toggled.connect(self.again.set_hands_free)
        self.start = QComboBox()
        for seconds in COUNTDOWNS_S:
            self.start.addItem(self.tr("Begin after {} seconds").format(seconds), seconds)
        self.start.addItem(self.tr("Begin by two claps"), BY_CLAPS)
        self.start.setCurrentIndex(self.start.findData(self.again.start))
        self.start.setAccessibleName(self.tr("How to begin"))
        self.start.activated.connect(lambda _: self.again.set_start(self.start.currentData()))
        back = button(self.tr("Back"), self.left.emit, tip=self.tr("Back to the session (Esc)"))
        top = row(back, None, self.hands_free, self.start, gap=14)
        said = column(self.words, self.hint, gap=12)
        middle = row(self._seen, said, gap=28)
        middle.setStretch(0, SEEN)
        middle.setStretch(1, SAID)
        bottom = row(self.score, None, self.button)
        layout = column(top, middle, bottom, margin=24, gap=18)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The trainee is in front of it."""
        super().showEvent(event)
        self._show_motions()
        self._show_state()
        self.again.enter()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody is in front of it any more, unless the window is only minimised."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.again.leave()
            self.live.watch(None)
            self._review.clock.pause()
            self._stage = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Type follows the screen."""
        super().resizeEvent(event)
        height_px = self.screen().size().height()
        large_px, small_px = type_px(height_px), type_px(height_px, LEAST_ARC_MIN)
        self.score.setStyleSheet(f"font-size: {large_px}px; font-weight: 700")
        self.hint.setStyleSheet(f"font-size: {small_px}px")
        self.button.setStyleSheet(f"font-size: {small_px}px; border-radius: 24px; padding: 16px 56px")

    def _show_motions(self) -> None:
        if not self.isVisible():
            return
        scene = self.viewport.scene
        for name in self._shown:
            scene.remove(name)
        # Not the corrected motion too: three people over each other cannot be told apart from afar.
        motions = {side.value: motion for side, motion in self._session.overlay.items()}
        for name, motion in motions.items():
            scene.add(name, motion, PERFORMERS[name], style="body")
        self._shown = tuple(motions)
        for finding in self._session.findings[:1]:
            for name in self._shown:
                scene.light(name, finding.joints)

    def _show_time(self, time_s: float) -> None:
        if self.isVisible():
            for name in self._shown:
                self.viewport.scene.show(name, time_s)

    def _show_state(self) -> None:
        if not self.isVisible():
            return
        again, stage = self.again, self.again.stage
        feed = again.studio.feeds[0] if again.studio else None
        if self.live.feed is not feed:
            self.live.watch(feed)
        if stage is not self._stage:
            self._stage = stage
            self._play(stage)
        self._seen.setCurrentWidget(self.live if again.studio else self.viewport)
        self.words.say(self._sentences(stage))
        self.hint.setText(self.tr("Clap twice to try again") if again.listening else "")
        self.hint.setVisible(again.listening)
        self.button.setText(self._action(stage))
        self.button.setAccessibleName(self.button.text())
        self.button.setEnabled(stage is not Stage.FOLLOWING and again.possible)
        shown = self._attempts.shown
        self.score.setText(self.tr("Score {}").format(points(shown)) if shown and not again.studio else "")

    def _play(self, stage: Stage) -> None:
        """The avatar moves while there is time for it: recording and following need the machine."""
        if stage is Stage.RESTING and self._session.result is not None:
            self._review.clock.play()
        else:
            self._review.clock.pause()

    def _on_tick(self) -> None:
        studio = self.again.studio
        if studio is not None:
            recording = self.again.stage is Stage.RECORDING
            self.live.show_take(studio.take.count(studio.now_s), recording, "")

    def _sentences(self, stage: Stage) -> tuple[str, ...]:
        match stage:
            case Stage.STARTING:
                return (self.tr("Starting the camera …"),)
            case Stage.WAITING:
                return self.tr("Step into the picture."), self.tr("Two claps begin.")
            case Stage.COUNTDOWN:
                return (self.tr("Step into the picture."),)
            case Stage.RECORDING:
                return (self.tr("Go!"),)
            case Stage.FOLLOWING:
                done = max((job.fraction for job in self._session.jobs.jobs), default=0.0)
                return (self.tr("Looking at your attempt … {:.0f} %").format(100 * done),)
        if not self.again.possible:
            return (self.tr("First open a clip of your coach."),)
        return self.again.words or (self.tr("Do what your coach does. The button begins."),)

    def _action(self, stage: Stage) -> str:
        match stage:
            case Stage.STARTING | Stage.COUNTDOWN:
                return self.tr("Cancel")
            case Stage.WAITING:
                return self.tr("Begin now")
            case Stage.RECORDING:
                return self.tr("Stop")
            case Stage.FOLLOWING:
                return self.tr("One moment")
        return self.tr("Try again") if self._attempts.listed else self.tr("Begin")
