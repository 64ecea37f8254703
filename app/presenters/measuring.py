"""Measuring: measures while somebody looks, and knows which channels are looked at."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.presenters.keeping import Keeper
from app.presenters.measures import Measures, other_side
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.sheets import export
from inference.motion.channels import CHANNELS

# More curves than these below each other can no longer be read.
MOST_CURVES = 4
SETTING = "curves"


class Measuring(QObject):
    """`changed`: other measures, or none; `chosen`: other channels are looked at.

    Nothing is measured until somebody wants to see it (`show`).
    """

    changed = Signal()
    chosen = Signal()

    def __init__(self, session: Session, review: Review, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.measures: Measures | None = None
        self._session, self._review = session, review
        self._picked: tuple[str, ...] | None = None
        self._shown = False
        self._keep: Callable[[str, Any], None] = lambda name, value: None
        session.compared.connect(self._on_compared)
        review.chosen.connect(self._on_finding)

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that are looked at: the user's, or those of the worst finding."""
        if self._picked is not None:
            return self._picked
        return _proposed(self._session.result) if self._session.result else ()

    def show(self, shown: bool) -> None:
        """Whether somebody is looking; the first look measures."""
        self._shown = shown
        if shown and self.measures is None:
            self._measure()

    def choose(self, name: str, chosen: bool = True) -> None:
        """Look at a channel too, or no longer; the one looked at longest gives way to a fifth."""
        others = tuple(other for other in self.channels if other != name)
        self._picked = (*others, name)[-MOST_CURVES:] if chosen else others
        self._keep(SETTING, list(self._picked))
        self.chosen.emit()

    def export(self, path: Path) -> None:
        """Write one row a repetition, of all the channels that are looked at, as CSV; needs measures."""
        measures, channels = self.measures, self.channels
        assert measures is not None
        title = self.tr("Exporting the measurements")
        self._session.jobs.start(title, lambda _: export(measures, channels, path))

    def keep_in(self, keeper: Keeper) -> None:
        """Keep the choice in the session, and take that of another session when it is opened."""
        self._keep = keeper.set
        keeper.changed.connect(lambda: self._restore(keeper.setting(SETTING)))

    def _restore(self, kept: Any) -> None:
        names = kept if isinstance(kept, list) else []
        known = tuple(
            name for name in names if isinstance(name, str) and name in CHANNELS and name != "tempo"
        )
        picked = known[-MOST_CURVES:] or None
        if picked != self._picked:
            self._picked = picked
            self.chosen.emit()

    def _on_compared(self) -> None:
        self.measures = None
        self.changed.emit()
        self.chosen.emit()
        if self._shown:
            self._measure()

    def _on_finding(self) -> None:
        finding = self._review.finding
        if finding and finding.channel not in (*self.channels, "tempo"):
            self.choose(finding.channel)

    def _measure(self) -> None:
        result = self._session.result
        if result is None:
            return

        def done(measures: Measures) -> None:
            if self._session.result is result:
                self.measures = measures
                self.changed.emit()

        self._session.jobs.start(self.tr("Measuring"), lambda _: _measured(result), done)


def _measured(result: Result) -> Measures:
    importlib.import_module("pyqtgraph")  # takes a while, and will be needed now
    return Measures.of(result)


def _proposed(result: Result) -> tuple[str, ...]:
    """The worst finding's channel, or the first one that was good, with both its sides."""
    names = [finding.channel for finding in result.correction.findings] + list(result.comparison.within)
    name = next((name for name in names if name != "tempo"), "left_knee_flexion")
    other = other_side(name)
    return tuple(sorted((name, other))) if other else (name,)
