"""Attempts strip: every attempt with its score, what came closer, and the button for the next one."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QMenu, QPushButton, QScrollArea, QSizePolicy, QWidget

from app.presenters.attempts import Attempts, Reference, Tried
from app.views import theme
from app.views.controls import button, column, label, row

PICTURE_PX = QSize(64, 48)
CARD_PX = QSize(148, 62)
TOLD_PX = 380
BETTER, WORSE = "▲", "▼"


class AttemptCard(QPushButton):
    """One attempt: its picture, number, time and score; pressed while it is the one that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "attempt")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._when, self._score = label("", "small"), label("", "heading")
        for part in (self._picture, self._when, self._score):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._layout = row(self._picture, column(self._when, self._score, gap=0), None, margin=6)
        self.setLayout(self._layout)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all that it says, in whatever size of text."""
        return self._layout.sizeHint().expandedTo(CARD_PX)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """All of it."""
        return self.sizeHint()

    def show_attempt(self, tried: Tried, picture: bytes) -> None:
        """Show this attempt; picture: a JPEG, or empty."""
        self.setChecked(tried.shown)
        self._when.setText(f"{tried.number} · {tried.made.astimezone():%H:%M}")
        self._score.setText(" ".join(filter(None, (points(tried), "★" if tried.best else ""))))
        self.setAccessibleName(spoken(tried))
        self.setToolTip(spoken(tried))
        self._picture.setPixmap(self._pixmap(picture))

    def _pixmap(self, picture: bytes) -> QPixmap:
        size = PICTURE_PX * self.devicePixelRatioF()
        film = QPixmap()
        if not film.loadFromData(picture):
            film = theme.drawn("person", theme.current().muted)
        smooth = Qt.TransformationMode.SmoothTransformation
        film = film.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        film.setDevicePixelRatio(self.devicePixelRatioF())
        return film


class AttemptsStrip(QFrame):
    """A row under everything else. `again`: try once more; `viewed`: look at it in the trainee's view."""

    again = Signal()
    viewed = Signal()

    def __init__(self, attempts: Attempts) -> None:
        super().__init__()
        self.setProperty("role", "transport")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._attempts = attempts
        self.cards: dict[str, AttemptCard] = {}
        self._seen = ""
        self._row = row(gap=6)
        self._cards = QWidget()
        self._cards.setLayout(row(self._row, None))
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(self._cards)
        self._scroll.setFixedHeight(CARD_PX.height() + 14)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told = label("", wraps=True)
        self.told.setMaximumWidth(TOLD_PX)
        self.told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.told.setAccessibleName(self.tr("What came closer"))
        self.reference = QComboBox()
        self.reference.setAccessibleName(self.tr("Compared with"))
        self.reference.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for reference, text in self._references().items():
            self.reference.addItem(text, reference)
        self.reference.activated.connect(lambda _: attempts.compare_with(self.reference.currentData()))
        view = button(self.tr("Trainee view"), self.viewed.emit, tip=self.tr("Large, to be read from afar"))
        self.button = button(self.tr("Try again"), self.again.emit, "primary")
        layout = row(self._scroll, self.told, self.reference, view, self.button, margin=10, gap=12)
        layout.setStretch(0, 3)
        layout.setStretch(1, 2)
        layout.setContentsMargins(14, 4, 14, 4)
        self.setLayout(layout)
        attempts.changed.connect(self.show_attempts)
        self.show_attempts()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """A row is as high as its cards, whatever is said in it: the page above keeps its size."""
        return False

    def show_attempts(self) -> None:
        """Show what there is; nothing before the first attempt."""
        listed = self._attempts.listed
        self.setVisible(bool(listed))
        for identity in set(self.cards) - {tried.id for tried in listed}:
            self.cards.pop(identity).deleteLater()
        for tried in listed:
            card = self.cards.get(tried.id) or self._add(tried.id)
            card.show_attempt(tried, self._attempts.picture(tried.id))
            if tried.shown and tried.id != self._seen:
                self._seen = tried.id
                # When the row has its new size.
                QTimer.singleShot(0, card, partial(self._scroll.ensureWidgetVisible, card))
        self.reference.setVisible(len(listed) > 1)
        self.reference.setCurrentIndex(self.reference.findData(self._attempts.reference))
        self.told.setVisible(len(listed) > 1)
        self.told.setText(" ".join(self._attempts.told))

    def remove(self) -> None:
        """Put the attempt whose card has the keyboard into the bin."""
        for identity, card in self.cards.items():
            if card.hasFocus():
                self._attempts.remove(identity)
                return

    def _add(self, identity: str) -> AttemptCard:
        card = AttemptCard()
        card.clicked.connect(partial(self._choose, identity))
        card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        card.customContextMenuRequested.connect(partial(self._offer, identity))
        self.cards[identity] = card
        self._row.addWidget(card)
        return card

    def _choose(self, identity: str) -> None:
        card = self.cards[identity]
        if card.isChecked():
            self._attempts.bring_back(identity)
        # What is pressed is what is shown, once it is.
        self.show_attempts()

    def _offer(self, identity: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        bring = menu.addAction(self.tr("Show this attempt"), partial(self._attempts.bring_back, identity))
        bring.setEnabled(not self.cards[identity].isChecked())
        remove = menu.addAction(self.tr("Move to the bin"), partial(self._attempts.remove, identity))
        remove.setEnabled(len(self.cards) > 1)
        menu.popup(self.cards[identity].mapToGlobal(at))

    def _references(self) -> dict[Reference, str]:
        return {
            Reference.BEFORE: self.tr("Against the one before"),
            Reference.FIRST: self.tr("Against the first"),
            Reference.BEST: self.tr("Against the best"),
        }


def points(tried: Tried) -> str:
    """The score, and whether it surely rose or fell: 78 ▲."""
    if tried.score is None:
        return "–"
    trend = BETTER if tried.gained > 0 else WORSE if tried.gained < 0 else ""
    return f"{tried.score.points:.0f} {trend}".strip()


def spoken(tried: Tried) -> str:
    """All of an attempt's card in words, for a screen reader."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("AttemptCard", text)

    told = [
        tr("Attempt {number} at {time}").format(number=tried.number, time=f"{tried.made.astimezone():%H:%M}")
    ]
    if tried.score is None:
        told.append(tr("no score: it could not be compared"))
    else:
        score = tr("score {points:.0f} of 100, give or take {sigma:.0f}")
        told.append(score.format(points=tried.score.points, sigma=tried.score.sigma))
    if tried.gained:
        told.append(tr("surely better than before") if tried.gained > 0 else tr("surely worse than before"))
    told += [tr("best so far")] if tried.best else []
    return ", ".join(told)
