"""Microphone: listens for claps, and keeps nothing of what it hears."""

import time

import numpy as np
from PySide6.QtCore import QIODevice, QObject, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices

from capture.live.clap import ClapDetector

RATE = 16_000
# How each sample is stored, and full scale.
KINDS = {
    QAudioFormat.SampleFormat.Int16: (np.int16, 2.0**15),
    QAudioFormat.SampleFormat.Int32: (np.int32, 2.0**31),
    QAudioFormat.SampleFormat.Float: (np.float32, 1.0),
}


class Microphone(QObject):
    """Listens while it is open. `clapped(float)`: two claps were heard, the last at that monotonic time."""

    clapped = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None
        self._format = QAudioFormat()
        self._claps: ClapDetector | None = None

    @property
    def there(self) -> bool:
        """Whether this machine has a microphone."""
        return not QMediaDevices.defaultAudioInput().isNull()

    @property
    def listening(self) -> bool:
        """Whether it is open."""
        return self._source is not None

    def open(self) -> None:
        """Begin to listen, if there is a microphone."""
        device = QMediaDevices.defaultAudioInput()
        if self.listening or device.isNull():
            return
        self._format = _format(device)
        self._claps = ClapDetector(self._format.sampleRate())
        self._source = QAudioSource(device, self._format, self)
        self._stream = self._source.start()
        self._stream.readyRead.connect(self._listen)

    def close(self) -> None:
        """Stop listening."""
        if self._source is not None:
            self._source.stop()
            self._source.deleteLater()
        self._source = self._stream = None

    def _listen(self) -> None:
        assert self._stream is not None
        assert self._claps is not None
        sound = samples(bytes(self._stream.readAll().data()), self._format)
        began_s = time.monotonic() - len(sound) / self._format.sampleRate()
        if (clapped_s := self._claps.listen(sound, began_s)) is not None:
            self.clapped.emit(clapped_s)


def samples(stored: bytes, kind: QAudioFormat) -> np.ndarray:
    """Stored sound as mono (N,) float32, full scale 1."""
    number, full_scale = KINDS[kind.sampleFormat()]
    channels = np.frombuffer(stored, number).reshape(-1, kind.channelCount())
    return (channels.mean(axis=1) / full_scale).astype(np.float32)


def _format(device: QAudioDevice) -> QAudioFormat:
    """Mono at RATE if the microphone can, else what it likes best."""
    wanted = QAudioFormat()
    wanted.setSampleRate(RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    if device.isFormatSupported(wanted):
        return wanted
    liked = device.preferredFormat()
    if liked.sampleFormat() not in KINDS:
        liked.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return liked
