"""Result panel: the words large, what they rest on below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from app.presenters.session import Session
from app.views.controls import column, label
from app.views.findings_list import FindingsList
from inference.correction.correction import Correction
from inference.motion.finding import Finding

WAITING = "The words appear here as soon as both clips have been looked at."


class ResultPanel(QFrame):
    """The corrective text, warnings, and the findings list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(330)
        self._session = session
        self.text = label("", "lead", wraps=True)
        self.text.setAccessibleName("Correction")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._warnings = label("", "caution", wraps=True)
        self._warnings.setAccessibleName("Warnings")
        self._facts = label("", "small", wraps=True)
        self.findings = FindingsList()
        words = QScrollArea()
        words.setWidgetResizable(True)
        inner = QWidget()
        inner.setLayout(column(self.text, self._warnings, self._facts, None, gap=12))
        words.setWidget(inner)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        headings = label("What to work on", "heading"), label("What was measured", "heading")
        layout = column(headings[0], words, headings[1], self.findings, margin=18, gap=12)
        layout.setStretch(1, 2)
        layout.setStretch(3, 3)
        self.setLayout(layout)

    def show_result(self, chosen: Finding | None) -> None:
        """Show what the session has found; the chosen finding is highlighted."""
        result = self._session.result
        self.text.setText(
            result.correction.text if result else "The words appear here as soon as both are seen."
        )
        warnings = result.correction.warnings if result else ()
        self._warnings.setText("\n".join(warnings))
        self._warnings.setVisible(bool(warnings))
        self._facts.setText(_facts(result.correction) if result else "")
        self.findings.show_findings(self._session.findings, chosen)


def _facts(correction: Correction) -> str:
    """How the clips were laid over each other, in a line."""
    alignment = correction.alignment
    facts = [f"The bodies differ by {alignment.cost * 100:.0f} cm on average"]
    if alignment.mirrored:
        facts.append("the coach is shown mirrored")
    return ", ".join(facts) + "."
