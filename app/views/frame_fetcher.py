"""Frame fetcher: pictures of one clip, decoded off the window's thread; the latest request wins."""

import threading

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from capture.errors import CaptureError
from capture.video import Footage

# Enough for a video pane; half the work of full HD.
LONGEST_PX = 960
STOP_TIMEOUT_S = 2.0


class FrameFetcher(QObject):
    """Decodes on its own thread, since a decoder may be used from one only.

    `arrived(QImage, asked_s)`: the picture shown at asked_s; `failed(str)`: the clip cannot be read.
    """

    arrived = Signal(QImage, float)
    failed = Signal(str)
    _decoded = Signal(QImage, float)
    _broken = Signal(str)

    def __init__(self, footage: Footage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted_s: float | None = None
        self._stopping = False
        self._wake = threading.Condition()
        # Relayed once, queued, so that whoever listens does so on the window's thread.
        self._decoded.connect(self.arrived, Qt.ConnectionType.QueuedConnection)
        self._broken.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._decode, args=(footage,), name="frames", daemon=True)
        self._thread.start()

    def fetch(self, time_s: float) -> None:
        """Ask for the picture at time_s; an older request not yet begun is forgotten."""
        with self._wake:
            self._wanted_s = time_s
            self._wake.notify()

    def stop(self) -> None:
        """End the thread; nothing arrives afterwards."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        self._thread.join(STOP_TIMEOUT_S)
        self.blockSignals(True)

    def _decode(self, footage: Footage) -> None:
        try:
            with footage.seeker(LONGEST_PX) as seeker:
                while (time_s := self._next()) is not None:
                    self._decoded.emit(as_image(seeker.frame_at(time_s)), time_s)
        except CaptureError as error:
            self._broken.emit(str(error))

    def _next(self) -> float | None:
        with self._wake:
            self._wake.wait_for(lambda: self._stopping or self._wanted_s is not None)
            wanted_s, self._wanted_s = self._wanted_s, None
            return None if self._stopping else wanted_s


def as_image(rgb: np.ndarray) -> QImage:
    """RGB (H, W, 3) uint8 as a picture that owns its pixels, in the screen's own format."""
    rgb = np.ascontiguousarray(rgb)
    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, rgb.strides[0], QImage.Format.Format_RGB888)
    # So that painting is a plain copy.
    return image.convertToFormat(QImage.Format.Format_RGB32)
