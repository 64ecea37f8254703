"""Cue card: one sentence in large letters; chosen, it opens its evidence; below, what can be done with it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from app.presenters import wording
from app.presenters.words import Cue
from app.views.controls import column, label, tool
from app.views.flow import Flow
from inference.motion.finding import Finding

ACTION_ICON = QSize(18, 18)
EDITOR_PX, EDITOR_SCALE = 110, 1.3


class CueAction(NamedTuple):
    """Something that can be done with a cue, as a button of its card.

    run: called with the cue; checked: whether the button is down; why_not: why it cannot be pressed now;
    wordy: the name stands beside the icon.
    """

    icon: str
    name: str
    run: Callable[[Cue], object]
    checked: Callable[[Cue], bool] | None = None
    why_not: Callable[[Cue], str] = lambda _: ""
    wordy: bool = False


class CueCard(QFrame):
    """`chosen(Finding)`: its evidence is wanted; `worded(str)`: say it in this way.

    `edited(str)`: say it in these words, or the old ones; `moved(int)`: say it sooner (−1) or later (1).
    """

    chosen = Signal(Finding)
    worded = Signal(str)
    edited = Signal(str)
    moved = Signal(int)

    def __init__(self, cue: Cue, actions: Sequence[CueAction]) -> None:
        super().__init__()
        self.cue = cue
        self.setProperty("role", "cue_card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(" ".join([cue.sentence.text, *map(wording.spoken, cue.findings)]))
        self.text = label(cue.sentence.text, "cue", wraps=True)
        self.state = label(_state(self, cue), "small", wraps=True)
        self.state.setVisible(bool(self.state.text()))
        self.evidence = QWidget()
        measured = label(self.tr("As measured: {}").format(cue.measured), "small", wraps=True)
        measured.setVisible(bool(cue.measured))
        self.evidence.setLayout(column(measured, *map(_Measured, cue.findings), gap=10))
        self.evidence.hide()
        self.editor: _Editor | None = None
        self._actions = tuple(actions)
        self.buttons = [self._button(action) for action in actions]
        self.ways = self._ways()
        bar = Flow((self.ways, *self.buttons), gap=2)
        self.setLayout(column(self.text, self.state, self.evidence, bar, margin=14, gap=8))

    def show_chosen(self, finding: Finding | None) -> None:
        """Open the evidence if it is of this finding."""
        open_now = finding in self.cue.findings
        self.evidence.setVisible(open_now)
        self.setProperty("chosen", open_now)
        self.style().polish(self)

    def show_states(self) -> None:
        """Show which of the actions are down, and which cannot be pressed."""
        for made, action in zip(self.buttons, self._actions, strict=True):
            self._show_state(made, action)

    def edit(self) -> None:
        """Let the coach put it in their own words, here."""
        if self.editor is None:
            self.editor = _Editor(self.cue.sentence.text)
            self.editor.done.connect(self._end_editing)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(0, self.editor)
            self.text.hide()
            self.editor.setFocus()
            self.editor.selectAll()

    def _end_editing(self, text: str | None) -> None:
        assert self.editor is not None
        self.editor.deleteLater()
        self.editor = None
        self.text.show()
        self.setFocus()
        self.edited.emit(self.cue.sentence.text if text is None else text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click opens the evidence."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choose()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """A double click edits."""
        self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return opens the evidence, F2 edits, Alt with the arrows moves."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose()
            case Qt.Key.Key_F2:
                self.edit()
            case Qt.Key.Key_Up if alt:
                self.moved.emit(-1)
            case Qt.Key.Key_Down if alt:
                self.moved.emit(1)
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Everything that can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for made in self.buttons:
            if made.isEnabled():
                menu.addAction(made.toolTip(), made.click)
        menu.addSeparator()
        menu.addAction(self.tr("Say it sooner (Alt+Up)"), lambda: self.moved.emit(-1))
        menu.addAction(self.tr("Say it later (Alt+Down)"), lambda: self.moved.emit(1))
        menu.popup(event.globalPos())

    def _choose(self) -> None:
        if self.cue.findings:
            self.chosen.emit(self.cue.findings[0])

    def _button(self, action: CueAction) -> QToolButton:
        made = tool(action.icon, action.name, lambda: action.run(self.cue), wordy=action.wordy)
        _make_quiet(made)
        made.setCheckable(action.checked is not None)
        self._show_state(made, action)
        return made

    def _show_state(self, made: QToolButton, action: CueAction) -> None:
        if action.checked is not None:
            made.setChecked(action.checked(self.cue))
        why_not = action.why_not(self.cue)
        made.setEnabled(not why_not)
        made.setToolTip(why_not or action.name)

    def _ways(self) -> QToolButton:
        """The menu of other ways to say it."""
        name = self.tr("Say it in another way")
        made = tool("alternatives", name, lambda: made.showMenu())
        _make_quiet(made)
        menu = QMenu(made)
        for way in self.cue.sentence.alternatives:
            menu.addAction(self._way(menu, way))
        made.setMenu(menu)
        made.setEnabled(bool(self.cue.sentence.alternatives))
        return made

    def _way(self, menu: QMenu, way: str) -> QAction:
        made = QAction(way.replace("&", "&&"), menu)
        made.triggered.connect(lambda: self.worded.emit(way))
        return made


class _Measured(QFrame):
    """One finding: what, when and how often, both values, and the difference with its uncertainty."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        what = label(wording.title(finding), "strong", wraps=True)
        where = label(wording.where(finding), "small", wraps=True)
        trainee = label(f"● {wording.amount(finding.trainee, finding.unit)}", "trainee")
        trainee.setToolTip(self.tr("Trainee"))
        coach = label(f"● {wording.amount(finding.coach, finding.unit)}", "coach")
        coach.setToolTip(self.tr("Coach"))
        difference = wording.amount(finding.difference, finding.unit, signed=True)
        apart = label(f"{difference} ± {wording.amount(finding.uncertainty, finding.unit)}", "strong")
        self.setLayout(column(what, where, Flow((trainee, coach, apart), gap=14), gap=2))


class _Editor(QPlainTextEdit):
    """A few lines in the place of the text. `done(str | None)`: Return or a click elsewhere; Esc: None."""

    done = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(self.tr("Your own words"))
        self.setToolTip(
            self.tr("Return keeps your words, Esc leaves the old ones; empty, the program's return")
        )
        self.setTabChangesFocus(True)
        self.setFixedHeight(EDITOR_PX)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * EDITOR_SCALE)
        self.setFont(font)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return and Esc end it."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._end(self.toPlainText())
            case Qt.Key.Key_Escape:
                self._end(None)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was written is kept, unless only a menu of its own has opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(self.toPlainText())

    def _end(self, text: str | None) -> None:
        if self.isEnabled():
            self.setEnabled(False)  # once: losing the keys is an end as well
            self.done.emit(text)


def _make_quiet(button: QToolButton) -> None:
    button.setProperty("role", "quiet")
    button.setIconSize(ACTION_ICON)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _state(card: QWidget, cue: Cue) -> str:
    """What the user should know of this sentence, besides what it says."""
    said = []
    if cue.pinned:
        said.append(card.tr("Pinned"))
    if cue.pinned and not cue.findings:
        said.append(card.tr("no longer measured"))
    elif cue.sentence.author == "coach":
        said.append(card.tr("The coach's own words"))
    elif cue.sentence.author == "model":
        said.append(_verified(card, cue.repaired))
    if cue.written_for:
        said.append(card.tr("written when the difference was {}").format(cue.written_for))
    return " · ".join(said)


def _verified(card: QWidget, repaired: float | None) -> str:
    """Who wrote it, and what doing it does."""
    who = card.tr("Written by the language model")
    if repaired is None:
        return who
    done = card.tr("carried out on the trainee's motion, the whole text takes away {} of the difference")
    return f"{who} · {done.format(wording.amount(repaired, 'ratio'))}"
