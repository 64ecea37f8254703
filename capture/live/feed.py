"""Feed: one running camera; its picture of now, and its last minute."""

import queue
import threading
import time
from collections import deque
from contextlib import closing

import numpy as np

from capture.errors import CaptureError
from capture.live.camera import Camera
from capture.live.encoder import Encoder
from capture.live.history import History

# Pictures that wait for the encoder: half a second, and half a second more that a crash would cost.
WAITING = 15
# Pictures over which the rate is measured.
RATE_OVER = 30
REMEMBERED_DROPS = 10_000
STOP_TIMEOUT_S = 2.0


class Feed:
    """Runs a camera until closed: reads it on one thread, compresses on another.

    `picture`: the newest (monotonic seconds, RGB); `heard_s`: when it came; `history`: the last minute;
    `encoder`: None before the first picture; `dropped_s`: when those were taken that this machine was too
    busy to keep; `error`: why the camera ended.
    """

    def __init__(self, camera: Camera) -> None:
        self.name = camera.name
        self.heard_s = time.monotonic()
        self.picture: tuple[float, np.ndarray] | None = None
        self.history = History()
        self.encoder: Encoder | None = None
        self.dropped_s: deque[float] = deque(maxlen=REMEMBERED_DROPS)
        self.error: CaptureError | None = None
        self._camera = camera
        self._taken_s: deque[float] = deque(maxlen=RATE_OVER)
        self._waiting: queue.Queue[tuple[float, np.ndarray] | None] = queue.Queue(WAITING)
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=work, name=f"{part} of {camera.name}", daemon=True)
            for part, work in (("camera", self._grab), ("encoder", self._encode))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def fps(self) -> float:
        """Pictures a second that the camera gives; 0 before there are two."""
        taken_s = tuple(self._taken_s)
        return (len(taken_s) - 1) / (taken_s[-1] - taken_s[0]) if len(taken_s) > 1 else 0.0

    @property
    def running(self) -> bool:
        """Whether the camera is still there."""
        return self._threads[0].is_alive()

    def close(self) -> None:
        """Let go of the camera; its history can still be read."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_TIMEOUT_S)

    def _grab(self) -> None:
        try:
            with closing(self._camera.frames()) as frames:
                for time_s, rgb in frames:
                    if self._stopping.is_set():
                        return
                    self._take(time_s, rgb)
        except CaptureError as error:
            self.error = error
        finally:
            self._waiting.put(None)

    def _take(self, time_s: float, rgb: np.ndarray) -> None:
        if self.encoder is None:
            height, width = rgb.shape[:2]
            self.encoder = Encoder((width, height))
        self.picture, self.heard_s = (time_s, rgb), time.monotonic()
        self._taken_s.append(time_s)
        try:
            self._waiting.put_nowait((time_s, rgb))
        except queue.Full:
            self.dropped_s.append(time_s)

    def _encode(self) -> None:
        try:
            while (picture := self._waiting.get()) is not None:
                assert self.encoder is not None
                for packet in self.encoder.encode(*picture):
                    self.history.append(packet)
        finally:
            self.history.close()
