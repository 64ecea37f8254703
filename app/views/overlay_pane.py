"""Overlay pane: trainee and coach over each other in 3-D, seen from where the user likes."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from app.colours import COACH, TRAINEE
from app.presenters.clip import Side
from app.presenters.review import Review
from app.presenters.session import Session
from app.viewport.scene import Look, Style
from app.viewport.widget import Viewport
from app.views.controls import column, label, row

FIRST_VIEW = "oblique"
VIEWS: tuple[Look, ...] = ("front", "side", "top", "oblique", "follow")
COLOURS = {Side.TRAINEE: TRAINEE, Side.COACH: COACH}


class OverlayPane(QFrame):
    """The 3-D view with its cameras, and a switch between skeletons and bodies."""

    def __init__(self, session: Session, review: Review) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._session, self._review = session, review
        self.viewport = Viewport()
        self.viewport.setAccessibleName("3-D view of trainee and coach")
        self._views = QButtonGroup(self)
        buttons = [self._view_button(name) for name in VIEWS]
        self._body = _choice("Body", "Show bodies instead of skeletons")
        self._body.toggled.connect(lambda _: self.show_motions())
        header = row(label("Over each other", "heading"), None, self._body)
        self.setLayout(column(header, self.viewport, row(None, *buttons, None, gap=4), margin=12))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._shown: set[str] = set()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the cameras' buttons."""
        return QSize(300, 260)

    def show_motions(self) -> None:
        """Show what there is: both over each other once compared, one by itself before."""
        scene = self.viewport.scene
        for name in self._shown:
            scene.remove(name)
        motions = self._session.overlay
        style: Style = "body" if self._body.isChecked() else "skeleton"
        for side, motion in motions.items():
            scene.add(side.value, motion, COLOURS[side], style=style)
        self._shown = {side.value for side in motions}
        self.show_time()
        self.show_lit()

    def show_time(self) -> None:
        """Show both where the clock is."""
        for name in self._shown:
            self.viewport.scene.show(name, self._review.clock.time_s)

    def show_lit(self) -> None:
        """Mark the chosen finding's joints on both."""
        for name in self._shown:
            self.viewport.scene.light(name, self._review.lit)

    def _view_button(self, name: Look) -> QToolButton:
        made = _choice(name.capitalize(), f"See from the {name}" if name != "follow" else "Follow the person")
        made.clicked.connect(lambda: self.viewport.scene.look(name))
        made.setChecked(name == FIRST_VIEW)
        self._views.addButton(made)
        return made


def _choice(text: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setProperty("role", "wordy")
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setCheckable(True)
    return made
