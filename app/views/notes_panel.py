"""Notes panel: what was written on the time line, and a line to write more."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from app.presenters import wording
from app.presenters.notes import Notes
from app.views.controls import button, column, label, row
from capture.library.record import Note

LIST_PX = 110
NOTE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class NotesModel(QAbstractListModel):
    """The notes as Qt lists want them; only their text can be edited."""

    def __init__(self, notes: Notes, parent: QWidget) -> None:
        super().__init__(parent)
        self._notes = notes
        self._shown: tuple[Note, ...] = ()
        notes.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = self._notes.notes
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many notes there are."""
        return len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The text can be edited in its place."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text for the editor, with its time for everybody else."""
        note = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return note
            case Qt.ItemDataRole.EditRole:
                return note.text
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{wording.moment(note.time_s)}   {note.text}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Another text was typed."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self._notes.edit(self._shown[index.row()].id, str(value))
        return True


class NotesPanel(QFrame):
    """The notes in the order of time: choosing one goes there, F2 edits it."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._notes = notes
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Write a note at this moment (N)"))
        self.line.setAccessibleName(self.tr("New note"))
        self.line.returnPressed.connect(self._add)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Notes"))
        self.list.setModel(NotesModel(notes, self.list))
        self.list.setMaximumHeight(LIST_PX)
        self.list.setWordWrap(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        for chosen in (self.list.clicked, self.list.activated):
            chosen.connect(lambda index: notes.go_to(index.data(NOTE).id))
        self.undo_button = button(
            self.tr("Undo"), notes.undo, tip=self.tr("Take back the last change of notes")
        )
        self.redo_button = button(self.tr("Redo"), notes.redo)
        header = row(label(self.tr("Notes"), "heading"), None, self.undo_button, self.redo_button)
        self.setLayout(column(header, self.list, self.line, margin=12))
        notes.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.list.setVisible(bool(self._notes.notes))
        self.undo_button.setVisible(self._notes.can_undo)
        self.redo_button.setVisible(self._notes.can_redo)

    def _add(self) -> None:
        self._notes.add(self.line.text())
        self.line.clear()

    def remove(self) -> None:
        """Remove the chosen note."""
        if self.list.currentIndex().isValid():
            self._notes.remove(self.list.currentIndex().data(NOTE).id)
