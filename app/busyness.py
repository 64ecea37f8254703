"""Busyness: how long the window's thread was busy at a stretch, when it could not answer the user."""

import time

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 5


class Busyness(QObject):
    """Measures from its first tick on; use it on the window's thread.

    `doing`: what is going on now; `stretches`: what was going on, and for how many seconds of the thread's
    own time it did not come back to its events. Time in which other threads or programs had the processor is
    not in it: it says how fast the machine is, not how well the window behaves.
    """

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.stretches: list[tuple[str, float]] = []
        self._last_s: float | None = None
        self._timer = QTimer(self, interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def busy_s(self) -> list[float]:
        """All stretches, in seconds."""
        return [stretch_s for _, stretch_s in self.stretches]

    def worst(self) -> dict[str, float]:
        """The longest stretch, in seconds, of everything that went on, in its order."""
        worst: dict[str, float] = {}
        for doing, stretch_s in self.stretches:
            worst[doing] = max(stretch_s, worst.get(doing, 0.0))
        return worst

    def _tick(self) -> None:
        now_s = time.thread_time()
        if self._last_s is not None:
            self.stretches.append((self.doing, now_s - self._last_s))
        self._last_s = now_s
