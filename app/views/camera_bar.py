"""Camera bar: from where the 3-D view is seen, and back to there."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from app.viewport.scene import Look
from app.views.controls import column, row, tool

FIRST_VIEW: Look = "oblique"
# What a button says, and what it does.
VIEWS: dict[Look, tuple[object, object]] = {
    "front": (QT_TRANSLATE_NOOP("CameraBar", "Front"), QT_TRANSLATE_NOOP("CameraBar", "See from the front")),
    "side": (
        QT_TRANSLATE_NOOP("CameraBar", "Side"),
        QT_TRANSLATE_NOOP("CameraBar", "See from the left side"),
    ),
    "back": (QT_TRANSLATE_NOOP("CameraBar", "Back"), QT_TRANSLATE_NOOP("CameraBar", "See from behind")),
    "top": (QT_TRANSLATE_NOOP("CameraBar", "Top"), QT_TRANSLATE_NOOP("CameraBar", "See from above")),
    "oblique": (QT_TRANSLATE_NOOP("CameraBar", "Oblique"), QT_TRANSLATE_NOOP("CameraBar", "See obliquely")),
    "follow": (QT_TRANSLATE_NOOP("CameraBar", "Follow"), QT_TRANSLATE_NOOP("CameraBar", "Follow the person")),
    "video": (
        QT_TRANSLATE_NOOP("CameraBar", "Video"),
        QT_TRANSLATE_NOOP("CameraBar", "See from where the trainee's video was taken"),
    ),
}


class CameraBar(QWidget):
    """`looked(Look)`: the user wants to see it from there; `reset`: from where the look has the camera."""

    looked = Signal(str)
    reset = Signal()

    def __init__(self, *tools: QToolButton) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons = {look: self._button(look) for look in VIEWS}
        self._buttons[FIRST_VIEW].setChecked(True)
        again = tool("home_view", self.tr("Put the camera back"), self.reset.emit)
        sides = [self._buttons[look] for look in ("front", "side", "back", "top", "oblique")]
        more = [self._buttons["follow"], self._buttons["video"], again]
        self.setLayout(column(row(None, *sides, None, gap=4), row(None, *more, *tools, None, gap=4), gap=4))

    def look(self, look: Look) -> None:
        """Choose a button, if it can be chosen."""
        self._buttons[look].click()

    def offer_video(self, offered: bool) -> None:
        """Whether the video's camera is known."""
        self._buttons["video"].setEnabled(offered)
        if not offered and self._buttons["video"].isChecked():
            self.look(FIRST_VIEW)

    def _button(self, look: Look) -> QToolButton:
        text, tip = (QCoreApplication.translate("CameraBar", str(each)) for each in VIEWS[look])
        made = choice(text, tip)
        made.clicked.connect(lambda: self.looked.emit(look))
        self._group.addButton(made)
        return made


def choice(text: str, tip: str) -> QToolButton:
    """A word that is on or off."""
    made = QToolButton()
    made.setProperty("role", "wordy")
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setCheckable(True)
    return made
