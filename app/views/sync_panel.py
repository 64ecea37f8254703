"""Sync panel: each clip by itself on its own line, until both show the same moment."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from app.presenters import wording
from app.presenters.clip import Side
from app.presenters.review import Review
from app.presenters.session import Session
from app.views.controls import GAP_PX, button, column, label, row, tool
from app.views.time_line import TICKS_PER_S, TimeLine

ADVICE_PX = 400


class SyncPanel(QFrame):
    """In the place of the transport while the user looks for the moment."""

    def __init__(self, session: Session, review: Review) -> None:
        super().__init__()
        self.setProperty("role", "transport")
        self._session, self._clock, self._sync = session, review.clock, review.sync
        self.lines = {side: TimeLine() for side in Side}
        self._times = {side: label("", "muted") for side in Side}
        self.advice = label("", "small")
        cancel = button(self.tr("Cancel"), self._sync.cancel)
        tip = self.tr("Let the program lay the clips over each other by itself")
        self.automatic = button(self.tr("Automatic"), self._sync.restore, tip=tip)
        tip = self.tr("What is shown now belongs together; compare the clips like this")
        self.same = button(self.tr("Same moment"), self._sync.set, "primary", tip)
        actions = row(None, cancel, self.automatic, self.same)
        says = QWidget()
        says.setLayout(column(actions, self.advice, gap=4))
        says.setMinimumWidth(ADVICE_PX)  # so that the lines keep their length
        parts = row(self._grid(), says, margin=10, gap=2 * GAP_PX)
        parts.setStretch(0, 1)
        self.setLayout(parts)
        self.lines[Side.TRAINEE].sought.connect(self._clock.seek)
        self.lines[Side.COACH].sought.connect(self._sync.hold)
        self._clock.moved.connect(lambda _: self._show())
        self._sync.changed.connect(self._show)
        self._show()

    def _grid(self) -> QWidget:
        names = {Side.TRAINEE: self.tr("Trainee"), Side.COACH: self.tr("Coach")}
        steps = {Side.TRAINEE: self._clock.step, Side.COACH: self._sync.step}
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_PX)
        for line, (side, name) in enumerate(names.items()):
            self.lines[side].setAccessibleName(self.tr("{name}'s time").format(name=name))
            parts = (label(name, side.value), *self._steps(name, steps[side]), self._times[side])
            for place, part in enumerate((*parts, self.lines[side])):
                grid.addWidget(part, line, place)
        grid.setColumnStretch(len(parts), 1)
        return lines

    def _steps(self, name: str, step: Callable[[int], None]) -> list[QToolButton]:
        back = tool("step_back", self.tr("{name}: one frame back").format(name=name), lambda: step(-1))
        on = tool("step_forward", self.tr("{name}: one frame forward").format(name=name), lambda: step(1))
        return [back, on]

    def _show(self) -> None:
        coach_s = self._sync.coach_s
        self.setVisible(coach_s is not None)
        if coach_s is None:
            return
        shown = {Side.TRAINEE: self._clock.time_s, Side.COACH: coach_s}
        for side, line in self.lines.items():
            clip = self._session.clips[side]
            assert clip is not None
            line.set_span(clip.span)
            line.show_time(shown[side])
            self._times[side].setText(wording.moment(shown[side] - clip.span[0]))
        proposed_s = self._sync.proposal_s
        self.lines[Side.COACH].set_notes(() if proposed_s is None else (proposed_s,))
        self.same.setEnabled(self._sync.possible)
        self.automatic.setEnabled(self._sync.by_hand)
        self.advice.setText(self._advice(proposed_s))

    def _advice(self, proposed_s: float | None) -> str:
        if not self._sync.possible:
            return self.tr("Like this, less than half a second is in common.")
        find = self.tr("Find the same moment in both clips.")
        if proposed_s is None:
            return find
        start_s = self.lines[Side.COACH].minimum() / TICKS_PER_S
        proposal = self.tr("Proposed for the coach: {moment}.")
        return f"{find} {proposal.format(moment=wording.moment(proposed_s - start_s))}"
