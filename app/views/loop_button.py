"""Loop button: says what is repeated, and lets the user choose among everything that can be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from app.presenters.loops import EVERYTHING, FINDING, MARKS, ONCE, Loop, Loops


class LoopButton(QPushButton):
    """A button with a menu; repetitions open into their phases."""

    def __init__(self, loops: Loops) -> None:
        super().__init__()
        self._loops = loops
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the clock
        self.setToolTip(self.tr("What is repeated"))
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)
        loops.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        said = self._said(self._loops.chosen)
        self.setText(said)
        self.setAccessibleName(self.tr("Loop: {what}").format(what=said))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for old in menu.findChildren(QMenu):
            old.deleteLater()
        for loop in (ONCE, EVERYTHING, FINDING, MARKS):
            self._add(menu, loop, self._said(loop))
        menu.addSeparator()
        for index, repetition in enumerate(self._loops.repetitions):
            whole = Loop("repetition", index)
            phases = menu.addMenu(self._said(whole))
            self._add(phases, whole, self.tr("All of it"))
            for phase in repetition.phases:
                self._add(phases, whole._replace(phase=phase.name), phase.name.capitalize())

    def _add(self, menu: QMenu, loop: Loop, text: str) -> None:
        action = QAction(text, menu, checkable=True, checked=loop == self._loops.chosen)
        action.setEnabled(self._loops.can(loop))
        action.triggered.connect(lambda: self._loops.choose(loop))
        menu.addAction(action)

    def _said(self, loop: Loop) -> str:
        match loop.kind:
            case "once":
                return self.tr("Play once")
            case "everything":
                return self.tr("Loop everything")
            case "finding":
                return self.tr("Loop the finding")
            case "marks":
                return self.tr("Loop between marks")
        number, count = loop.repetition + 1, len(self._loops.repetitions)
        if loop.phase:
            return self.tr("{phase}, repetition {number}").format(
                phase=loop.phase.capitalize(), number=number
            )
        return self.tr("Repetition {number} of {count}").format(number=number, count=count)
