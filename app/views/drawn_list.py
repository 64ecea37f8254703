"""Drawn list: the tools for angles and distances, and all that has been measured with them."""

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QListView, QToolButton, QWidget

from app.presenters import wording
from app.presenters.clip import Side
from app.presenters.drawings import Drawing, Drawings, JointMark, Tool
from app.presenters.drawn_values import scale, value
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.sheets import person
from app.views.controls import column, label, row, tool
from app.views.own_keys import OwnKeys

DRAWN = Qt.ItemDataRole.UserRole
MOST_CM = 1000.0
LEAST_PX, MOST_PX = 40, 110
Index = QModelIndex | QPersistentModelIndex


class DrawnModel(QAbstractListModel):
    """What is drawn as Qt's lists want it: what it is of, where, and its value now."""

    def __init__(self, drawings: Drawings, session: Session, review: Review, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawings, self._session, self._clock = drawings, session, review.clock
        self._listed: tuple[Drawing | JointMark, ...] = ()
        drawings.changed.connect(self._show)
        session.compared.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self._listed = (*self._drawings.shown, *self._drawings.drawn.marks)
        self.endResetModel()

    def index_of(self, identity: str) -> QModelIndex:
        """Where the drawing of that id is listed; invalid if it is not."""
        ids = [drawn.id for drawn in self._listed]
        return self.index(ids.index(identity)) if identity in ids else QModelIndex()

    def refresh(self) -> None:
        """The clock has moved, and with it what is measured in 3-D."""
        if self._listed:
            self.dataChanged.emit(self.index(0), self.index(len(self._listed) - 1))

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many there are."""
        return len(self._listed)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The drawing itself, or a line of text about it."""
        drawn = self._listed[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return drawn
            case (
                Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole
            ):
                measured = value(drawn, self._drawings, self._session, self._clock.time_s)
                return f"{measured}   {self._whose(drawn)}"
        return None

    def _whose(self, drawn: Drawing | JointMark) -> str:
        if isinstance(drawn, Drawing):
            place = wording.moment(drawn.time_s)
        else:
            place = "3-D: " + ", ".join(joint.replace("_", " ") for joint in drawn.joints)
        return f"{person(drawn.side)}, {place}"


class DrawnList(QWidget):
    """The tools' buttons, the list, and what can be done with the one that is chosen there."""

    def __init__(self, drawings: Drawings, session: Session, review: Review) -> None:
        super().__init__()
        self._drawings, self._session, self._review = drawings, session, review
        self.tools: dict[Tool, QToolButton] = {
            "angle": self._tool("angle", "angle", self.tr("Angle")),
            "distance": self._tool("distance", "ruler", self.tr("Distance")),
        }
        self._hint = label("", "small", wraps=True)
        self.list = _Listed(drawings)
        self.list.setAccessibleName(self.tr("What was drawn and picked"))
        self._model = DrawnModel(drawings, session, review, self.list)
        self.list.setModel(self._model)
        self.list.setMinimumHeight(LEAST_PX)
        self.list.setMaximumHeight(MOST_PX)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for chosen in (self.list.clicked, self.list.activated):
            chosen.connect(self._go_to)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_chosen())
        self._model.modelReset.connect(self._on_reset)
        self._last = ""
        self.remove_button = tool("remove", self.tr("Remove what is chosen (Del)"), self.list.remove)
        self.undo_button = tool("undo", self.tr("Take back the last change of drawings"), drawings.undo)
        self.length_box = self._length_box()
        self._length = label(self.tr("True length"), "muted")
        self.setLayout(
            column(
                row(*self.tools.values(), None, self.undo_button, self.remove_button, gap=6),
                self._hint,
                self.list,
                row(self._length, self.length_box, None, gap=6),
                gap=6,
            )
        )
        drawings.tool_changed.connect(self._show)
        drawings.changed.connect(self._show)
        review.clock.moved.connect(self._on_moved)
        self._show()

    def _tool(self, name: Tool, icon: str, title: str) -> QToolButton:
        made = tool(icon, title, lambda: self._drawings.take(name if made.isChecked() else None), wordy=True)
        made.setCheckable(True)
        return made

    def _length_box(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0, MOST_CM)
        box.setDecimals(1)
        box.setSuffix(self.tr(" cm"))
        box.setSpecialValueText(self.tr("unknown"))
        box.setKeyboardTracking(False)
        box.setAccessibleName(self.tr("True length of the chosen line"))
        box.setToolTip(self.tr("All lengths on this clip are then told by this line"))
        box.valueChanged.connect(self._on_length)
        return box

    def _hints(self) -> dict[Tool, str]:
        return {
            "angle": self.tr(
                "Click three points on a video, or three joints in 3-D; the second is the corner."
            ),
            "distance": self.tr("Click two points on a video, or two joints in 3-D."),
        }

    def _show(self) -> None:
        held = self._drawings.tool
        for name, made in self.tools.items():
            made.setChecked(name == held)
        self.list.setVisible(self._model.rowCount() > 0)
        self.undo_button.setEnabled(self._drawings.can_undo)
        self._on_chosen()

    def _on_chosen(self) -> None:
        """What is known of the chosen one, and what can be done with it."""
        chosen, held = self.list.chosen, self._drawings.tool
        self._last = chosen.id if chosen else self._last
        line = isinstance(chosen, Drawing) and chosen.tool == "distance"
        for part in (self._length, self.length_box):
            part.setVisible(line)
        self.remove_button.setEnabled(chosen is not None)
        if isinstance(chosen, Drawing) and line:
            self.length_box.blockSignals(True)
            self.length_box.setValue(100 * (chosen.length_m or 0))
            self.length_box.blockSignals(False)
        known = scale(chosen, self._drawings, self._session) if isinstance(chosen, Drawing) and line else None
        if held:
            text = self._hints()[held]
        elif known:
            text = self.tr("In the plane of the picture, {}.").format(known.by)
        elif isinstance(chosen, Drawing):
            text = self.tr("In the plane of the picture.")
        else:
            text = ""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def _on_reset(self) -> None:
        """What was chosen stays chosen while it is there."""
        self.list.setCurrentIndex(self._model.index_of(self._last))
        self._on_chosen()

    def _on_length(self, length_cm: float) -> None:
        chosen = self.list.chosen
        if isinstance(chosen, Drawing):
            self._drawings.calibrate(chosen.id, length_cm / 100 or None)

    def _go_to(self, index: QModelIndex) -> None:
        """Hold the clock at a drawing's moment."""
        drawn = index.data(DRAWN)
        if isinstance(drawn, Drawing):
            clock = self._review.clock
            clock.pause()
            clock.seek(_clock_s(self._review, drawn))

    def _on_moved(self) -> None:
        if self.isVisible():
            self._model.refresh()


def _clock_s(review: Review, drawing: Drawing) -> float:
    """The moment of the clock at which a drawing's moment of its clip is shown."""
    if drawing.side is Side.TRAINEE:
        return drawing.time_s
    moments = np.arange(*review.clock.span, review.clock.frame_s).tolist()
    return min(moments, key=lambda time_s: abs(review.clip_time_s(drawing.side, time_s) - drawing.time_s))


class _Listed(QListView):
    """A list of which Del removes."""

    def __init__(self, drawings: Drawings) -> None:
        super().__init__()
        self._drawings = drawings
        OwnKeys(self)

    @property
    def chosen(self) -> Drawing | JointMark | None:
        """The one that is chosen."""
        return self.currentIndex().data(DRAWN) if self.currentIndex().isValid() else None

    def remove(self) -> None:
        """Remove the one that is chosen."""
        if (chosen := self.chosen) is not None:
            self._drawings.remove(chosen.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Del removes."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)
