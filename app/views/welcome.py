"""Welcome: what the program is for, as long as there is nothing to show."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.views.about_dialog import intended_use
from app.views.controls import button, column, label, row


class Welcome(QWidget):
    """A title, one sentence, and a way to look without clips of one's own.

    `taken_up`: the user goes on with the session that was offered.
    """

    taken_up = Signal()

    def __init__(self, try_samples: Callable[[], object]) -> None:
        super().__init__()
        title = label(self.tr("Two clips of one movement"), "title")
        text = label(
            self.tr(
                "Coach measures where they differ and says what to change. Everything stays on this machine."
            )
        )
        text.setProperty("role", "lead")
        sample = button(self.tr("Try the sample pair"), try_samples, "primary")
        self.offered = button(self.tr("Go on where you were"), self.taken_up.emit)
        self.offered.hide()
        use = label(intended_use(), "small", wraps=True)
        layout = column(title, text, row(None, self.offered, sample, None), use, gap=14)
        layout.setContentsMargins(24, 56, 24, 20)
        for part in (title, text, use):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)

    def offer(self, name: str) -> None:
        """Offer to go on with the session of that name ("": it has none)."""
        if name:
            self.offered.setText(self.tr("Go on where you were: {name}").format(name=name))
        self.offered.setAccessibleName(self.offered.text())
        self.offered.show()
