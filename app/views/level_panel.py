"""Level panel: the numbers of a floor that is set by hand, beside dragging it in the 3-D view."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QButtonGroup, QDoubleSpinBox, QFrame, QToolButton

from app.presenters.clip import Side
from app.presenters.leveller import MAX_HEIGHT_M, MAX_ROLL_DEG, MAX_TILT_DEG, Leveller
from app.views.camera_bar import choice
from app.views.controls import button, column, label, row

# Three of them with their words fit into a window 1280 pixels wide.
LEAST_BOX_PX = 60


class LevelPanel(QFrame):
    """Shown while the leveller is at work."""

    def __init__(self, leveller: Leveller) -> None:
        super().__init__()
        self._leveller = leveller
        self._sides = {side: self._side_button(side) for side in Side}
        group = QButtonGroup(self)
        for each in self._sides.values():
            group.addButton(each)
        tr = self.tr
        self.tilt = _box(tr("How far the camera looks down"), " °", MAX_TILT_DEG, 0.5, self._set_angles)
        self.roll = _box(
            tr("How far the camera is turned clockwise"), " °", MAX_ROLL_DEG, 0.5, self._set_angles
        )
        self.camera_height = _box(
            tr("Height of the camera over the floor"), " m", MAX_HEIGHT_M, 0.01, self._set_height
        )
        self.camera_height.setMinimum(0)
        hint = tr(
            "Drag to tilt the floor until the yellow line hangs like a plumb. "
            "Drag with the right button to raise or lower it."
        )
        self._told = label("", "small", wraps=True)
        self.estimate = button(tr("Back to the estimate"), leveller.forget)
        self.accept = button(tr("Apply"), leveller.apply, "primary")
        boxes = [label(tr("Down"), "muted"), self.tilt, label(tr("Roll"), "muted"), self.roll]
        boxes += [label(tr("Height"), "muted"), self.camera_height]
        self.setLayout(
            column(
                row(*self._sides.values(), None, gap=4),
                label(hint, "small", wraps=True),
                row(*boxes, None, gap=6),
                self._told,
                row(self.estimate, None, button(tr("Cancel"), leveller.end), self.accept),
            )
        )
        leveller.changed.connect(self.show_floor)
        self.show_floor()

    def show_floor(self) -> None:
        """Show the floor as it is being set, and what is known of it otherwise."""
        leveller = self._leveller
        self.setVisible(leveller.side is not None)
        for side, each in self._sides.items():
            each.setVisible(side in leveller.sides)
            each.setChecked(side is leveller.side)
        values = (
            (self.tilt, leveller.tilt_deg),
            (self.roll, leveller.roll_deg),
            (self.camera_height, leveller.height_m),
        )
        for box, value in values:
            with QSignalBlocker(box):
                box.setValue(value)
        self._told.setText(leveller.told)
        self.estimate.setEnabled(leveller.by_hand)

    def _side_button(self, side: Side) -> QToolButton:
        words = {Side.TRAINEE: self.tr("Trainee's floor"), Side.COACH: self.tr("Coach's floor")}
        made = choice(words[side], words[side])
        made.clicked.connect(lambda: self._leveller.begin(side))
        return made

    def _set_angles(self) -> None:
        self._leveller.set_angles(self.tilt.value(), self.roll.value())

    def _set_height(self) -> None:
        self._leveller.set_height(self.camera_height.value())


def _box(name: str, suffix: str, most: float, step: float, changed: Callable[[], object]) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setRange(-most, most)
    box.setSingleStep(step)
    box.setDecimals(2 if step < 0.1 else 1)
    box.setSuffix(suffix)
    box.setMinimumWidth(LEAST_BOX_PX)
    box.valueChanged.connect(lambda _: changed())
    return box
