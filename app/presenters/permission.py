"""Permission: what the system lets this program use, asked for where the system asks."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QCameraPermission, QCoreApplication, QMicrophonePermission, QObject, Qt


class Device(Enum):
    """What needs the user's permission."""

    CAMERA = QCameraPermission
    MICROPHONE = QMicrophonePermission


def ask_for(device: Device, asker: QObject, answer: Callable[[bool], object]) -> None:
    """Call answer(allowed), at once or when the user has decided, unless asker is gone by then."""
    app = QCoreApplication.instance()
    assert app is not None
    permission = device.value()
    if app.checkPermission(permission) is Qt.PermissionStatus.Granted:
        answer(True)
    else:
        app.requestPermission(
            permission, asker, lambda given: answer(given.status() is Qt.PermissionStatus.Granted)
        )
