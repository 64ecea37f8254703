"""Session list: a card a session, with its picture, what it is called, whose it is and what it holds."""

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QImageReader, QPainter, QPen, QPixmap, QPixmapCache
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.presenters.library import Catalogue, named
from app.views import theme
from capture.library.index import Entry

PICTURE = QSize(112, 84)
PADDING_PX, GAP_PX, RADIUS_PX, ICON_PX = 10, 14, 10, 32
ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class SessionsModel(QAbstractListModel):
    """The catalogue's entries as Qt lists want them; the text is what a screen reader says."""

    def __init__(self, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Replace what is listed."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many sessions there are."""
        return len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A title can be edited in its place."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry itself for the delegate, its title for the editor, its sentence for everybody else."""
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return entry
            case Qt.ItemDataRole.EditRole:
                return entry.title
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{named(entry)}. {self.whose(entry)}. {self.holds(entry)}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Another title was typed."""
        entry = self.entries[index.row()]
        if role != Qt.ItemDataRole.EditRole or value == entry.title:
            return False
        self._catalogue.rename(entry, str(value))
        return True

    def whose(self, entry: Entry) -> str:
        """Whose session it is, and of when."""
        who = entry.person.name if entry.person else self.tr("Without a name")
        moment = QDateTime.fromSecsSinceEpoch(round(entry.created.timestamp()))
        return f"{who} · {QLocale().toString(moment, QLocale.FormatType.ShortFormat)}"

    def holds(self, entry: Entry) -> str:
        """What is in it, or why it cannot be opened."""
        if entry.problem:
            return entry.problem
        counted = [
            (entry.clips, self.tr("clips")),
            (entry.attempts, self.tr("attempts")),
            (entry.notes, self.tr("notes")),
        ]
        parts = [f"{name}: {count}" for count, name in counted if count]
        if entry.title and entry.exercise:
            parts.insert(0, entry.exercise)
        if self._catalogue.is_open(entry):
            parts.append(self.tr("open in this window"))
        return " · ".join(parts)


class SessionList(QListView):
    """The catalogue's sessions; `opened(Entry)` when one is activated, `picked` when another is current."""

    opened = Signal(Entry)
    picked = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Sessions"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSpacing(2)
        self._catalogue = catalogue
        self._model = SessionsModel(catalogue, self)
        self.setModel(self._model)
        self.setItemDelegate(_Card(self._model, catalogue, self))
        self.activated.connect(lambda index: self.opened.emit(index.data(ENTRY)))
        self.selectionModel().currentChanged.connect(lambda *_: self.picked.emit())
        catalogue.listed.connect(self._on_listed)

    @property
    def current(self) -> Entry | None:
        """The session that is chosen."""
        index = self.currentIndex()
        return index.data(ENTRY) if index.isValid() else None

    def edit_title(self) -> None:
        """Type another title in the card."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def _on_listed(self) -> None:
        """Show the new list; the session that was chosen stays so."""
        chosen = self.current.id if self.current else None
        entries = self._catalogue.entries
        self._model.show(entries)
        rows = [row for row, entry in enumerate(entries) if entry.id == chosen] or [0]
        if entries:
            self.setCurrentIndex(self._model.index(rows[0]))
        self.picked.emit()


class _Card(QStyledItemDelegate):
    """Paints a session: picture, title, whose and when, what is in it."""

    def __init__(self, model: SessionsModel, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._catalogue = model, catalogue

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """The picture with room around it."""
        return QSize(0, PICTURE.height() + 2 * PADDING_PX)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """The editor stands where the title does."""
        lines = _lines(option)
        editor.setGeometry(lines[0].adjusted(-4, -6, 0, 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card."""
        entry: Entry = index.data(ENTRY)
        colours = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(colours.focus if selected else colours.line), 1))
        ground = colours.selected if selected else colours.hover if hovered else colours.surface
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)
        self._paint_picture(painter, option.rect, entry, colours)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        holds = colours.caution if entry.problem else colours.muted
        texts = (
            (bold, named(entry), colours.text),
            (option.font, self._model.whose(entry), colours.text),
            (option.font, self._model.holds(entry), holds),
        )
        for line, (font, text, colour) in zip(_lines(option), texts, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_picture(self, painter: QPainter, card: QRect, entry: Entry, colours: theme.Theme) -> None:
        frame = QRect(card.x() + PADDING_PX, card.y() + PADDING_PX, PICTURE.width(), PICTURE.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(frame, RADIUS_PX / 2, RADIUS_PX / 2)
        picture = self._picture(entry, painter.device().devicePixelRatioF())
        if picture.isNull():
            picture = theme.drawn("clip", colours.muted).scaledToWidth(
                ICON_PX, Qt.TransformationMode.SmoothTransformation
            )
        size = picture.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(frame.center())
        painter.drawPixmap(place, picture)

    def _picture(self, entry: Entry, pixel_ratio: float) -> QPixmap:
        """The thumbnail as large as fits; read once."""
        key = f"{entry.id} {entry.changed.timestamp()} {pixel_ratio}"
        picture = QPixmap()
        if not QPixmapCache.find(key, picture):
            reader = QImageReader(str(self._catalogue.thumbnail(entry)))
            reader.setScaledSize(
                reader.size().scaled(PICTURE * pixel_ratio, Qt.AspectRatioMode.KeepAspectRatio)
            )
            picture = QPixmap.fromImageReader(reader)
            picture.setDevicePixelRatio(pixel_ratio)
            QPixmapCache.insert(key, picture)
        return picture


def _lines(option: QStyleOptionViewItem) -> list[QRect]:
    """Where the three lines of a card stand."""
    height = option.fontMetrics.height()
    left = option.rect.x() + PADDING_PX + PICTURE.width() + GAP_PX
    width = option.rect.right() - left - PADDING_PX
    step = (PICTURE.height() - 3 * height) // 3 + height
    top = option.rect.y() + PADDING_PX + (step - height) // 2
    return [QRect(left, top + line * step, width, height) for line in range(3)]
