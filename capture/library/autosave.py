"""Autosaver: what has changed is on disk within a second, without anybody waiting for it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from capture.library.record import Record

DELAY_S = 0.5
RETRY_S = 5.0

Write = Callable[[Path], None]


class Autosaver:
    """Saves the last of several changes on a thread of its own, at most DELAY_S after the first of them.

    write(place, fill): writes a file of the session; save(record): writes session.json, after the files that
    it names; failed(error): told, on that thread, when saving begins to fail. It is tried until it works.
    """

    def __init__(
        self,
        write: Callable[[str, Write], None],
        save: Callable[[Record], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._write, self._save, self._failed = write, save, failed
        self._files: dict[str, Write] = {}
        self._record: Record | None = None
        self._due_s: float | None = None
        self._failing = self._closing = self._busy = False
        self._rounds = 0
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
        self._thread.start()

    def change(self, record: Record, files: dict[str, Write] | None = None) -> None:
        """Remember to save this; files: what is to be written before it, by place in the folder."""
        with self._changed:
            self._record = record
            self._files |= files or {}
            self._hasten(DELAY_S)

    def flush(self, timeout_s: float) -> bool:
        """Save at once what has not been; False if that did not succeed in time."""
        with self._changed:
            if self._due_s is not None:
                self._hasten(0.0)
            enough = self._rounds + 1 + self._busy
            self._changed.wait_for(
                lambda: self._settled or (self._failing and self._rounds >= enough), timeout_s
            )
            return self._settled

    def close(self, timeout_s: float) -> bool:
        """Save what has not been, and end the thread; False if something could not be saved."""
        saved = self.flush(timeout_s)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout_s)
        return saved

    @property
    def _settled(self) -> bool:
        return self._due_s is None and not self._busy

    def _hasten(self, delay_s: float) -> None:
        due_s = time.monotonic() + delay_s
        self._due_s = due_s if self._due_s is None else min(due_s, self._due_s)
        self._changed.notify_all()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            files, record = work
            error = self._attempt(files, record)
            with self._changed:
                began_to_fail = error is not None and not self._failing
                self._failing = error is not None
                self._busy = False
                self._rounds += 1
                if error is not None:
                    self._files = files | self._files
                    self._hasten(RETRY_S)
                self._changed.notify_all()
            if error is not None and began_to_fail:
                self._failed(error)

    def _next(self) -> tuple[dict[str, Write], Record] | None:
        """What is to be saved, once it is due; None when there is nothing more to do."""
        with self._changed:
            while not self._closing:
                wait_s = None if self._due_s is None else self._due_s - time.monotonic()
                if wait_s is not None and wait_s <= 0:
                    assert self._record is not None
                    files, self._files = self._files, {}
                    self._due_s, self._busy = None, True
                    return files, self._record
                self._changed.wait(wait_s)
            return None

    def _attempt(self, files: dict[str, Write], record: Record) -> Exception | None:
        try:
            for place, fill in files.items():
                self._write(place, fill)
            self._save(record)
        except Exception as error:  # noqa: BLE001 - it is told to the user, and later changes must be saved
            return error
        return None
