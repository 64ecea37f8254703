"""Live fetcher: a running camera's pictures for the screen, of now or of some seconds ago."""

import threading
import time

import cv2
import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from app.views.frame_fetcher import LONGEST_PX, as_image
from capture.live import DelayedView, Feed

PERIOD_S = 1 / 30
STOP_TIMEOUT_S = 2.0


class LiveFetcher(QObject):
    """Looks at a feed `delay_s` behind, on its own thread, as often as whoever listens can show.

    `arrived(QImage, taken_s)`: the next picture, and when it was taken; an empty one if that long ago there
    was none.
    """

    arrived = Signal(QImage, float)
    _fetched = Signal(QImage, float)

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.delay_s = 0.0
        self._feed = feed
        self._shown = threading.Event()
        self._shown.set()
        self._stopping = threading.Event()
        self._fetched.connect(self._on_fetched, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="live pictures", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; nothing arrives afterwards."""
        self._stopping.set()
        self._shown.set()
        self._thread.join(STOP_TIMEOUT_S)
        self.blockSignals(True)

    def _on_fetched(self, image: QImage, taken_s: float) -> None:
        self.arrived.emit(image, taken_s)
        self._shown.set()

    def _run(self) -> None:
        delayed = DelayedView(self._feed)
        latest: np.ndarray | None = None
        while not self._stopping.wait(PERIOD_S):
            self._shown.wait()
            taken_s, rgb = self._look(delayed)
            if rgb is not latest:
                latest = rgb
                self._shown.clear()
                self._fetched.emit(QImage() if rgb is None else as_image(_shrunk(rgb)), taken_s)

    def _look(self, delayed: DelayedView) -> tuple[float, np.ndarray | None]:
        if self.delay_s:
            wanted_s = time.monotonic() - self.delay_s
            return wanted_s, delayed.picture_at(wanted_s)
        return self._feed.picture or (time.monotonic(), None)


def _shrunk(rgb: np.ndarray) -> np.ndarray:
    height, width = rgb.shape[:2]
    scale = LONGEST_PX / max(height, width)
    if scale >= 1:
        return rgb
    return cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
