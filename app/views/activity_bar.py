"""Activity bar: what the program is doing, how far it is, and a way to stop it."""

from PySide6.QtWidgets import QProgressBar, QWidget

from app.jobs import Job, JobRunner
from app.presenters.session import Session
from app.views.controls import button, label, row

STEPS = 1000


class ActivityBar(QWidget):
    """Says what is being done; out of sight when there is nothing to say."""

    def __init__(self, jobs: JobRunner, session: Session) -> None:
        super().__init__()
        self._jobs, self._session = jobs, session
        self._text = label("", "muted")
        self._progress = QProgressBar()
        self._progress.setRange(0, STEPS)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(160)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._cancel = button(self.tr("Cancel"), self._stop)
        self._resume = button(self.tr("Continue"), session.resume)
        self.setLayout(row(self._text, self._progress, self._cancel, self._resume))
        jobs.changed.connect(self._on_changed)
        session.changed.connect(self._on_changed)
        self._on_changed()

    def _stop(self) -> None:
        self._session.cancel()
        for job in self._jobs.jobs:
            job.cancel()

    def _on_changed(self) -> None:
        jobs = self._jobs.jobs
        resumable = self._session.can_continue
        for part in (self._progress, self._cancel):
            part.setVisible(bool(jobs))
        self._resume.setVisible(resumable)
        if not jobs:
            self._text.setText(self.tr("Stopped") if resumable else self._session.said)
        else:
            self._text.setText(f"{self._told(jobs)}…")
            done = sum(job.fraction for job in jobs) / len(jobs)
            self._progress.setValue(round(done * STEPS))
            self._cancel.setEnabled(not all(job.cancelled for job in jobs))

    def _told(self, jobs: tuple[Job, ...]) -> str:
        if all(job.cancelled for job in jobs):
            return self.tr("Stopping")
        return " · ".join(job.title for job in jobs)
