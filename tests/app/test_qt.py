import sys

from PySide6.QtCore import QTimer


def test_qt_gives_back_what_it_borrows() -> None:
    """Builds of Qt that take None for immortal lose it call by call, until Python before 3.12 dies of it."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(1000):
        timer.setSingleShot(True)
    assert sys.getrefcount(None) >= before - 100
