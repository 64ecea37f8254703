"""Record settings: which cameras, and how a take begins, lasts and is watched."""

import math
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QSlider

from app.presenters.studio import PLACES, Studio
from app.views.controls import column, label
from capture.live import Camera

COUNTDOWNS_S = (0, 3, 5, 10)
DURATIONS_S = (math.inf, 5, 10, 20, 30, 60)
MOST_DELAY_S = 60
WIDTH_PX = 250


class RecordSettings(QFrame):
    """`delayed(float)`: seconds that the pictures are to be late; `skeleton_wanted(bool)`."""

    delayed = Signal(float)
    skeleton_wanted = Signal(bool)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH_PX)
        self._studio = studio
        self.cameras = [QComboBox() for _ in range(PLACES)]
        for place, box in enumerate(self.cameras):
            box.activated.connect(partial(self._choose, place))
        self.countdown = self._choice(COUNTDOWNS_S, studio.take.countdown_s, studio.set_countdown)
        self.duration = self._choice(DURATIONS_S, studio.take.duration_s, studio.set_duration)
        self.claps = QCheckBox(self.tr("Start and stop by two claps"))
        self.claps.toggled.connect(studio.set_claps)
        self.delay = QSlider(Qt.Orientation.Horizontal)
        self.delay.setRange(0, MOST_DELAY_S)
        self.delay.valueChanged.connect(self._on_delay)
        self._delay_told = label("")
        self.skeleton = QCheckBox(self.tr("Show the skeleton"))
        self.skeleton.toggled.connect(self.skeleton_wanted)
        self._lay_out()
        self._on_delay(0)
        studio.cameras_changed.connect(self.show_cameras)
        studio.changed.connect(self._show_state)

    def _lay_out(self) -> None:
        second = self.tr("Second camera, whose clip is kept beside the first")
        named = (
            (label(self.tr("Camera"), "muted"), self.cameras[0]),
            (label(second, "muted", wraps=True), self.cameras[1]),
            (label(self.tr("Countdown"), "muted"), self.countdown),
            (label(self.tr("Length"), "muted"), self.duration),
            (self._delay_told, self.delay),
        )
        for name, control in named:
            control.setAccessibleName(name.text())
        self.delay.setAccessibleName(self.tr("Delay of the picture in seconds"))
        groups = [column(name, control, gap=4) for name, control in named]
        self.setLayout(column(*groups[:4], self.claps, groups[4], self.skeleton, None, margin=14, gap=14))

    def show_cameras(self) -> None:
        """Offer the cameras that there are; no camera can be in both places."""
        running = [feed.name if feed else None for feed in self._studio.feeds]
        for place, box in enumerate(self.cameras):
            taken = running[1 - place]
            box.clear()
            if place:
                box.addItem(self.tr("None"), None)
            for camera in self._studio.cameras:
                if camera.name != taken:
                    box.addItem(camera.name, camera)
            box.setCurrentIndex(max(0, box.findText(running[place] or "")))
        self.cameras[1].setEnabled(len(self._studio.cameras) > 1)
        self._show_state()

    def _show_state(self) -> None:
        for control in (*self.cameras, self.countdown, self.duration):
            control.setEnabled(not self._studio.saving)
        self.cameras[1].setEnabled(not self._studio.saving and len(self._studio.cameras) > 1)
        there = self._studio.microphone.there
        self.claps.setEnabled(there)
        self.claps.setToolTip("" if there else self.tr("This machine has no microphone."))

    def _choice(
        self, values_s: Sequence[float], current_s: float, chosen: Callable[[float], None]
    ) -> QComboBox:
        box = QComboBox()
        for value_s in values_s:
            box.addItem(self._told(value_s), value_s)
        box.setCurrentIndex(values_s.index(current_s))
        box.currentIndexChanged.connect(lambda index: chosen(values_s[index]))
        return box

    def _told(self, seconds: float) -> str:
        if math.isinf(seconds):
            return self.tr("Until I stop it")
        return self.tr("{} seconds").format(seconds) if seconds else self.tr("None")

    def _choose(self, place: int, index: int) -> None:
        camera: Camera | None = self.cameras[place].itemData(index)
        running = self._studio.feeds[place]
        if (camera.name if camera else None) != (running.name if running and running.running else None):
            self._studio.choose(place, camera)

    def _on_delay(self, seconds: int) -> None:
        self._delay_told.setText(
            self.tr("Picture: {} s late").format(seconds) if seconds else self.tr("Picture: live")
        )
        self.delayed.emit(float(seconds))
