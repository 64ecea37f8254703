"""A window without widgets: everything that keeping and attempts need."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.attempts import Attempts
from app.presenters.clip import Side
from app.presenters.keeping import Keeper
from app.presenters.notes import Notes
from app.presenters.review import Review
from app.presenters.session import Session
from capture.library.library import Library


class Desk:
    """Session, library and attempts, as the window connects them."""

    def __init__(self, root: Path) -> None:
        self.jobs = JobRunner()
        self.session = Session(self.jobs)
        self.review = Review(self.session)
        self.notes = Notes(self.review.clock)
        self.library = Library(root)
        self.keeper = Keeper(self.library, self.session, self.review, self.notes)
        self.attempts = Attempts(self.keeper, self.session)
        self.failures: list[str] = []
        self.jobs.failed.connect(lambda failure: self.failures.append(failure.message))

    def try_(self, qtbot: QtBot, trainee: Path) -> None:
        """Open it as the next attempt, and wait until everything is known of it."""
        self.session.open(Side.TRAINEE, trainee)
        self.settle(qtbot, trainee)

    def settle(self, qtbot: QtBot, trainee: Path) -> None:
        def settled() -> bool:
            result = self.session.result
            return result is not None and result.trainee.path.stem == trainee.stem and not self.jobs.jobs

        qtbot.waitUntil(settled, timeout=60_000)

    def close(self) -> bool:
        """End everything; whether all was saved."""
        self.session.cancel()
        assert self.jobs.shutdown(10)
        saved = self.keeper.close()
        self.library.close()
        return saved
