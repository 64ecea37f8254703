"""Stopwatch: how long each stage of the work took."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


class Stopwatch:
    """Adds up the time spent in each stage; `timings_s` by name, in the order of first use."""

    def __init__(self) -> None:
        self.timings_s: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block; what other stages took meanwhile on this stopwatch is theirs."""
        others_s = sum(self.timings_s.values())
        start_s = time.perf_counter()
        try:
            yield
        finally:
            nested_s = sum(self.timings_s.values()) - others_s
            spent_s = time.perf_counter() - start_s - nested_s
            self.timings_s[name] = self.timings_s.get(name, 0.0) + spent_s

    def waiting_for(self, items: Iterable[Item], name: str) -> Iterator[Item]:
        """The items, with the time it takes to get them counted as a stage."""
        iterator = iter(items)
        while True:
            with self.stage(name):
                try:
                    item = next(iterator)
                except StopIteration:
                    return
            yield item
