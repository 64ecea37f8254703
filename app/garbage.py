"""Garbage: Python's cyclic collector, kept on the window's thread.

Wrappers of Qt objects must not be destroyed by a worker that happens to allocate when the collector is due
(PYSIDE-810), so the automatic collector rests and a timer on the window's thread does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000
# A young collection takes well under a millisecond; everything is looked at once in this many.
FULL_EVERY = 30


def leave_alone() -> None:
    """What there is now lives as long as the program, and need not be looked at again: call it once.

    What a window is made of must not be among it, or it would stay when the window is closed.
    """
    gc.collect()
    gc.freeze()


class GarbageCollector(QObject):
    """Collects now and then for as long as it lives; `stop` hands back to the automatic collector."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        self._rounds += 1
        gc.collect(2 if self._rounds % FULL_EVERY == 0 else 1)
