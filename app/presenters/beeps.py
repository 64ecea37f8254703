"""Beeps: the countdown for people who stand too far away to read it."""

import wave
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

RATE = 44_100
VOLUME = 0.4
# So that nothing clicks.
EDGE_S = 0.01
# Hertz and seconds.
COUNT, GO, END = (660, 0.12), (1320, 0.4), (440, 0.3)


class Beeps(QObject):
    """Short tones; silent on a machine without loudspeakers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = QTemporaryDir()
        self._effects: dict[tuple[int, float], QSoundEffect] = {}
        if QMediaDevices.defaultAudioOutput().isNull():
            return
        for hertz, seconds in (COUNT, GO, END):
            path = Path(self._folder.filePath(f"{hertz}.wav"))
            _write_tone(path, hertz, seconds)
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(path)))
            self._effects[hertz, seconds] = effect

    def play(self, tone: tuple[int, float]) -> None:
        """Sound COUNT, GO or END."""
        if tone in self._effects:
            self._effects[tone].play()


def _write_tone(path: Path, hertz: int, seconds: float) -> None:
    time_s = np.arange(round(seconds * RATE)) / RATE
    edges = np.minimum(1, np.minimum(time_s, seconds - time_s) / EDGE_S)
    samples = VOLUME * edges * np.sin(2 * np.pi * hertz * time_s)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
