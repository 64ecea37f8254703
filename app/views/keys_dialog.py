"""Keys dialog: every key and what it does, searched, and bound anew by pressing another one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.presenters.keys import ACTIONS, KeyRefusedError, Keys, place, title
from app.views.controls import button, column, label, row

SIZE_PX = 560, 640
KEYS_PX = 150
NAME = Qt.ItemDataRole.UserRole
ESCAPE = QKeySequence(Qt.Key.Key_Escape)


class KeysDialog(QDialog):
    """The table of keys; what is changed counts at once."""

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(*SIZE_PX)
        self._keys = keys
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search what keys do"))
        self.search.setAccessibleName(self.tr("Search keys"))
        self.search.setClearButtonEnabled(True)
        self._headings: dict[str, QTreeWidgetItem] = {}
        self._rows: list[QTreeWidgetItem] = []
        self.table = self._empty_table()
        self.press = QKeySequenceEdit()
        self.press.setMaximumSequenceLength(1)
        self.press.setAccessibleName(self.tr("New key"))
        self.refusal = label("", "caution", wraps=True)
        self.refusal.hide()
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.table.itemActivated.connect(lambda item, _: self._ask())
        self.table.currentItemChanged.connect(lambda *_: self._show_choice())
        self.press.editingFinished.connect(self._take)
        keys.changed.connect(self._show)
        self._show()
        self.search.setFocus()

    def _empty_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(self.tr("Keys"))
        table.setColumnCount(2)
        table.setHeaderHidden(True)
        table.setRootIsDecorated(False)
        table.setIndentation(0)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.header().resizeSection(1, KEYS_PX)
        for name in ACTIONS:
            if place(name) not in self._headings:
                self._headings[place(name)] = _heading(table, place(name))
            self._rows.append(QTreeWidgetItem(self._headings[place(name)]))
            self._rows[-1].setData(0, NAME, name)
        table.expandAll()
        table.setItemsExpandable(False)
        return table

    def _lay_out(self) -> None:
        self.change_button = button(self.tr("Change key…"), self._ask)
        self.remove_button = button(self.tr("No key"), self._remove)
        self.restore_button = button(self.tr("As shipped"), self._restore)
        restore_all = button(self.tr("Restore all"), self._keys.restore, tip=self.tr("All keys as shipped"))
        close = button(self.tr("Close"), self.accept)
        for each in (self.change_button, self.remove_button, self.restore_button, restore_all, close):
            each.setAutoDefault(False)  # Return belongs to the table
        choice, asking = QWidget(), QWidget()
        choice.setLayout(row(self.change_button, self.remove_button, self.restore_button, None, restore_all))
        self._asked = label("")
        asking.setLayout(row(self._asked, self.press, None))
        self._last = QStackedWidget()
        for part in (choice, asking):
            self._last.addWidget(part)
        self._last.setSizePolicy(choice.sizePolicy())
        end = row(self._last, close)
        layout = column(self.search, self.table, self.refusal, end, margin=18, gap=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    @property
    def _chosen(self) -> str | None:
        """The action that is chosen."""
        item = self.table.currentItem()
        return item.data(0, NAME) if item else None

    def _show(self) -> None:
        for item in self._rows:
            name = item.data(0, NAME)
            item.setText(0, title(name))
            item.setText(1, self._keys.text(name) or self.tr("none"))
            font = item.font(1)
            font.setBold(not self._keys.is_shipped(name))
            item.setFont(1, font)
        self._show_choice()

    def _show_choice(self) -> None:
        name = self._chosen
        self._last.setCurrentIndex(0)
        self.refusal.hide()
        for each in (self.change_button, self.remove_button):
            each.setEnabled(name is not None)
        self.restore_button.setEnabled(name is not None and not self._keys.is_shipped(name))

    def _filter(self, text: str) -> None:
        """Show what contains all the words, with its place."""
        words = text.casefold().split()
        shown = set()
        for item in self._rows:
            where = place(item.data(0, NAME))
            said = f"{where} {item.text(0)} {item.text(1)}".casefold()
            found = all(word in said for word in words)
            item.setHidden(not found)
            shown |= {where} if found else set()
        for where, heading in self._headings.items():
            heading.setHidden(where not in shown)

    def _ask(self) -> None:
        """Wait for the key that is to do what is chosen."""
        if (name := self._chosen) is None:
            return
        self._asked.setText(self.tr("Press the key for “{title}” (Esc: leave it)").format(title=title(name)))
        self.refusal.hide()
        self.press.clear()
        self._last.setCurrentIndex(1)
        self.press.setFocus()

    def _take(self) -> None:
        """The key was pressed, or the user went elsewhere."""
        key = self.press.keySequence()
        if self._last.currentIndex() == 0:
            return
        self._last.setCurrentIndex(0)
        self.table.setFocus()
        if not key.isEmpty() and key != ESCAPE:
            self._try(key)

    def _remove(self) -> None:
        self._try()

    def _restore(self) -> None:
        assert self._chosen is not None
        try:
            self._keys.restore(self._chosen)
        except KeyRefusedError as refused:
            self._refuse(refused)

    def _try(self, *keys: QKeySequence) -> None:
        assert self._chosen is not None
        try:
            self._keys.set(self._chosen, *keys)
        except KeyRefusedError as refused:
            self._refuse(refused)

    def _refuse(self, refused: KeyRefusedError) -> None:
        self.refusal.setText(str(refused))
        self.refusal.setAccessibleName(str(refused))
        self.refusal.show()


def _heading(table: QTreeWidget, text: str) -> QTreeWidgetItem:
    heading = QTreeWidgetItem(table, [text])
    heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
    heading.setFirstColumnSpanned(True)
    font = heading.font(0)
    font.setBold(True)
    heading.setFont(0, font)
    return heading
