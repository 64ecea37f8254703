"""Jobs: work off the window's thread, with progress, cancel, and one path for everything that goes wrong."""

import os
import platform
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from capture.errors import CaptureError
from inference.errors import Cancelled, CoachError

# One for each clip, one for the words, and one so that a report can be saved meanwhile.
WORKERS = 4
NICENESS = 5

Report = Callable[[float], None]
Work = Callable[[Report], Any]


@dataclass(frozen=True)
class Failure:
    """What the error dialog shows: what was being done, a sentence for the user, and details to copy."""

    title: str
    message: str
    details: str

    @classmethod
    def of(cls, error: BaseException, title: str) -> "Failure":
        """The failure of the job called title; our own errors already speak to the user."""
        details = "".join(traceback.format_exception(error))
        if isinstance(error, CoachError | CaptureError):
            return cls(title, str(error), details)
        return cls(
            title,
            "Something unexpected went wrong. Your files are untouched; try again, and if it happens once "
            "more, send us the details below.",
            details,
        )


class Job:
    """One piece of work under way: its title for the user, how far it is, and a way to stop it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.fraction = 0.0
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next report of progress."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the user asked it to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise Cancelled when the user asked to stop."""
        if self.cancelled:
            raise Cancelled(f"{self.title}: stopped.")


class JobRunner(QObject):
    """Runs jobs on worker threads and delivers their ends on the thread it lives on.

    `changed`: a job began, moved on or ended; `failed(Failure)`: one ended in an error.
    """

    changed = Signal()
    failed = Signal(Failure)
    _progressed = Signal(object, float)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="job", initializer=give_way)
        self._running: dict[Job, tuple[Future[Any], Callable[[Any], None], Callable[[], None]]] = {}
        # Connected before any thread exists, and queued: emitted by workers, received here.
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that are waiting or under way, oldest first."""
        return tuple(self._running)

    def start(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], None] = lambda _: None,
        stopped: Callable[[], None] = lambda: None,
    ) -> Job:
        """Run work(report) on a worker; then done(result), or stopped() when cancelled or failed, here.

        `report(fraction)` shows progress and raises Cancelled once the user asked for it.
        """
        job = Job(title)

        def report(fraction: float) -> None:
            job.check()
            self._progressed.emit(job, fraction)

        def begin() -> None:
            end: Future[Any] = Future()
            try:
                job.check()
                end.set_result(work(report))
            except BaseException as error:  # noqa: BLE001 - raised again where the end is received
                end.set_exception(error)
            # Not by a callback of the pool's future: that may come after shutdown has waited for it, when
            # this object is no more.
            self._ended.emit(job, end)

        self._running[job] = (self._pool.submit(begin), done, stopped)
        self.changed.emit()
        return job

    def shutdown(self, timeout_s: float) -> bool:
        """Cancel everything and wait at most timeout_s; False when a worker has not come to its end yet."""
        futures = [future for future, _, _ in self._running.values()]
        for job in self._running:
            job.cancel()
        self._running.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)
        # `wait` does not know that those which had not begun have come to their end.
        return not wait([future for future in futures if not future.cancelled()], timeout_s).not_done

    def _on_progressed(self, job: Job, fraction: float) -> None:
        job.fraction = fraction
        self.changed.emit()

    def _on_ended(self, job: Job, end: Future[Any]) -> None:
        if job not in self._running:  # shut down meanwhile
            return
        _, done, stopped = self._running.pop(job)
        error = end.exception()
        if error is None:
            done(end.result())
        else:
            stopped()
            if not isinstance(error, Cancelled):
                self.failed.emit(Failure.of(error, job.title))
        self.changed.emit()


def give_way() -> None:
    """Let pictures and clicks go before this thread's work, and before that of the threads it begins."""
    if platform.system() == "Linux":  # where niceness is each thread's own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
