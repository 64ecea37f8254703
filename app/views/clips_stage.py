"""Clips stage: both clips beside, below or over each other."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QSlider, QSplitter, QStackedWidget

from app.presenters.arrangement import Arrangement, Mode
from app.presenters.clip import Side
from app.presenters.registration import Registration
from app.presenters.result import Result
from app.views.clip_pane import ClipPane
from app.views.controls import column, label, row
from app.views.superposed_view import SuperposedView

HANDLE_PX = 12
PERCENT, BLEND_PX = 100, 220


class ClipsStage(QStackedWidget):
    """The panes of both sides, or one card in which their videos lie over each other."""

    def __init__(self, panes: Mapping[Side, ClipPane], arrangement: Arrangement) -> None:
        super().__init__()
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(HANDLE_PX)
        self.splitter.setChildrenCollapsible(False)
        for pane in panes.values():
            self.splitter.addWidget(pane)
        trainee, coach = (panes[side].video for side in Side)
        self.superposed = SuperposedView(trainee, coach)
        self._arrangement = arrangement
        self._registration: Registration | None = None
        self.addWidget(self.splitter)
        self.addWidget(self._card())
        arrangement.changed.connect(self._show)
        self._show()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for what is shown; what is hidden needs none."""
        shown = self.currentWidget()
        assert shown is not None
        return shown.minimumSizeHint()

    def arrange(self, mode: Mode) -> None:
        """Lay the clips out like this."""
        beside = mode is Mode.BESIDE
        self.splitter.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.setCurrentIndex(int(mode is Mode.SUPERPOSED))
        self.setVisible(mode is not Mode.SOLID)
        self.updateGeometry()

    def register(self, result: Result | None) -> None:
        """Lay the persons over each other as this result has them."""
        self._registration = Registration.of(result)
        self._show()

    def _card(self) -> QFrame:
        self.blend = QSlider(Qt.Orientation.Horizontal)
        self.blend.setRange(0, PERCENT)
        self.blend.setMaximumWidth(BLEND_PX)
        self.blend.setAccessibleName(self.tr("How much of the coach is seen"))
        self.blend.setToolTip(self.blend.accessibleName())
        self.blend.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.blend.valueChanged.connect(lambda value: self._arrangement.set_blend(value / PERCENT))
        self.on_person = QCheckBox(self.tr("Persons over each other"))
        self.on_person.setAccessibleName(self.on_person.text())
        self.on_person.setToolTip(self.tr("Lay the coach's body over the trainee's, or picture over picture"))
        self.on_person.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on_person.toggled.connect(self._arrangement.set_registered)
        trainee, coach = label(self.tr("Trainee"), "trainee"), label(self.tr("Coach"), "coach")
        card = QFrame()
        card.setProperty("role", "card")
        header = row(None, trainee, self.blend, coach, None)
        header.setStretch(2, 2)
        layout = column(header, self.superposed, row(None, self.on_person, None), margin=12)
        layout.setStretch(1, 1)
        card.setLayout(layout)
        return card

    def _show(self) -> None:
        wanted = self._arrangement
        self.blend.setValue(round(wanted.blend * PERCENT))
        self.on_person.setChecked(wanted.registered)
        self.on_person.setEnabled(self._registration is not None)
        self.superposed.show_over(self._registration if wanted.registered else None, wanted.blend)
