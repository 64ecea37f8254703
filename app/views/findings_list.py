"""Findings list: what was measured, worst first, with both values, their uncertainty and how often."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.presenters import wording
from app.views import theme
from inference.motion.finding import Finding

PADDING_PX = 12
LINE_GAP_PX = 4
RADIUS_PX = 10
DOT_PX = 8
Index = QModelIndex | QPersistentModelIndex
FINDING = Qt.ItemDataRole.UserRole


class FindingsModel(QAbstractListModel):
    """The findings as Qt lists want them; the text is what a screen reader says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Replace what is listed."""
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many findings there are."""
        return len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The finding itself for the delegate, its sentence for everybody else."""
        finding = self.findings[index.row()]
        if role == FINDING:
            return finding
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return wording.spoken(finding)
        return None


class FindingsList(QListView):
    """One card a finding; `chosen(Finding)` when the user picks one."""

    chosen = Signal(Finding)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Findings"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(2)
        self._model = FindingsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Card(self))
        self.clicked.connect(lambda index: self.chosen.emit(index.data(FINDING)))

    def show_findings(self, findings: tuple[Finding, ...], chosen: Finding | None) -> None:
        """List findings; the one that is chosen is highlighted."""
        self._model.show(findings)
        if chosen is not None and chosen in findings:
            self.setCurrentIndex(self._model.index(findings.index(chosen)))

    def choose_next(self, step: int) -> None:
        """Choose the finding `step` rows below the current one."""
        count = len(self._model.findings)
        if count:
            current = (
                self.currentIndex().row() if self.currentIndex().isValid() else -step if step < 0 else -1
            )
            self.setCurrentIndex(self._model.index(min(max(current + step, 0), count - 1)))
            self.chosen.emit(self.currentIndex().data(FINDING))


class _Card(QStyledItemDelegate):
    """Paints a finding: name and difference, when and how often, both values."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """Three lines of text with room around them."""
        line = option.fontMetrics.height()
        return QSize(0, 3 * line + 2 * LINE_GAP_PX + 2 * PADDING_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card."""
        finding: Finding = index.data(FINDING)
        colours = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, colours)
        inner = option.rect.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        line = option.fontMetrics.height()
        rows = [QRect(inner.x(), inner.y() + i * (line + LINE_GAP_PX), inner.width(), line) for i in range(3)]
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        difference = wording.amount(finding.difference, finding.unit, signed=True)
        uncertainty = "± " + wording.amount(finding.uncertainty, finding.unit)
        _pair(painter, rows[0], bold, (wording.title(finding), difference), colours.text)
        _pair(painter, rows[1], option.font, (wording.where(finding), ""), colours.muted)
        _pair(painter, rows[2], option.font, ("", uncertainty), colours.muted)
        self._paint_values(painter, rows[2], option.font, finding, colours)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, colours: theme.Theme) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(colours.focus if selected else colours.line), 1))
        painter.setBrush(
            QColor(colours.selected if selected else colours.hover if hovered else colours.surface)
        )
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)

    def _paint_values(
        self, painter: QPainter, row: QRect, font: QFont, finding: Finding, colours: theme.Theme
    ) -> None:
        painter.setFont(font)
        x = row.x()
        for value, dot, ink in (
            (finding.trainee, colours.trainee, colours.trainee_text),
            (finding.coach, colours.coach, colours.coach_text),
        ):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(dot))
            painter.drawEllipse(x, row.center().y() - DOT_PX // 2 + 1, DOT_PX, DOT_PX)
            text = wording.amount(value, finding.unit)
            x += DOT_PX + 6
            painter.setPen(QColor(ink))
            painter.drawText(row.adjusted(x - row.x(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            x += painter.fontMetrics().horizontalAdvance(text) + 18


def _pair(painter: QPainter, row: QRect, font: QFont, texts: tuple[str, str], colour: str) -> None:
    """A text at each end of the row; the left one gives way."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    metrics = painter.fontMetrics()
    room = row.width() - metrics.horizontalAdvance(texts[1])
    left = metrics.elidedText(texts[0], Qt.TextElideMode.ElideRight, room)
    painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, left)
    painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, texts[1])
