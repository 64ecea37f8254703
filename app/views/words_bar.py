"""Words bar: for whom the words are, undo, copying, and what to look at."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.presenters.focusing import Focusing
from app.presenters.words import STYLES, Words
from app.views.controls import button, column, label, tool
from app.views.flow import Flow
from app.views.focus_dialog import FocusDialog
from inference.language.styles import Style

SHRINKS = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
LEAST_CHARACTERS = 8


class WordsBar(QWidget):
    """Follows the words and what they are about."""

    def __init__(self, words: Words, focusing: Focusing) -> None:
        super().__init__()
        self._words, self._focusing = words, focusing
        self.style_choice = QComboBox()
        self.style_choice.setAccessibleName(self.tr("Whom the words are for"))
        self.style_choice.setSizeAdjustPolicy(SHRINKS)
        self.style_choice.setMinimumContentsLength(LEAST_CHARACTERS)
        self.style_choice.setToolTip(
            self.tr("Short cues, plain words with rounded numbers, or clinical terms with exact ones")
        )
        for style in STYLES:
            self.style_choice.addItem(self._title(style), style)
        self.style_choice.activated.connect(lambda at: words.set_style(STYLES[at]))
        self.focus = button(
            self.tr("Focus…"), self._ask_focus, tip=self.tr("Which joints count, and how closely")
        )
        stack = words.undo_stack
        self.undo = tool("undo", self.tr("Undo"), stack.undo)
        self.redo = tool("redo", self.tr("Redo"), stack.redo)
        self.copy = tool("copy", self.tr("Copy the words"), self._copy)
        for quiet in (self.undo, self.redo, self.copy):
            quiet.setProperty("role", "quiet")
        self.summary = label("", "small", wraps=True)
        self.written = self._switch()
        choices = self.style_choice, self.focus, self.undo, self.redo, self.copy, self.written
        controls = Flow(choices, gap=6)
        self.setLayout(column(controls, self.summary, gap=10))
        focusing.changed.connect(self.show_state)
        words.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the style, and what can be done."""
        self.summary.setText(self._focusing.summary)
        self.summary.setVisible(bool(self.summary.text()))
        stack = self._words.undo_stack
        self.style_choice.setCurrentIndex(STYLES.index(self._words.style))
        self.undo.setEnabled(stack.canUndo())
        self.undo.setToolTip(self.tr("Undo: {} (Ctrl+Z)").format(stack.undoText()))
        self.redo.setEnabled(stack.canRedo())
        self.redo.setToolTip(self.tr("Redo: {} (Ctrl+Shift+Z)").format(stack.redoText()))
        self.copy.setEnabled(self._words.correction is not None)
        self.written.setVisible(self._words.writing.possible)
        self.written.setChecked(self._words.writing.wanted)

    def _switch(self) -> QCheckBox:
        """Whether the language model writes."""
        made = QCheckBox(self.tr("Let the language model write"))
        made.setToolTip(
            self.tr(
                "The language model writes what to say, and the best of its texts, carried out on the "
                "trainee's motion, is shown; otherwise what was measured is said as it is"
            )
        )
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self._words.writing.want)
        return made

    def _title(self, style: Style) -> str:
        return {
            "coach": self.tr("For a coach"),
            "trainee": self.tr("For the trainee"),
            "physio": self.tr("For a physiotherapist"),
        }[style]

    def _ask_focus(self) -> None:
        dialog = FocusDialog(self._focusing, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _copy(self) -> None:
        correction = self._words.correction
        assert correction is not None
        QGuiApplication.clipboard().setText("\n".join(sentence.text for sentence in correction.sentences))
