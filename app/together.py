"""Several pieces of work at once, which stop together: when one fails, or at Ctrl-C."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import TypeVar

from inference.errors import Cancelled

Result = TypeVar("Result")
Progress = Callable[[float], None]


def together(works: Sequence[tuple[Callable[[Progress], Result], Progress]]) -> list[Result]:
    """Run every work(progress) in a thread of its own; their results in order, or the first one's error.

    A work that is no longer wanted gets Cancelled at its next report of progress.
    """
    stop = threading.Event()

    def stoppable(progress: Progress) -> Progress:
        def report(fraction: float) -> None:
            if stop.is_set():
                raise Cancelled("Stopped.")
            progress(fraction)

        return report

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(work, stoppable(progress)) for work, progress in works]
        try:
            done, _ = wait(futures, return_when=FIRST_EXCEPTION)
            failed = [future for future in futures if future in done and future.exception()]
            return [future.result() for future in failed or futures]
        finally:
            stop.set()
