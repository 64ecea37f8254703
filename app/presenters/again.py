"""Try again: records the next attempt against the same coach's clip, and says what came of it.

One press leads from a result to the next one; hands-free, two claps do.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.jobs import Failure
from app.preferences import preferences
from app.presenters.attempts import Attempts
from app.presenters.clip import Side
from app.presenters.keeping import Keeper
from app.presenters.microphone import Microphone
from app.presenters.permission import Device, ask_for
from app.presenters.session import Session
from app.presenters.speech import Speech
from app.presenters.studio import Studio, plugged_in
from capture.errors import CaptureError
from capture.live import Camera, Phase

# A trainee begins later than the coach did, and moves more slowly.
MARGIN_S = 3.0
# From pressing the button to the first picture; BY_CLAPS: from two claps on.
COUNTDOWNS_S = (3, 5, 10)
BY_CLAPS = 0
USUAL_COUNTDOWN_S = 5
# What is counted aloud.
SPOKEN_COUNTS = 3
# Of the progress; more would be forgotten before the next attempt.
SPOKEN_SENTENCES = 2
# The user's preferences.
START, HANDS_FREE = "again/start", "again/hands_free"


class Stage(StrEnum):
    """Where the loop is."""

    RESTING = "resting"
    STARTING = "starting"
    WAITING = "waiting"
    COUNTDOWN = "countdown"
    RECORDING = "recording"
    FOLLOWING = "following"


class Again(QObject):
    """The loop of attempts. find: the cameras there are.

    `studio` runs while an attempt is being recorded; `said`: a sentence on why there is none; `flaw`: on what
    is wrong with the take that there is; "" if all is well. `changed`: another stage or sentence; `ticked`:
    30 times a second while the camera runs.
    It speaks and listens between `enter` and `leave`.
    """

    changed = Signal()
    ticked = Signal()

    def __init__(
        self,
        attempts: Attempts,
        session: Session,
        keeper: Keeper,
        speech: Speech,
        find: Callable[[], list[Camera]] = plugged_in,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.studio: Studio | None = None
        self.ear = Microphone(self)
        self.said = self.flaw = ""
        self._attempts, self._session, self._speech = attempts, session, speech
        self._keeper, self._find = keeper, find
        self._followed: Path | None = None
        self._entered = self._interrupted = False
        self._counted = 0
        attempts.changed.connect(self._on_attempts_changed)
        # After a failure has been told, which says more.
        session.changed.connect(self._on_session_changed, Qt.ConnectionType.QueuedConnection)
        session.jobs.failed.connect(self._on_failed)
        speech.changed.connect(self._listen)
        self.ear.clapped.connect(lambda _: self.press())

    @property
    def stage(self) -> Stage:
        """Where the loop is now."""
        if self.studio is None:
            return Stage.FOLLOWING if self._followed else Stage.RESTING
        match self.studio.phase:
            case Phase.IDLE if not self.studio.saving:
                return Stage.WAITING if self.by_claps and self.studio.ready else Stage.STARTING
            case Phase.COUNTDOWN:
                return Stage.COUNTDOWN
            case _:
                return Stage.RECORDING

    @property
    def possible(self) -> bool:
        """Whether there is a coach's clip to try."""
        return self._session.clips[Side.COACH] is not None

    @property
    def start(self) -> int:
        """How a take begins: after so many seconds, or BY_CLAPS."""
        kept = preferences().value(START)
        known = [str(choice) for choice in (*COUNTDOWNS_S, BY_CLAPS)]
        return int(kept) if str(kept) in known else USUAL_COUNTDOWN_S

    def set_start(self, start: int) -> None:
        """Begin takes after so many seconds (of COUNTDOWNS_S), or BY_CLAPS."""
        preferences().setValue(START, start)
        self.changed.emit()

    @property
    def by_claps(self) -> bool:
        """Whether takes begin by claps, which takes a microphone."""
        return self.start == BY_CLAPS and self.ear.there

    @property
    def hands_free(self) -> bool:
        """Whether everything is spoken, and two claps lead to the next attempt."""
        return str(preferences().value(HANDS_FREE)) == "true"

    def set_hands_free(self, wanted: bool) -> None:
        """Speak, and listen for claps after each attempt, or not."""
        preferences().setValue(HANDS_FREE, "true" if wanted else "false")
        self._listen()
        self.changed.emit()

    @property
    def listening(self) -> bool:
        """Whether two claps would begin the next attempt."""
        return self.ear.listening

    @property
    def words(self) -> tuple[str, ...]:
        """What is wrong with the take, what came closer and what not, then what to do next; or `said`."""
        if self.said:
            return (self.said,)
        flaw = (self.flaw,) if self.flaw else ()
        correction = self._keeper.said()
        following = correction.sentences[:1] if correction else ()
        return (*flaw, *self._attempts.told[:SPOKEN_SENTENCES], *(sentence.text for sentence in following))

    def press(self) -> None:
        """The one button: begin, or call off, or end what is being recorded."""
        match self.stage:
            case Stage.RESTING:
                self._begin()
            case Stage.STARTING | Stage.COUNTDOWN:
                self._call_off()
            case Stage.WAITING | Stage.RECORDING:
                assert self.studio is not None
                self.studio.press()

    def enter(self) -> None:
        """The trainee is there: speak, and listen, as far as that is wanted."""
        self._entered = True
        self._listen()

    def leave(self) -> None:
        """Fall silent and let go of the camera; what is being recorded is ended, and becomes an attempt."""
        self._fall_silent()
        if self.stage is Stage.RECORDING:
            self.press()
        elif self.studio is not None:
            self._call_off()

    def close(self) -> None:
        """Let go of everything: the window is closing. What was recorded is kept in the folder."""
        self._fall_silent()
        if self.studio is not None:
            self._close_studio()

    def _fall_silent(self) -> None:
        self._entered = False
        self._speech.stop()
        self._listen()

    def _begin(self) -> None:
        coach = self._session.clips[Side.COACH]
        self.said = self.flaw = ""
        self.ear.close()
        if coach is None:
            self._fail(self.tr("There is no coach's clip to try. Open one first."))
            return
        try:
            folder = self._keeper.clips_folder()
        except CaptureError as error:
            self._fail(str(error))
            return
        self._interrupted = self._session.working
        if self._interrupted:
            self._session.cancel()  # the camera needs the machine now
        self.studio = Studio(self._session.jobs, folder, self.tr("Trainee"), self._find, self)
        start_s, end_s = coach.span
        self.studio.set_duration(end_s - start_s + MARGIN_S)
        self.studio.set_countdown(float(self.start or USUAL_COUNTDOWN_S))
        if self.hands_free or self.by_claps:
            self.studio.set_claps(True)
        self.studio.ticked.connect(self._on_tick)
        self.studio.changed.connect(self.changed)
        self.studio.cameras_changed.connect(self.changed)
        self.studio.recorded.connect(self._on_recorded)
        self.studio.open()
        prompt = self.tr("Step into the picture.")
        self._say(self.tr("{} Then clap twice.").format(prompt) if self.by_claps else prompt)
        self.changed.emit()

    def _on_tick(self) -> None:
        if self.studio is None:
            return
        if problem := self._problem(self.studio):
            self._call_off()
            self._fail(problem)
            return
        if self.stage is Stage.STARTING and self.studio.ready:
            self.studio.press()
        count = self.studio.take.count(self.studio.now_s)
        if count != self._counted and 0 < count <= SPOKEN_COUNTS:
            self._say(str(count))
        self._counted = count
        self.ticked.emit()

    def _problem(self, studio: Studio) -> str:
        """Why there will be no take; "" if nothing is in its way."""
        if studio.saving:
            return ""
        if studio.forbidden:
            return self.tr("Coach may not use the camera. Allow it in the system's settings, under privacy.")
        if studio.looked and not studio.cameras:
            return self.tr("No camera was found. Plug one in, and try again.")
        feed = studio.feeds[0]
        if feed is not None and feed.error is not None:
            return str(feed.error)
        if feed is not None and studio.stuck(feed):
            return self.tr("The camera shows nothing. Unplug it, plug it in again, and try again.")
        return studio.said

    def _on_recorded(self, paths: list[Path]) -> None:
        assert self.studio is not None
        self.flaw = self.studio.said
        self._close_studio()
        self._followed = paths[0]
        self._session.open(Side.TRAINEE, paths[0])
        self._say(self.flaw or self.tr("Done. One moment."))
        self.changed.emit()

    def _close_studio(self) -> None:
        """Let go of the camera as soon as the studio has told everybody what it was telling."""
        studio, self.studio = self.studio, None
        assert studio is not None
        studio.ticked.disconnect(self._on_tick)
        studio.recorded.disconnect(self._on_recorded)
        studio.close()
        QTimer.singleShot(0, studio.deleteLater)

    def _call_off(self) -> None:
        """There will be no take: the work goes on that the camera interrupted."""
        self._close_studio()
        if self._interrupted:
            self._session.resume()
        self.changed.emit()

    def _on_attempts_changed(self) -> None:
        result = self._session.result
        if self._followed is None or result is None or result.trainee.path != self._followed:
            return
        words = " ".join(self.words)
        if not self._attempts.comparing:
            self._followed = None
            self._tell(words)

    def _on_session_changed(self) -> None:
        if self._followed is not None and self._session.can_continue:
            self._fail(self.tr("The attempt is kept, but was not looked at to the end. Go on, or try again."))

    def _on_failed(self, failure: Failure) -> None:
        if self._followed is not None and not self._session.working:
            self._fail(failure.message)

    def _fail(self, sentence: str) -> None:
        self.said, self._followed = sentence, None
        self._tell(sentence)

    def _tell(self, text: str) -> None:
        """Say it, and then listen for the next attempt."""
        self._say(text)
        self._listen()
        self.changed.emit()

    def _say(self, text: str) -> None:
        if self.hands_free and self._entered:
            self._speech.say(text)

    def _listen(self) -> None:
        """Listen for claps when it is their turn: after the words, while nothing is spoken."""
        wanted = self.hands_free and self._entered and self.stage is Stage.RESTING
        if wanted and not self._speech.speaking:
            ask_for(Device.MICROPHONE, self, lambda allowed: self._open_ear() if allowed else None)
        else:
            self.ear.close()
            self.changed.emit()

    def _open_ear(self) -> None:
        self.ear.open()
        self.changed.emit()
