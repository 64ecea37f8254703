"""Sheet table: a sheet on screen; its rows can be copied, and each leads to its moment."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.presenters.clip import Side
from app.presenters.sheets import Sheet, person, repetition, written
from app.views import theme
from app.views.own_keys import OwnKeys

Index = QModelIndex | QPersistentModelIndex
LEAST_PX = 60
EMPTY = Sheet((), ())
# Whose repetition, and which; then the sheet's own columns.
FIRST = 1


class SheetModel(QAbstractTableModel):
    """A sheet as Qt's tables want it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheet = EMPTY

    def show_sheet(self, sheet: Sheet) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many repetitions and means there are."""
        return len(self.sheet.rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """The repetition, and what was measured of it."""
        return FIRST + len(self.sheet.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles with their units."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section < FIRST:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        if section < FIRST:
            return self.tr("Repetition")
        return self.sheet.columns[section - FIRST].header

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's text, in the person's colour where it names them; means stand out."""
        row, column = self.sheet.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                if column < FIRST:
                    return f"● {person(row.side)} {repetition(row.number)}"
                return self.sheet.columns[column - FIRST].text(row.cells[column - FIRST])
            case Qt.ItemDataRole.ForegroundRole if column == 0:
                colours = theme.current()
                return QColor(colours.trainee_text if row.side is Side.TRAINEE else colours.coach_text)
            case Qt.ItemDataRole.TextAlignmentRole if column >= FIRST:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class SheetTable(QTableView):
    """`sought(float)`: the user wants to see the repetition that starts there."""

    sought = Signal(float)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setMinimumHeight(LEAST_PX)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        OwnKeys(self)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for chosen in (self.clicked, self.activated):
            chosen.connect(lambda index: self.sought.emit(self.sheet_model.sheet.rows[index.row()].start_s))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self.sheet_model.show_sheet(sheet)

    def copy(self) -> None:
        """Put the chosen rows, or all, on the clipboard, with the headers."""
        sheet = self.sheet_model.sheet
        chosen = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        rows = tuple(sheet.rows[row] for row in chosen) or sheet.rows
        QGuiApplication.clipboard().setText(written(Sheet(sheet.columns, rows), "\t"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The keys that copy everywhere copy rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
