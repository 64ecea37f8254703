"""Waiting in tests of the window: the loop runs on until something has happened."""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication


def wait_until(condition: Callable[[], bool], timeout_s: float = 120.0) -> None:
    """Let the window work until the condition holds; fails after timeout_s."""
    end_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end_s, "timed out"
        QApplication.processEvents()
        time.sleep(0.005)
