"""A day's work: windows that open and close leave nothing behind."""

import gc
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from motions import squat
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.main_window import MainWindow
from app.views import theme
from capture.library.library import Library
from inference.motion.files import write_motion

pytestmark = pytest.mark.window
CYCLES, WITH_CLIPS_EVERY = 50, 5
# The first windows fill caches and the allocator's pools.
SETTLED = 20
MOST_MB_A_CYCLE = 0.5


def left_behind() -> dict[str, int]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    alive = [each for each in gc.get_objects() if isinstance(each, QObject) and isValid(each)]
    return {
        "threads": threading.active_count(),
        "timers": sum(isinstance(each, QTimer) and each.isActive() for each in alive),
        "widgets": len(QApplication.allWidgets()),
        "objects": len(alive),
    }


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_fifty_windows_leave_no_threads_timers_widgets_or_memory(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    pair = [tmp_path / "shallow.npz", tmp_path / "deep.npz"]
    for path, depth_rad in zip(pair, (1.1, 1.75), strict=True):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), path)
    theme.apply(qapp)
    counted, memory_mb = [], []
    for cycle in range(CYCLES):
        window = MainWindow(Library(tmp_path / f"library-{cycle}"))
        window.show()
        if cycle % WITH_CLIPS_EVERY == 0:
            window.open(pair)
            qtbot.waitUntil(lambda window=window: window.session.result is not None, timeout=60_000)
            for index in range(window.page.tabs.count()):
                window.page.tabs.setCurrentIndex(index)
                QApplication.processEvents()
        window.close()
        window.deleteLater()
        del window
        counted.append(left_behind())
        memory_mb.append(resident_mb())
    assert counted[-1] == counted[SETTLED]
    slope_mb, _ = np.polyfit(np.arange(CYCLES - SETTLED), memory_mb[SETTLED:], 1)
    assert slope_mb < MOST_MB_A_CYCLE
