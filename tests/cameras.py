"""A camera that takes a numbered picture exactly when a test says so."""

import queue
import time
from collections.abc import Callable, Iterable

from clips import picture

from capture.live.camera import Pictures, unplugged
from capture.live.feed import Feed

SIZE = (160, 120)
FPS = 30
TIMEOUT_S = 60.0


def wait_until(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + TIMEOUT_S
    while not condition():
        assert time.monotonic() < end_s, "timed out"
        time.sleep(0.001)


class StagedCamera:
    """Picture `number` is taken at time_s(number), in an instant."""

    name = "Staged"

    def __init__(self, began_s: float | None = None) -> None:
        self._began_s = time.monotonic() if began_s is None else began_s
        self._numbers: queue.Queue[int | None] = queue.Queue()

    def time_s(self, number: float) -> float:
        return self._began_s + number / FPS

    def frames(self) -> Pictures:
        while (number := self._numbers.get()) is not None:
            yield self.time_s(number), picture(number, SIZE)
        raise unplugged(self.name)

    def show(self, feed: Feed, numbers: Iterable[int]) -> None:
        """Take these pictures, each when the one before is in the feed's history."""
        for number in numbers:
            self._numbers.put(number)
            wait_until(lambda number=number: feed.history.last_s == self.kept_s(number))

    def show_at_once(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._numbers.put(number)

    def unplug(self) -> None:
        self._numbers.put(None)

    def kept_s(self, number: int) -> float:
        """Its time as the encoder's clock keeps it."""
        return round(self.time_s(number) * 90_000) / 90_000
