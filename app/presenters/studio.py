"""Studio: cameras, countdown and takes; what the record page shows and does, without widgets."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtMultimedia import QMediaDevices

from app.jobs import JobRunner
from app.preferences import preferences
from app.presenters.beeps import COUNT, END, GO, Beeps
from app.presenters.microphone import Microphone
from app.presenters.permission import Device, ask_for
from capture.errors import CameraError, CaptureError
from capture.live import Camera, DeviceCamera, Feed, Phase, Recording, Take, devices
from capture.video.writer import explained

TICK_MS = 30
# A camera that shows nothing for so long is stuck.
PATIENCE_S = 5.0
# How many cameras can be used at once.
PLACES = 2
# The user's preference: the name of the camera.
CAMERA = "recording/camera"


def plugged_in() -> list[Camera]:
    """The cameras of this machine."""
    return [DeviceCamera(device) for device in devices()]


class Studio(QObject):
    """Runs the chosen cameras and records takes into folder, in files that begin with `name`.

    `cameras_changed`: which there are, or which run; `changed`: anything else that is shown; `ticked`: 30
    times a second; `recorded(list[Path])`: a take is complete, one file for each camera.
    """

    cameras_changed = Signal()
    changed = Signal()
    ticked = Signal()
    recorded = Signal(list)

    def __init__(
        self,
        jobs: JobRunner,
        folder: Path,
        name: str,
        find: Callable[[], list[Camera]] = plugged_in,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.cameras: list[Camera] = []
        self.feeds: list[Feed | None] = [None] * PLACES
        self.take = Take()
        self.said = ""
        self.looked = False
        self.forbidden = False
        self.microphone = Microphone(self)
        self._jobs, self._folder, self._name, self._find = jobs, folder, name, find
        self._recordings: list[Recording] = []
        self._counted = 0
        self._beeps = Beeps(self)
        self._devices = QMediaDevices(self)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._devices.videoInputsChanged.connect(self._look)
        self.microphone.clapped.connect(self._on_clap)

    @property
    def now_s(self) -> float:
        """The clock of cameras and takes."""
        return time.monotonic()

    @property
    def phase(self) -> Phase:
        """Where the take is now."""
        return self.take.phase(self.now_s)

    @property
    def saving(self) -> bool:
        """Whether a take is being written, now or still."""
        return bool(self._recordings)

    @property
    def ready(self) -> bool:
        """Whether a take can begin."""
        return not self.saving and any(feed and feed.running and feed.picture for feed in self.feeds)

    def open(self) -> None:
        """Ask for permission, look for cameras, and run the one that was chosen last, or the first one."""
        self._timer.start()
        ask_for(Device.CAMERA, self, self._on_permission)

    def close(self) -> None:
        """End a take that is under way, and let go of cameras and microphone."""
        self._timer.stop()
        for recording in self._recordings:
            recording.stop(self.now_s)
        self.microphone.close()
        for place in range(PLACES):
            self._run(place, None)
        for recording in self._recordings:
            recording.join()
        self._finish()

    def choose(self, place: int, camera: Camera | None) -> None:
        """Run camera at place (0 or 1), or none there; not while recording."""
        if not self.saving:
            self._run(place, camera)
            if place == 0 and camera is not None:
                preferences().setValue(CAMERA, camera.name)
            self.cameras_changed.emit()

    def set_countdown(self, seconds: float) -> None:
        """From pressing the button to the first picture."""
        self._set(replace(self.take, countdown_s=seconds))

    def set_duration(self, seconds: float) -> None:
        """How long a take lasts; inf: until it is stopped."""
        self._set(replace(self.take, duration_s=seconds))

    def set_claps(self, wanted: bool) -> None:
        """Begin a take, and end it, by two claps."""
        if wanted:
            ask_for(Device.MICROPHONE, self, lambda allowed: self.microphone.open() if allowed else None)
        else:
            self.microphone.close()
        self.changed.emit()

    def press(self) -> None:
        """Begin a take, or end the one that is under way."""
        now_s = self.now_s
        if self.phase in (Phase.COUNTDOWN, Phase.RECORDING):
            self._set(self.take.stop(now_s))
        elif self.ready:
            self._set(self.take.call(now_s))

    def keep(self, seconds: float) -> None:
        """Save the last seconds, as far as they are remembered."""
        if self.ready and self.phase is Phase.IDLE:
            now_s = self.now_s
            self._begin(now_s - seconds)
            for recording in self._recordings:
                recording.stop(now_s)
            self.changed.emit()

    def tick(self) -> None:
        """Let time pass: count, begin, end."""
        now_s = self.now_s
        phase, count = self.take.phase(now_s), self.take.count(now_s)
        if count and count != self._counted:
            self._beeps.play(COUNT)
        self._counted = count
        if phase in (Phase.RECORDING, Phase.DONE) and not self.saving:
            self._beeps.play(GO)
            self._begin(self.take.starts_s)
            self.changed.emit()
        if phase is Phase.DONE:
            for recording in self._recordings:
                recording.stop(self.take.ends_s)
        if self.saving and not any(recording.running for recording in self._recordings):
            self._beeps.play(END)
            self._finish()
        self.ticked.emit()

    def stuck(self, feed: Feed) -> bool:
        """Whether a running camera has shown nothing for a while."""
        return feed.running and self.now_s - feed.heard_s > PATIENCE_S

    def _begin(self, from_s: float) -> None:
        self.said = ""
        feeds = [feed for feed in self.feeds if feed and feed.running and feed.picture]
        try:
            if not feeds:
                raise CameraError(self.tr("There is no camera any more. Plug it in, and try again."))
            with explained(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
            taken = datetime.now().strftime("%Y-%m-%d %H.%M.%S")
            for number, feed in enumerate(feeds, 1):
                ending = "" if number == 1 else self.tr(" camera {}").format(number)
                path = self._folder / f"{self._name} {taken}{ending}.mp4"
                self._recordings.append(Recording(feed, path, from_s))
        except CaptureError as error:
            self.said = str(error)
            self.take = self.take.reset()

    def _finish(self) -> None:
        recordings, self._recordings = self._recordings, []
        self.take = self.take.reset()
        problems = [recording.problem for recording in recordings if recording.problem]
        dropped = sum(recording.dropped for recording in recordings)
        if dropped:
            sentence = self.tr("{} pictures are missing: this machine was too busy. Close other programs.")
            problems.append(sentence.format(dropped))
        self.said = " ".join(problems)
        self.changed.emit()
        if paths := [recording.path for recording in recordings if recording.pictures]:
            self.recorded.emit(paths)

    def _set(self, take: Take) -> None:
        self.take = take
        self.changed.emit()

    def _on_clap(self, clapped_s: float) -> None:
        if self.phase is Phase.RECORDING:
            self._set(self.take.stop(clapped_s))
        elif self.ready and self.phase is Phase.IDLE:
            self._set(self.take.clap(clapped_s))

    def _on_permission(self, allowed: bool) -> None:
        self.forbidden = not allowed
        if allowed:
            self._look()
        else:
            self.cameras_changed.emit()

    def _look(self) -> None:
        self._jobs.start(self.tr("Looking for cameras"), lambda _: self._find(), self._on_found)

    def _on_found(self, cameras: list[Camera]) -> None:
        """Offer them; run the one chosen last at the beginning, and again one that was unplugged since."""
        self.cameras, self.looked = cameras, True
        if not self._timer.isActive():
            return
        for place, feed in enumerate(self.feeds):
            back = [camera for camera in cameras if feed and not feed.running and camera.name == feed.name]
            if back and not self.saving:
                self._run(place, back[0])
        if cameras and not any(self.feeds):
            wanted = preferences().value(CAMERA)
            self._run(0, next((camera for camera in cameras if camera.name == wanted), cameras[0]))
        self.cameras_changed.emit()

    def _run(self, place: int, camera: Camera | None) -> None:
        if (feed := self.feeds[place]) is not None:
            feed.close()
        self.feeds[place] = Feed(camera) if camera else None
