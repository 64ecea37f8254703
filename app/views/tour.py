"""Tour: the window explained on itself, one part after the other."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from app.views import theme
from app.views.controls import button, column, label, row

DIM = QColor(0, 0, 0, 120)
ROOM_PX, GAP_PX, CORNER_PX, CARD_PX = 6, 16, 12, 340
MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class Stop(NamedTuple):
    """What is said, and the part of the window that it is about; None: all of it."""

    title: str
    text: str
    target: QWidget | None


class Tour(QWidget):
    """Lies over `window`, dims all but one part of it, and says what that is for. `ended`: seen or skipped.

    Return or Space press the chosen button, Esc leaves.
    """

    ended = Signal()

    def __init__(self, stops: Sequence[Stop], window: QWidget) -> None:
        super().__init__(window)
        self._window, self._stops, self._at = window, stops, 0
        self._title, self._text = label("", "heading"), label("", wraps=True)
        self._count = label("", "small")
        self._back = button(self.tr("Back"), self.back)
        self._skip = button(self.tr("Skip the tour"), self.leave, tip=self.tr("Esc"))
        self._next = button("", self.go_on, "primary")
        self._buttons = self._skip, self._back, self._next
        self._card = QFrame(self)
        self._card.setProperty("role", "card")
        buttons = row(self._skip, None, self._back, self._next)
        self._card.setLayout(
            column(row(self._title, None, self._count), self._text, buttons, margin=18, gap=12)
        )
        for watched in (window, *(stop.target for stop in stops if stop.target)):
            watched.installEventFilter(self)
        self._cover()
        self.show()
        self._say()

    @property
    def stop(self) -> Stop:
        """What is being explained."""
        return self._stops[self._at]

    def go_on(self) -> None:
        """To the next part, or to the end."""
        if self._at + 1 == len(self._stops):
            self.leave()
        else:
            self._at += 1
            self._say()

    def back(self) -> None:
        """To the part before."""
        self._at = max(self._at - 1, 0)
        self._say()

    def leave(self) -> None:
        """End the tour."""
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay with the window and with what is being explained, wherever they go."""
        if event.type() in MOVES and self.isVisible():
            self._cover()
        return False

    def event(self, event: QEvent) -> bool:
        """Keys mean what they mean here, not what they mean in the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk through it; no other key reaches the window below."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                next((each for each in self._buttons if each.hasFocus()), self._next).click()
            case Qt.Key.Key_Escape:
                self.leave()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """The keyboard stays on the card."""
        chosen = [each for each in self._buttons if each.isEnabled()]
        at = next((i for i, each in enumerate(chosen) if each.hasFocus()), 0)
        chosen[(at + (1 if forward else -1)) % len(chosen)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Keep clicks from what lies below."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Dim all but what is being explained."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dimmed = QPainterPath()
        dimmed.addRect(QRectF(self.rect()))
        if hole := self._hole():
            shown = QPainterPath()
            shown.addRoundedRect(QRectF(hole), CORNER_PX, CORNER_PX)
            dimmed -= shown
            painter.setPen(QPen(QColor(theme.current().focus), 2))
            painter.drawPath(shown)
        painter.fillPath(dimmed, DIM)

    def _say(self) -> None:
        last = self._at + 1 == len(self._stops)
        self._title.setText(self.stop.title)
        self._text.setText(self.stop.text)
        self._count.setText(self.tr("{} of {}").format(self._at + 1, len(self._stops)))
        self._back.setEnabled(self._at > 0)
        self._next.setText(self.tr("Done") if last else self.tr("Next"))
        self._next.setAccessibleName(self._next.text())
        # A screen reader says this with the button, which has the keyboard.
        self._next.setAccessibleDescription(f"{self.stop.title}. {self.stop.text}")
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        self._cover()

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()
        width = min(max(CARD_PX, self._card.minimumSizeHint().width()), self.width())
        height = max(self._card.heightForWidth(width), self._card.minimumSizeHint().height())
        self._card.setGeometry(_beside(self._hole(), QSize(width, height), self.rect()))
        self.update()

    def _hole(self) -> QRect | None:
        target = self.stop.target
        if target is None or not target.isVisible():
            return None
        place = QRect(target.mapTo(self._window, QPoint()), target.size())
        return place.adjusted(-ROOM_PX, -ROOM_PX, ROOM_PX, ROOM_PX).intersected(self.rect())


def _beside(hole: QRect | None, size: QSize, room: QRect) -> QRect:
    """Where a card of that size lies beside the hole: right, left, below or above it; else in the middle."""
    card = QRect(QPoint(), size)
    card.moveCenter(room.center())
    if hole is None:
        return card
    beside = (
        (hole.right() + GAP_PX, hole.top()),
        (hole.left() - GAP_PX - size.width(), hole.top()),
        (hole.left(), hole.bottom() + GAP_PX),
        (hole.left(), hole.top() - GAP_PX - size.height()),
    )
    for x, y in beside:
        # It may slide along the hole, but not over it.
        along = QPoint(min(x, room.right() - size.width()), min(y, room.bottom() - size.height()))
        place = QRect(along, size)
        if room.contains(place) and not place.intersects(hole):
            return place
    return card
