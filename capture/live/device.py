"""The cameras of this machine: which there are, and their pictures with the driver's own times."""

import logging
import platform
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet

from capture.errors import CameraError
from capture.live.camera import Pictures, unplugged
from capture.video.rgb import ToRgb

# libavdevice's name of each system's camera interface, and how it writes the address of a camera.
SYSTEMS = {"Linux": ("v4l2", "{}"), "Darwin": ("avfoundation", "{}:none"), "Windows": ("dshow", "video={}")}
# What is asked of a camera, in turn, until it agrees: 720p at 30 pictures a second is compressed on the USB
# cameras that have it at all; drivers refuse what they do not know.
WANTED = {"video_size": "1280x720", "framerate": "30"}
COMPRESSED = {"v4l2": {"input_format": "mjpeg"}, "dshow": {"vcodec": "mjpeg"}}
# DirectShow drops pictures when two uncompressed ones do not fit its buffer.
MORE_ROOM = {"dshow": {"rtbufsize": "200M"}}
# A stamp this close before now is already of the monotonic clock (Linux).
SAME_CLOCK_S = 1.0
# Two pictures are never taken in the same instant.
LEAST_STEP_S = 1e-4
_log = logging.getLogger(__name__)


class Device(NamedTuple):
    """A camera of this machine: address for the system, name for people."""

    address: str
    name: str


def devices() -> list[Device]:
    """The cameras of this machine, the system's default one first; empty if there are none."""
    system, _ = _system()
    try:
        found = av.enumerate_input_devices(system)
    except (ValueError, OSError, NotImplementedError) as error:
        _log.info("The cameras cannot be listed: %s", error)
        return []
    seen = [device for device in found if not device.media_types or "video" in device.media_types]
    seen.sort(key=lambda device: not device.is_default)
    return _told_apart([Device(device.name, device.description or device.name) for device in seen])


class DeviceCamera:
    """A camera plugged into this machine; `system` is libavdevice's interface, None the usual one."""

    def __init__(self, device: Device, system: str | None = None) -> None:
        self.name = device.name
        usual, form = _system()
        self._system = system or usual
        self._address = device.address if system else form.format(device.address)

    def frames(self) -> Pictures:
        """Its pictures as they are taken; see Camera."""
        clock, to_rgb = StampClock(), ToRgb()
        with self._open() as container:
            stream = container.streams.video[0]
            for packet in self._packets(container):
                try:
                    frames = stream.decode(packet)
                except av.FFmpegError as error:
                    _log.info("A picture of %s cannot be read: %s", self.name, error)
                    continue
                for frame in frames:
                    taken_s = clock.monotonic_s(frame.time, time.monotonic())
                    yield taken_s, to_rgb(frame)

    def _packets(self, container: InputContainer) -> Iterator[Packet]:
        try:
            yield from container.demux(video=0)
        except av.FFmpegError as error:
            raise unplugged(self.name) from error
        raise unplugged(self.name)

    def _open(self) -> InputContainer:
        more_room = MORE_ROOM.get(self._system, {})
        compressed = COMPRESSED.get(self._system, {})
        for options in (WANTED | compressed, WANTED, {}):
            try:
                return av.open(self._address, format=self._system, options=more_room | options)
            except (av.FFmpegError, ValueError) as error:
                refused = error
                _log.info("The camera %s refuses %s: %s", self.name, options, error)
        raise CameraError(
            f"The camera “{self.name}” cannot be opened. Close other programs that use it, allow this "
            "program to use the camera in the system's settings, or plug it in again."
        ) from refused


@dataclass
class StampClock:
    """Carries a driver's time stamps over to the monotonic clock.

    A stamp of another clock lies behind its picture's arrival by what that clock is off and by the delay; the
    least delay seen so far stands for the offset.
    """

    _offset_s: float | None = None
    _latest_s: float = -np.inf

    def monotonic_s(self, stamp_s: float | None, arrived_s: float) -> float:
        """When the picture stamped stamp_s was taken; rises with every call."""
        if stamp_s is None:
            taken_s = arrived_s
        else:
            if self._offset_s is None:
                same = 0 <= arrived_s - stamp_s < SAME_CLOCK_S
                self._offset_s = 0.0 if same else arrived_s - stamp_s
            self._offset_s = min(self._offset_s, arrived_s - stamp_s)
            taken_s = stamp_s + self._offset_s
        self._latest_s = max(taken_s, self._latest_s + LEAST_STEP_S)
        return self._latest_s


def _told_apart(cameras: list[Device]) -> list[Device]:
    """The same cameras; of several with one name the later ones are numbered."""
    before = Counter[str]()
    told = []
    for address, name in cameras:
        before[name] += 1
        told.append(Device(address, f"{name} {before[name]}" if before[name] > 1 else name))
    return told


def _system() -> tuple[str, str]:
    return SYSTEMS.get(platform.system(), SYSTEMS["Linux"])
