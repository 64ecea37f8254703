"""Recording: what one camera sees, from one moment to another, past or future, in a file."""

import math
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from capture.errors import CaptureError, VideoWriteError
from capture.live.encoder import LivePacket
from capture.live.feed import Feed
from capture.live.packet_file import PacketFile

# Below this a recording ends, so that the system and the session still have room.
LEAST_FREE_BYTES = 500_000_000
WATCH_EVERY_S = 1.0
WAIT_S = 0.25
# How long after the end its pictures may still come.
PATIENCE_S = 2.0


def free_bytes(folder: Path) -> int:
    """Room left on the disk of folder."""
    return shutil.disk_usage(folder).free


class Recording:
    """Writes a feed's pictures from from_s on (monotonic seconds) to path, on its own thread, until stopped.

    from_s may lie in the past, as far as the feed's history reaches; the file begins at the last key frame
    before it. Cameras recorded together are given the same times, and their files note when they began
    (VideoInfo.taken_s). Raises VideoWriteError when there is no room to begin with.

    `pictures` are written, the first and last of which were taken at `first_s` and `last_s`; `problem` is a
    sentence on why it ended before it was stopped; "" if all is well.
    """

    def __init__(
        self, feed: Feed, path: Path, from_s: float, room: Callable[[Path], int] = free_bytes
    ) -> None:
        self.path = path
        self.pictures = 0
        self.first_s = self.last_s = from_s
        self.problem = ""
        self._feed, self._from_s, self._room = feed, from_s, room
        self._until_s = math.inf
        self._watched_s = -math.inf
        self._forgotten = 0
        if not path.parent.is_dir():
            raise VideoWriteError(f"There is no folder “{path.parent}”. Choose another one.")
        if room(path.parent) < LEAST_FREE_BYTES:
            raise VideoWriteError("The disk is nearly full. Free some space, or choose another folder.")
        self._thread = threading.Thread(target=self._run, name=f"recording {path.name}", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it still writes."""
        return self._thread.is_alive()

    @property
    def dropped(self) -> int:
        """Pictures between its first and last that this machine was too busy to write."""
        return self._forgotten + sum(
            self.first_s <= at_s <= self.last_s for at_s in tuple(self._feed.dropped_s)
        )

    def stop(self, at_s: float) -> None:
        """End with the last picture taken at or before at_s (monotonic seconds)."""
        self._until_s = at_s

    def join(self) -> None:
        """Wait until the file is complete."""
        self._thread.join()

    def _run(self) -> None:
        packets = self._packets()
        try:
            first = next(packets, None)
            if first is None:
                self.problem = self.problem or f"The camera “{self._feed.name}” gave no picture."
                return
            self.first_s = first.time_s
            assert self._feed.encoder is not None
            with PacketFile(self.path, self._feed.encoder.stream) as file:
                for packet in chain([first], packets):
                    file.write(packet)
                    self.pictures += 1
                    self.last_s = packet.time_s
        except CaptureError as error:
            self.problem = str(error)

    def _packets(self) -> Iterator[LivePacket]:
        """The pictures to be written, as they come."""
        history = self._feed.history
        number = history.number_at(self._from_s)
        while self._has_room():
            found = history.since(number, WAIT_S)
            if found is None:
                self.problem = str(self._feed.error or "")
                return
            first, packets = found
            if self.pictures:
                self._forgotten += first - number
            for packet in packets:
                if packet.time_s > self._until_s:
                    return
                yield packet
            if not packets and time.monotonic() > self._until_s + PATIENCE_S:
                return
            number = first + len(packets)

    def _has_room(self) -> bool:
        now_s = time.monotonic()
        if now_s - self._watched_s < WATCH_EVERY_S:
            return True
        self._watched_s = now_s
        if self._room(self.path.parent) >= LEAST_FREE_BYTES:
            return True
        self.problem = "The disk is nearly full, so the recording was ended; what was recorded is kept."
        return False
