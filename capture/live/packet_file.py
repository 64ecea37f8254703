"""Packet file: compressed pictures written as they come, into an MP4 that can be opened whatever happens."""

import time
from pathlib import Path
from types import TracebackType

import av
from av.packet import Packet
from av.video.stream import VideoStream

from capture.errors import VideoWriteError
from capture.live.encoder import CLOCK, LivePacket
from capture.video.reader import TAKEN_S
from capture.video.writer import explained

# While it grows, the file consists of fragments that need nothing after them; closing it adds the one index
# of a plain MP4 (OBS Studio's “hybrid MP4”).
FRAGMENT_S = 0.5
OPTIONS = {
    "movflags": "hybrid_fragmented+use_metadata_tags",
    "frag_duration": str(round(FRAGMENT_S * 1e6)),
    "flush_packets": "1",
}
# How long the last picture lasts, which no other follows.
LAST_S = 1 / 30


class PacketFile:
    """Context manager that writes pictures like `stream`'s to a new file; the first must be a key frame.

    What is written stays, whatever ends the program: all but the last FRAGMENT_S. The file notes when its
    first picture was taken (VideoInfo.taken_s). Raises VideoWriteError, also if the file exists.
    """

    def __init__(self, path: Path, stream: VideoStream) -> None:
        self._path = path
        self._template = stream
        self._first_s: float | None = None
        self._pending: LivePacket | None = None

    def __enter__(self) -> "PacketFile":
        if self._path.exists():
            raise VideoWriteError(f"There is already a file “{self._path.name}”. Choose another name.")
        with explained(self._path):
            self._container = av.open(f"file:{self._path.absolute()}", "w", format="mp4", options=OPTIONS)
        self._stream = self._container.add_stream_from_template(self._template)
        return self

    def write(self, packet: LivePacket) -> None:
        """Append one picture, taken later than those before."""
        if self._first_s is None:
            self._first_s = packet.time_s
            taken_s = time.time() - time.monotonic() + packet.time_s
            self._container.metadata[TAKEN_S] = f"{taken_s:.6f}"
        if self._pending is not None:
            self._mux(self._pending, packet.time_s - self._pending.time_s)
        self._pending = packet

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._pending is not None and kind is None:
                self._mux(self._pending, LAST_S)
        finally:
            with explained(self._path):
                self._container.close()

    def _mux(self, packet: LivePacket, duration_s: float) -> None:
        muxed = Packet(packet.data)
        assert self._first_s is not None
        muxed.pts = muxed.dts = round((packet.time_s - self._first_s) / CLOCK)
        muxed.duration = round(duration_s / CLOCK)
        muxed.time_base = CLOCK
        muxed.is_keyframe = packet.is_key
        muxed.stream = self._stream
        with explained(self._path):
            self._container.mux(muxed)
