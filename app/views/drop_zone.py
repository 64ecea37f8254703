"""Drop zone: where a clip goes when there is none yet."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel

from app.views import theme
from app.views.controls import button, column, label, row

ICON_PX = 44
SMOOTH = Qt.TransformationMode.SmoothTransformation


class DropZone(QFrame):
    """Invites a clip: by dropping it, choosing it, or recording it."""

    def __init__(
        self,
        title: str,
        sentence: str,
        role: str,
        colour: str,
        choose: Callable[[], object],
        record: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setMinimumSize(240, 180)
        picture = QLabel()
        picture.setPixmap(theme.drawn("clip", colour).scaledToWidth(ICON_PX, SMOOTH))
        heading, text = label(title, role), label(sentence, "muted", wraps=True)
        pick = button(self.tr("Choose a clip…"), choose)
        pick.setAccessibleName(self.tr("Choose the {}'s clip").format(title.lower()))
        film = button(self.tr("Record…"), record)
        film.setAccessibleName(self.tr("Record the {}").format(title.lower()))
        layout = column(None, picture, heading, text, row(None, pick, film, None), None, margin=24, gap=10)
        for part in (picture, heading):
            layout.setAlignment(part, Qt.AlignmentFlag.AlignHCenter)
        # Over the full width: a label that is itself aligned does not get the height its lines need.
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)

    def set_hovered(self, hovered: bool) -> None:
        """Show that a clip dragged here would be taken."""
        self.setProperty("hovered", hovered)
        self.style().unpolish(self)
        self.style().polish(self)


def dragged_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The one local file that is being dragged, if it is one."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
