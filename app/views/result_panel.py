"""Result panel: the words large, what they rest on below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from app.presenters import wording
from app.presenters.session import Session
from app.views.controls import column, label, row
from app.views.findings_list import FindingsList
from inference.correction.correction import Correction
from inference.motion.finding import Finding

MIN_WORDS_PX = 120
WAITING = "The words appear here as soon as both clips have been looked at."


class ResultPanel(QFrame):
    """The corrective text, warnings, and the findings list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(310)
        self._session = session
        self.text = label("", "lead", wraps=True)
        self.text.setAccessibleName("Correction")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._warnings = label("", "caution", wraps=True)
        self._warnings.setAccessibleName("Warnings")
        self._facts = label("", "small", wraps=True)
        self._limits = label("", "small", wraps=True)
        self.findings = FindingsList()
        words = _Fitting(column(self._warnings, self.text, self._facts, gap=12))
        legend = label("● Trainee", "trainee"), label("● Coach", "coach")
        measured = row(label("Measured", "heading"), None, *legend)
        heading = label("What to work on", "heading")
        layout = column(heading, words, measured, self._limits, self.findings, margin=18, gap=12)
        layout.setStretch(4, 1)
        self.setLayout(layout)

    def show_result(self, chosen: Finding | None) -> None:
        """Show what the session has found; the chosen finding is highlighted."""
        result = self._session.result
        self.text.setText(result.correction.text if result else WAITING)
        warnings = result.correction.warnings if result else ()
        self._warnings.setText("\n".join(warnings))
        self._warnings.setVisible(bool(warnings))
        self._limits.setText(wording.limits(result.comparison.least_reported) if result else "")
        self._facts.setText(_facts(result.correction) if result else "")
        self.findings.show_findings(self._session.findings, chosen)


class _Fitting(QScrollArea):
    """As high as what is in it where there is room, scrolling where there is not."""

    def __init__(self, content: QLayout) -> None:
        super().__init__()
        self._inner = QWidget()
        self._inner.setLayout(content)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setMinimumHeight(MIN_WORDS_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The height that the content needs at this width."""
        return QSize(self.width(), self._inner.heightForWidth(self.viewport().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width needs another height."""
        super().resizeEvent(event)
        self.updateGeometry()


def _facts(correction: Correction) -> str:
    """How the clips were laid over each other, in a line."""
    alignment = correction.alignment
    facts = [f"Over each other, the joints lie {alignment.cost * 100:.0f} cm apart on average"]
    if alignment.mirrored:
        facts.append("the coach is shown mirrored")
    return ", ".join(facts) + "."
