"""Focus dialog: which quantities count, which come first, and from what difference on; at once."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.presenters.focusing import Focusing, Quantity
from app.views.controls import button, column, label, row

WHAT, IMPORTANT, TOLERANCE = range(3)
SIZE = (600, 680)
LEAST, MOST, STEP = 0.5, 180.0, 1.0
ROUND = 1e-6
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FocusDialog(QDialog):
    """Stays open beside the window; every change is compared at once."""

    def __init__(self, focusing: Focusing, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Focus"))
        self.resize(*SIZE)
        self._focusing = focusing
        self._leaves: dict[str, QTreeWidgetItem] = {}
        self._rows: dict[QTreeWidgetItem, Quantity] = {}
        self.firsts: dict[str, QCheckBox] = {}
        self.spins: dict[str, QDoubleSpinBox] = {}
        self.tree = QTreeWidget()
        self._fill()
        # A click on a part of the body changes many boxes, one after the other.
        self._gathering = QTimer(self, singleShot=True, interval=0)
        self._gathering.timeout.connect(self._gather)
        self.hint = label("", "caution", wraps=True)
        self._make_presets()
        self._lay_out()
        self.tree.itemChanged.connect(lambda _item, _at: self._gathering.start())
        focusing.changed.connect(self.show_focus)
        self.show_focus()

    def item(self, quantity: str) -> QTreeWidgetItem:
        """The row of a quantity, by its name."""
        return next(item for item, known in self._rows.items() if known.name == quantity)

    def show_focus(self) -> None:
        """Show what is looked at now."""
        focusing, chosen = self._focusing, self._focusing.chosen
        self.tree.blockSignals(True)
        for name, leaf in self._leaves.items():
            leaf.setCheckState(WHAT, CHECKED if name in chosen else UNCHECKED)
        for quantity in self._rows.values():
            self.firsts[quantity.name].setChecked(focusing.is_important(quantity))
            spin = self.spins[quantity.name]
            if not spin.hasFocus():  # somebody is typing
                spin.setValue(focusing.tolerance(quantity))
        self.tree.blockSignals(False)
        self._show_presets()

    def _fill(self) -> None:
        tree = self.tree
        tree.setAccessibleName(self.tr("What counts"))
        tree.setColumnCount(3)
        tree.setHeaderLabels([self.tr("What counts"), self.tr("Comes first"), self.tr("Counts from")])
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for title, quantities in self._focusing.groups:
            group = QTreeWidgetItem(tree, [title])
            group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            for quantity in quantities:
                self._add(group, quantity)
            group.setExpanded(True)

    def _add(self, group: QTreeWidgetItem, quantity: Quantity) -> None:
        item = QTreeWidgetItem(group, [quantity.title])
        flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
        self._rows[item] = quantity
        if len(quantity.channels) > 1:
            item.setFlags(flags | Qt.ItemFlag.ItemIsAutoTristate)
            sides = {"left": self.tr("Left"), "right": self.tr("Right")}
            for channel in quantity.channels:
                leaf = QTreeWidgetItem(item, [sides[channel.side]])
                leaf.setFlags(flags)
                self._leaves[channel.name] = leaf
        else:
            item.setFlags(flags)
            self._leaves[quantity.channels[0].name] = item
        item.setToolTip(WHAT, self.tr("More of it: {}").format(quantity.channels[0].positive))
        self.firsts[quantity.name] = first = QCheckBox()
        first.setAccessibleName(self.tr("{} comes first").format(quantity.title))
        first.clicked.connect(lambda on: self._focusing.set_important(quantity, on))
        self.tree.setItemWidget(item, IMPORTANT, first)
        self.spins[quantity.name] = spin = _Spin(quantity)
        spin.editingFinished.connect(lambda: self._focusing.set_tolerance(quantity, spin.value()))
        self.tree.setItemWidget(item, TOLERANCE, spin)

    def _make_presets(self) -> None:
        self.presets = QComboBox()
        self.presets.setAccessibleName(self.tr("Saved choices"))
        self.presets.activated.connect(self._on_preset)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of this choice"))
        self.name.setAccessibleName(self.tr("Name under which to save this choice"))
        self.name.returnPressed.connect(self._save)
        self.save = button(self.tr("Save"), self._save, tip=self.tr("Save this choice for other sessions"))
        self.save.setAutoDefault(False)
        self.remove = button(self.tr("Delete"), self._remove, tip=self.tr("Forget this saved choice"))
        self.remove.setAutoDefault(False)

    def _lay_out(self) -> None:
        about = self.tr(
            "Only what counts is compared and said. A difference counts from its tolerance on; what comes "
            "first is said before anything else."
        )
        close = button(self.tr("Close"), self.close, "primary")
        everything = button(self.tr("Everything, as usual"), self._focusing.reset)
        everything.setAutoDefault(False)
        saving = row(self.name, self.save, self.remove)
        parts = (label(about, "muted", wraps=True), self.presets, saving, self.tree, self.hint)
        self.setLayout(column(*parts, row(everything, None, close), margin=18, gap=12))
        self.hint.hide()

    def _show_presets(self) -> None:
        current = self._focusing.preset
        self.presets.clear()
        names = list(self._focusing.presets)
        self.presets.addItem(self.tr("Saved choices") if names else self.tr("Nothing has been saved yet"))
        self.presets.addItems(names)
        self.presets.setEnabled(bool(names))
        self.presets.setCurrentIndex(names.index(current) + 1 if current else 0)
        self.remove.setEnabled(current is not None)

    def _gather(self) -> None:
        chosen = {name for name, leaf in self._leaves.items() if leaf.checkState(WHAT) == CHECKED}
        done = self._focusing.choose(chosen)
        self.hint.setText(self.tr("At least one must count."))
        self.hint.setVisible(not done)
        if not done:
            self.show_focus()

    def _on_preset(self, at: int) -> None:
        if at > 0:
            self._focusing.use(self.presets.itemText(at))
            self.name.setText(self.presets.itemText(at))

    def _save(self) -> None:
        self._focusing.save(self.name.text())

    def _remove(self) -> None:
        if name := self._focusing.preset:
            self._focusing.remove(name)


class _Spin(QDoubleSpinBox):
    """A tolerance; the wheel scrolls the list, for nobody means to change what happens to lie beneath."""

    def __init__(self, quantity: Quantity) -> None:
        super().__init__()
        self.setRange(LEAST, MOST)
        self.setSingleStep(STEP)
        self.setDecimals(0 if abs(quantity.usual - round(quantity.usual)) < ROUND else 1)
        self.setSuffix(quantity.suffix)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Tolerance of {}").format(quantity.title))
        self.setToolTip(self.tr("Usually {:g}{}").format(quantity.usual, quantity.suffix))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Left to the list."""
        event.ignore()
