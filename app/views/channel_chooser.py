"""Channel chooser: what can be measured, by part of the body, to be found by typing and ticked."""

from PySide6.QtCore import QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QTreeView, QWidget

from app.presenters.measures import channel_title
from app.presenters.measuring import Measuring
from app.views.controls import column
from app.views.own_keys import OwnKeys
from inference.motion.channels import CHANNELS

LEAST_PX = 60
NAME = Qt.ItemDataRole.UserRole


class ChannelChooser(QWidget):
    """A search line over a tree of parts and channels; ticking one draws its curves."""

    def __init__(self, measuring: Measuring) -> None:
        super().__init__()
        self._measuring = measuring
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Curves of: knee, trunk, speed …"))
        self.search.setAccessibleName(self.tr("Search what to measure"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self._model = QStandardItemModel(self)
        self._items: dict[str, QStandardItem] = {}
        self._fill()
        self._model.itemChanged.connect(self._on_ticked)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._found.setRecursiveFilteringEnabled(True)
        self._found.setAutoAcceptChildRows(True)
        self.tree = QTreeView()
        self.tree.setAccessibleName(self.tr("What to measure"))
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumHeight(LEAST_PX)
        self.tree.setModel(self._found)
        self.tree.setIndentation(14)
        OwnKeys(self.tree)
        self.tree.clicked.connect(self._on_clicked)
        self.setLayout(column(self.search, self.tree, gap=6))
        measuring.chosen.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin where something is ticked."""
        super().showEvent(event)
        QTimer.singleShot(0, self._show)  # there is no place to scroll to before all is laid out

    def _groups(self) -> dict[str, str]:
        """Where a channel of each part is listed."""
        legs, arms = self.tr("Legs"), self.tr("Arms")
        hips, trunk = self.tr("Hips and stance"), self.tr("Trunk and shoulders")
        return {
            "left_leg": legs,
            "right_leg": legs,
            "lower_body": hips,
            "torso": trunk,
            "upper_body": trunk,
            "left_arm": arms,
            "right_arm": arms,
            "head": self.tr("Head"),
            "whole_body": self.tr("Whole body"),
        }

    def _fill(self) -> None:
        groups: dict[str, QStandardItem] = {}
        titles = self._groups()
        listed = [channel for channel in CHANNELS.values() if channel.name != "tempo"]
        for title in dict.fromkeys(titles.values()):
            groups[title] = QStandardItem(title)
            groups[title].setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._model.appendRow(groups[title])
        # The left and the right of a quantity one below the other.
        for channel in sorted(listed, key=lambda c: c.name.removeprefix(f"{c.side}_")):
            item = QStandardItem(channel_title(channel.name))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(channel.name, NAME)
            item.setToolTip(channel.positive.capitalize())
            groups[titles[channel.part]].appendRow(item)
            self._items[channel.name] = item

    def _find(self, text: str) -> None:
        self._found.setFilterFixedString(text)
        if text:
            self.tree.expandAll()
        else:
            self._show()

    def _show(self) -> None:
        """Tick what is looked at, and open its parts."""
        chosen = self._measuring.channels
        self._model.blockSignals(True)
        for name, item in self._items.items():
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
        self._model.blockSignals(False)
        self.tree.viewport().update()
        if chosen:
            self.tree.scrollTo(self._found.mapFromSource(self._items[chosen[-1]].index()))

    def _on_ticked(self, item: QStandardItem) -> None:
        self._measuring.choose(item.data(NAME), item.checkState() == Qt.CheckState.Checked)

    def _on_clicked(self, index) -> None:  # type: ignore[no-untyped-def]
        """A click on a part opens or closes it."""
        if index.model().hasChildren(index):
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
