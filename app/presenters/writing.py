"""Writing: the language model's text for what was measured, written and verified in the background.

Which text is wanted follows from the session's result and the style; what is under way for another one is
stopped, and a result that is out of date gets none.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.jobs import Job, Report
from app.preferences import preferences
from app.presenters.result import Result
from app.presenters.session import Session
from inference.correction.writer import Writer, Written
from inference.language.styles import Style

WANTED = "words/written"
Load = Callable[[], Writer]


@dataclass(eq=False)
class _UnderWay:
    """A text that is being written, for whom and about what."""

    result: Result
    style: Style
    job: Job | None = None


class Writing(QObject):
    """`changed`: another text is there, or none any more.

    load: makes the writer when it is first needed, off the window's thread; None: there is no language model.
    """

    changed = Signal()

    def __init__(self, session: Session, load: Load | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._load = session, load
        self._writer: Writer | None = None
        self._loading = threading.Lock()
        self._result: Result | None = None
        # None: it was stopped by the user.
        self._texts: dict[Style, Written | None] = {}
        self._under_way: _UnderWay | None = None

    @property
    def possible(self) -> bool:
        """Whether there is a language model, and its files are sound as far as is known."""
        return self._load is not None

    @property
    def wanted(self) -> bool:
        """Whether the user wants it to write."""
        return self.possible and preferences().value(WANTED) != "no"

    def text(self, style: Style) -> Written | None:
        """What was written about the session's result for them; None while there is nothing."""
        text = self._texts.get(style) if self._session.result is self._result else None
        return text if text and self.wanted else None

    def want(self, wanted: bool) -> None:
        """Let the language model write from now on, or no more."""
        preferences().setValue(WANTED, "yes" if wanted else "no")
        self._texts = {style: text for style, text in self._texts.items() if text is not None}
        self.changed.emit()

    def follow(self, style: Style) -> None:
        """Have the text for this style and what the session is about now."""
        result = self._session.result
        if result is not self._result:
            self._result, self._texts = result, {}
        needed = result is not None and bool(result.correction.findings) and style not in self._texts
        doing = self._under_way
        if not (self.wanted and needed) or self._session.outdated:
            self._stop()
        elif doing is None or (doing.result, doing.style) != (result, style):
            self._stop()
            assert result is not None
            self._begin(_UnderWay(result, style))

    def _stop(self) -> None:
        doing, self._under_way = self._under_way, None
        if doing is not None and doing.job is not None:
            doing.job.cancel()

    def _begin(self, doing: _UnderWay) -> None:
        self._under_way = doing
        doing.job = self._session.jobs.start(
            self.tr("Writing the words"),
            lambda report: self._write(doing, report),
            lambda written: self._on_written(doing, written),
            lambda: self._on_stopped(doing),
        )

    def _write(self, doing: _UnderWay, report: Report) -> Written:
        """On a worker: the text, verified."""
        with self._loading:
            report(0.0)
            if self._writer is None:
                assert self._load is not None
                self._writer = self._load()
        result = doing.result
        assert result.trainee.motion is not None
        assert result.coach.motion is not None
        return self._writer.write(
            result.trainee.motion,
            result.coach.motion,
            result.comparison,
            style=doing.style,
            offset_s=result.origins.offset_s if result.origins else None,
            heard=lambda _: report(0.0),
            progress=report,
        )

    def _on_written(self, doing: _UnderWay, written: Written) -> None:
        if doing is self._under_way:
            self._under_way = None
            self._texts[doing.style] = written
            self.changed.emit()

    def _on_stopped(self, doing: _UnderWay) -> None:
        if doing is self._under_way:
            self._under_way = None
            self._texts[doing.style] = None
            if doing.job is not None and not doing.job.cancelled:
                self._load = None  # it failed, and would again
            self.changed.emit()
