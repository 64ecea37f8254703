"""History: the last seconds of one camera, compressed, for everybody who comes later."""

import threading
from collections import deque
from itertools import islice

from capture.live.encoder import LivePacket

SPAN_S = 75.0
# A minute of 720p is about 30 MB; more than this is never kept, whatever the camera shows.
MAX_BYTES = 256_000_000


class History:
    """Ring buffer of compressed pictures, from a key frame on; for one writer and many readers.

    Pictures are numbered from 0 on; the oldest are forgotten, whole groups from key frame to key frame at a
    time, beyond span_s seconds or max_bytes.
    """

    def __init__(self, span_s: float = SPAN_S, max_bytes: int = MAX_BYTES) -> None:
        self._span_s, self._max_bytes = span_s, max_bytes
        self._packets: deque[LivePacket] = deque()
        self._keys: deque[int] = deque()
        self._first = 0
        self._changed = threading.Condition()
        self._closed = False
        self.bytes = 0

    @property
    def first_s(self) -> float | None:
        """When the oldest picture was taken; None if there is none."""
        with self._changed:
            return self._packets[0].time_s if self._packets else None

    @property
    def last_s(self) -> float | None:
        """When the newest picture was taken; None if there is none."""
        with self._changed:
            return self._packets[-1].time_s if self._packets else None

    def append(self, packet: LivePacket) -> None:
        """Keep one more picture, later than all before."""
        with self._changed:
            if packet.is_key:
                self._keys.append(self._first + len(self._packets))
            self._packets.append(packet)
            self.bytes += len(packet.data)
            while len(self._keys) > 1 and self._too_much():
                self._forget_group()
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing will be added any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def number_at(self, time_s: float) -> int:
        """Number of the last key frame at or before time_s, or of the oldest one."""
        with self._changed:
            found = self._first
            for number in self._keys:
                if self._packets[number - self._first].time_s > time_s:
                    break
                found = number
            return found

    def since(self, number: int, timeout_s: float) -> tuple[int, list[LivePacket]] | None:
        """The pictures from number on, with the number of the first; waits up to timeout_s if there is none.

        The first is a later key frame if the one asked for is forgotten. None when the camera is closed and
        nothing is left.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._end > number, timeout_s)
            if self._closed and self._end <= number:
                return None
            first = max(number, self._first)
            return first, list(islice(self._packets, first - self._first, None))

    @property
    def _end(self) -> int:
        return self._first + len(self._packets)

    def _too_much(self) -> bool:
        # What is left after forgetting must still reach back as far as promised.
        second_s = self._packets[self._keys[1] - self._first].time_s
        return self.bytes > self._max_bytes or self._packets[-1].time_s - second_s > self._span_s

    def _forget_group(self) -> None:
        self._keys.popleft()
        while self._first < self._keys[0]:
            self.bytes -= len(self._packets.popleft().data)
            self._first += 1
